"""The documents: as data, as a list, and each as a page with a passage marked."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from bot.web.gate import hold_back
from bot.web.searching import MAX_QUERY
from bot.web.services import Services
from bot.web.viewer import Meant, document_page, documents_page
from corpus.document import Document, Standing
from corpus.sentences import Span

# Dates that a document need not have, and that earlier clients do not know.
_DATES = ("effective_on", "ended_on")
_CELLS = r"^(\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9})*)?$"


def as_data(document: Document) -> dict[str, Any]:
    """A document as an entry of the API."""
    left_out = {name for name in _DATES if getattr(document, name) is None}
    return document.model_dump(mode="json", exclude=left_out)


def router(services: Services) -> APIRouter:
    """``/api/documents``, ``/documents`` and ``/documents/<id>``."""
    routes = APIRouter()

    @routes.get("/api/documents")
    def api_documents() -> dict[str, Any]:
        corpus = services.assistant.corpus
        rows = [as_data(document) for document in corpus.documents]
        stamp = {"version": corpus.version, "knowledge_date": corpus.knowledge_date.isoformat()}
        return {"corpus": stamp, "documents": rows}

    @routes.get("/documents", response_class=HTMLResponse)
    def documents(request: Request, q: str = "", standing: Standing | Literal[""] = "") -> str:
        query = " ".join(q.split())[:MAX_QUERY]
        if query:
            hold_back(services.gate, request)
        with services.assistant.held() as assistant:
            return documents_page(assistant.index, query, standing or None)

    @routes.get("/documents/{document_id}", response_class=HTMLResponse)
    def document(  # noqa: PLR0913  one for each part of the address
        document_id: str,
        start: int = 0,
        end: int = 0,
        cells: Annotated[str, Query(pattern=_CELLS)] = "",
        text: str = "",
        collection: str = "",
    ) -> str:
        now = services.assistant.corpus
        corpus = (services.assistant.corpus_of(collection) if collection else None) or now
        if corpus.manifest.find(document_id) is None:
            raise HTTPException(404, f"no document {document_id!r}; see /documents")
        pairs = [pair.split("-") for pair in cells.split(",") if pair]
        spans = [Span(int(a), int(b)) for a, b in pairs if start <= int(a) < int(b) <= end]
        meant = Meant(text, known=collection in {"", corpus.version}, now=now)
        return document_page(corpus, document_id, Span(start, end), spans, meant)

    return routes
