"""The HTTP API: ask, ask as a stream, feedback, documents, health."""

import secrets
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import RequestResponseEndpoint

from bot.answer import MAX_QUESTION, Answer
from bot.guardrails.masking import masked_for_storage
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.feedback import Feedback, FeedbackStore
from bot.web.gate import BROWSER_COOKIE, Gate
from bot.web.viewer import document_page, documents_page
from corpus.sentences import Span

_STATIC = Path(__file__).parent / "static"
_MAX_BODY = 1_000_000
_OURS = ("/api/", "/documents")
_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "too_long",
    429: "too_many_requests",
    503: "closed",
}


class Ask(BaseModel):
    """The body of a question."""

    model_config = ConfigDict(extra="forbid")

    question: str
    conversation: str | None = None
    session: str | None = None


def make_api(assistant: Assistant, settings: BotSettings, gate: Gate | None = None) -> FastAPI:
    """The application without the chat; ``gate`` where it is shared with the chat."""
    gate = gate or Gate(settings)
    app = FastAPI(title="Responsible AI Guide", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/guide", StaticFiles(directory=_STATIC), name="static")
    _add_errors(app)
    _add_headers(app, settings)
    _add_questions(app, assistant, gate)
    _add_feedback(app, FeedbackStore(settings.database_url, settings.data), gate)
    _add_documents(app, assistant)
    _add_health(app, assistant)
    _add_what_is_not_there(app)
    return app


def _add_questions(app: FastAPI, assistant: Assistant, gate: Gate) -> None:
    def answered(request: Request, body: Ask) -> Answer:
        if len(body.question) > MAX_QUESTION:
            raise HTTPException(
                413, f"the question has {len(body.question)} characters, at most {MAX_QUESTION}"
            )
        _pass(gate, request)
        return assistant.ask(body.question, body.conversation)

    @app.post("/api/ask")
    def ask(request: Request, body: Ask) -> Response:
        return Response(answered(request, body).to_json(), media_type="application/json")

    @app.post("/api/ask/stream")
    def ask_stream(request: Request, body: Ask) -> StreamingResponse:
        events = _events(answered(request, body))
        return StreamingResponse(events, media_type="text/event-stream")


def _add_feedback(app: FastAPI, feedback: FeedbackStore, gate: Gate) -> None:
    @app.post("/api/feedback")
    def add_feedback(request: Request, body: Feedback) -> dict[str, bool]:
        _pass(gate, request)
        texts = {name: masked_for_storage(getattr(body, name)) for name in ("question", "note")}
        feedback.add(body.model_copy(update=texts))
        return {"stored": True}


def _pass(gate: Gate, request: Request) -> None:
    """Raise the HTTP error by which a request is refused."""
    address = request.client.host if request.client else "unknown"
    refusal = gate.refusal(address, request.cookies.get(BROWSER_COOKIE))
    if refusal and refusal.retry_after is None:
        raise HTTPException(503, refusal.text)
    if refusal:
        raise HTTPException(429, refusal.text, {"Retry-After": str(refusal.retry_after)})


def _add_documents(app: FastAPI, assistant: Assistant) -> None:
    corpus = assistant.corpus

    @app.get("/api/documents")
    def api_documents() -> dict[str, Any]:
        rows = [document.model_dump(mode="json") for document in corpus.documents]
        stamp = {"version": corpus.version, "knowledge_date": corpus.knowledge_date.isoformat()}
        return {"corpus": stamp, "documents": rows}

    @app.get("/documents", response_class=HTMLResponse)
    def documents() -> str:
        return documents_page(corpus)

    @app.get("/documents/{document_id}", response_class=HTMLResponse)
    def document(
        document_id: str,
        start: int = 0,
        end: int = 0,
        cells: Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9})*)?$")] = "",
    ) -> str:
        if corpus.manifest.find(document_id) is None:
            raise HTTPException(404, f"no document {document_id!r}; see /documents")
        pairs = [pair.split("-") for pair in cells.split(",") if pair]
        spans = [Span(int(a), int(b)) for a, b in pairs if start <= int(a) < int(b) <= end]
        return document_page(corpus, document_id, Span(start, end), spans)


def _add_health(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> dict[str, str]:
        if not assistant.index.is_whole():
            raise HTTPException(503, "the index cannot be read: run `python -m index build`")
        return {"status": "ready"}


def _add_what_is_not_there(app: FastAPI) -> None:
    """Answer for paths and methods of the API that there are not, before the chat is asked."""
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    there: dict[str, set[str]] = {}
    for route in app.routes:
        if isinstance(route, APIRoute):
            there.setdefault(route.path, set()).update(route.methods or ())

    def wrong_method() -> None:
        raise HTTPException(405, "that method is not allowed here")

    def no_such_path() -> None:
        raise HTTPException(404, "there is nothing at that address")

    for path, known in there.items():
        app.add_api_route(path, wrong_method, methods=[m for m in methods if m not in known])
    app.add_api_route("/api/{rest:path}", no_such_path, methods=methods)


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(StarletteHTTPException)
    async def http_error(_: Request, error: StarletteHTTPException) -> JSONResponse:
        code = _CODES.get(error.status_code, "error")
        return _error(error.status_code, code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        return _error(422, "invalid_request", f"{place}: {fault['msg']}", {})

    @app.exception_handler(Exception)
    async def failed(_: Request, __: Exception) -> JSONResponse:
        return _error(500, "internal_error", "the server could not do that; it is in its log", {})


def _add_headers(app: FastAPI, settings: BotSettings) -> None:
    ancestors = " ".join(["'self'", *settings.allowed_origins.split()])

    @app.middleware("http")
    async def headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        refused = _refused_at_once(request)
        response = refused or await call_next(request)
        if response.status_code == HTTPStatus.NOT_FOUND and not request.url.path.startswith(_OURS):
            response = _error(404, "not_found", "there is nothing at that address", {})
        response.headers["Content-Security-Policy"] = (
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'; object-src 'none'; "
            f"base-uri 'self'; form-action 'self'; frame-ancestors {ancestors}"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        if request.url.path == "/" and BROWSER_COOKIE not in request.cookies:
            # A random token that stands for nobody: it only keeps one browser from crowding out
            # the others behind the same address.
            token = secrets.token_urlsafe(16)
            response.set_cookie(BROWSER_COOKIE, token, httponly=True, samesite="lax")
        return response


def _refused_at_once(request: Request) -> Response | None:
    """What needs no look inside: bodies too large for any question, and Gradio's file upload."""
    if request.url.path.startswith("/gradio_api/upload"):
        return _error(404, "not_found", "this service takes no files", {})
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _MAX_BODY:
        return _error(413, "too_long", f"the request is over {_MAX_BODY} bytes", {})
    return None


def _events(answer: Answer) -> Iterator[str]:
    for claim in answer.claims:
        yield f"event: claim\ndata: {claim.model_dump_json()}\n\n"
    yield f"event: answer\ndata: {answer.to_json()}\n\n"


def _error(status: int, code: str, message: str, headers: dict[str, str]) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)
