"""What is refused before anybody looks inside, and what every response carries.

Pure ASGI: a response goes out piece by piece, as it is made.
"""

import re

from fastapi import FastAPI, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import error, internal_error
from bot.web.origins import Origins, is_preflight
from bot.web.replies import Reply
from corpus.incoming.limits import FILE_BYTES

# Of Gradio's own addresses, those that the chat uses; others take files, give files, run functions
# by name, or write down what was typed.
_GRADIO = ("/gradio_api/", "/monitoring", "/login", "/logout", "/token", "/user")
_NEEDED = re.compile(
    r"/gradio_api/(?:queue/(?:join|data)|heartbeat/[\w-]+|cancel|startup-events|reset)/?"
)
_MAX_BODY = 1_000_000
# Where maintainers hand over a file: as much as is read of one, and the fields beside it.
_UPLOAD = re.compile(r"/maintain/(?:new|documents/[^/]+/text)")
_MAX_UPLOAD = FILE_BYTES + _MAX_BODY


def add_headers(app: FastAPI, origins: Origins, public_url: str | None = None) -> None:
    """Guard every request to ``app``, which people reach at a public address, and within it."""
    app.add_middleware(Guard, origins=origins, public_url=public_url)


class Guard:
    """Lets requests in and responses out."""

    def __init__(self, app: ASGIApp, origins: Origins, public_url: str | None = None) -> None:
        self._app = app
        self._public_url = public_url
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        reply = Reply(request, send, self._origins, self._public_url)
        if self._origins.refusal(request.method, request.url.path, request.headers):
            await run_in_threadpool(self._origins.look_again)
        if at_once := self._at_once(request):
            await at_once(scope, receive, reply.send)
            return
        try:
            await self._app(scope, _counted(receive, _most(request)), reply.send)
        except Exception:
            if not reply.started:
                await internal_error()(scope, receive, reply.send)
            raise

    def _at_once(self, request: Request) -> Response | None:
        """The response to what needs no look inside: what is refused, and preflights."""
        path = request.url.path
        if refused := self._origins.refusal(request.method, path, request.headers):
            return error(403, refused, code="origin_not_allowed")
        if is_preflight(request.method, request.headers):
            return Response(status_code=204)
        if path.startswith(_GRADIO) and not _NEEDED.fullmatch(path):
            return error(404, "there is nothing at that address")
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > _most(request):
            return error(413, _over(_most(request)))
        return None


def _most(request: Request) -> int:
    """The most bytes that a request may have."""
    is_upload = request.method == "POST" and _UPLOAD.fullmatch(request.url.path)
    return _MAX_UPLOAD if is_upload else _MAX_BODY


def _over(most: int) -> str:
    return f"the request is over {most} bytes"


def _counted(receive: Receive, most: int) -> Receive:
    """Stop a body that grows too large although no header said so."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413, _over(most))
        return message

    return counted
