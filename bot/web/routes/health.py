"""Whether the server lives, and whether it can answer."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from bot.web.errors import error
from bot.web.services import Services


def router(services: Services) -> APIRouter:
    """``/healthz`` and ``/readyz``."""
    routes = APIRouter()

    @routes.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz")
    def readyz() -> Response:
        with services.assistant.held() as assistant:
            whole = assistant.index.is_whole()
        if not whole:
            told = "the index cannot be read: run `python -m index build`"
            return error(503, told, code="not_ready")
        return JSONResponse({"status": "ready"})

    return routes
