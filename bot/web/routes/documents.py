"""The documents: as data, as a list, and each as a page with a passage marked."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from bot.web.gate import hold_back
from bot.web.searching import MAX_QUERY
from bot.web.services import Services
from bot.web.viewer import document_page, documents_page
from corpus.document import Standing
from corpus.sentences import Span

_CELLS = r"^(\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9})*)?$"


def router(services: Services) -> APIRouter:
    """``/api/documents``, ``/documents`` and ``/documents/<id>``."""
    routes = APIRouter()
    corpus = services.assistant.corpus

    @routes.get("/api/documents")
    def api_documents() -> dict[str, Any]:
        rows = [document.model_dump(mode="json") for document in corpus.documents]
        stamp = {"version": corpus.version, "knowledge_date": corpus.knowledge_date.isoformat()}
        return {"corpus": stamp, "documents": rows}

    @routes.get("/documents", response_class=HTMLResponse)
    def documents(request: Request, q: str = "", standing: Standing | Literal[""] = "") -> str:
        query = " ".join(q.split())[:MAX_QUERY]
        if query:
            hold_back(services.gate, request)
        return documents_page(services.assistant.index, query, standing or None)

    @routes.get("/documents/{document_id}", response_class=HTMLResponse)
    def document(
        document_id: str,
        start: int = 0,
        end: int = 0,
        cells: Annotated[str, Query(pattern=_CELLS)] = "",
        text: str = "",
    ) -> str:
        if corpus.manifest.find(document_id) is None:
            raise HTTPException(404, f"no document {document_id!r}; see /documents")
        pairs = [pair.split("-") for pair in cells.split(",") if pair]
        spans = [Span(int(a), int(b)) for a, b in pairs if start <= int(a) < int(b) <= end]
        return document_page(corpus, document_id, Span(start, end), spans, text)

    return routes
