"""What every response carries, and what is refused before anybody looks inside."""

import secrets
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from starlette.middleware.base import RequestResponseEndpoint

from bot.settings import BotSettings
from bot.web.errors import error
from bot.web.gate import BROWSER_COOKIE

_MAX_BODY = 1_000_000
_OURS = ("/api/", "/documents")


def add_headers(app: FastAPI, settings: BotSettings) -> None:
    """Set the policy of every page, and a token that tells browsers apart without knowing them."""
    ancestors = " ".join(["'self'", *settings.allowed_origins.split()])

    @app.middleware("http")
    async def headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        refused = _refused_at_once(request)
        response = refused or await call_next(request)
        if response.status_code == HTTPStatus.NOT_FOUND and not request.url.path.startswith(_OURS):
            response = error(404, "there is nothing at that address")
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
        return error(404, "this service takes no files")
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _MAX_BODY:
        return error(413, f"the request is over {_MAX_BODY} bytes")
    return None
