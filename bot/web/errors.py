"""Errors of the API: always JSON, always ``{"error": {"code", "message"}}``."""

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as StarletteHTTPException

from bot.store.database import GoneError, StoreUnavailableError, StoreUnsureError
from bot.training.states import NotTakenError
from index.vectors import VectorsUnavailableError

_CODES = {
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    410: "gone",
    413: "too_long",
    422: "invalid_request",
    429: "too_many_requests",
    503: "closed",
}
# A session that takes nothing now, by its state.
_NOT_TAKEN = {
    "planned": (403, "not_open_yet"),
    "paused": (403, "paused"),
    "closed": (410, "session_over"),
}


def error(
    status: int, message: str, headers: dict[str, str] | None = None, code: str | None = None
) -> JSONResponse:
    """An error as a response; the code goes by the status unless it is given."""
    told = {"code": code or _CODES.get(status, "error"), "message": message}
    return JSONResponse({"error": told}, status, headers)


def internal_error() -> JSONResponse:
    """The response to what nobody foresaw."""
    return error(500, "the server could not do that; it is in its log", code="internal_error")


def add_errors(app: FastAPI) -> None:
    """Answer every error in the form of the API."""

    @app.exception_handler(StarletteHTTPException)
    async def http_error(_: Request, raised: StarletteHTTPException) -> JSONResponse:
        return error(raised.status_code, str(raised.detail), dict(raised.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, raised: RequestValidationError) -> JSONResponse:
        fault = raised.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        return error(422, f"{place}: {fault['msg']}")

    @app.exception_handler(StoreUnavailableError)
    async def no_database(_: Request, raised: StoreUnavailableError) -> JSONResponse:
        code = "store_unsure" if isinstance(raised, StoreUnsureError) else "store_unavailable"
        return error(503, str(raised), {"Retry-After": "5"}, code)

    @app.exception_handler(VectorsUnavailableError)
    async def no_search(_: Request, raised: VectorsUnavailableError) -> JSONResponse:
        return error(503, str(raised), {"Retry-After": "2"}, "search_unavailable")

    @app.exception_handler(GoneError)
    async def gone(_: Request, raised: GoneError) -> JSONResponse:
        return error(404, str(raised))

    @app.exception_handler(NotTakenError)
    async def not_taken(_: Request, raised: NotTakenError) -> JSONResponse:
        status, code = _NOT_TAKEN.get(raised.state, (404, "unknown_session"))
        return error(status, str(raised), code=code)

    @app.exception_handler(Exception)
    async def failed(_: Request, __: Exception) -> JSONResponse:
        return internal_error()


def add_what_is_not_there(app: FastAPI) -> None:
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
