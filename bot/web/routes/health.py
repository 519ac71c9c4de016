"""Whether the server lives, and whether it can answer."""

from fastapi import APIRouter, HTTPException

from bot.web.services import Services


def router(services: Services) -> APIRouter:
    """``/healthz`` and ``/readyz``."""
    routes = APIRouter()

    @routes.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz")
    def readyz() -> dict[str, str]:
        if not services.assistant.index.is_whole():
            raise HTTPException(503, "the index cannot be read: run `python -m index build`")
        return {"status": "ready"}

    return routes
