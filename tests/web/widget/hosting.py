"""Pages of other origins that show the widget of a guide in this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.routing import APIRoute
from sessions_in_memory import SessionsInMemory

from corpus.settings import PROJECT

_EXAMPLE = PROJECT / "docs" / "examples" / "host.html"
_IN_EXAMPLE = "http://127.0.0.1:7860"
_FRAME = (
    '<!doctype html><html lang="en"><title>A page</title>'
    '<iframe src="{}/widget" title="Responsible AI Guide" width="600" height="900"></iframe></html>'
)


class Host:
    """A server of another origin, whose only page is the example in `docs/examples`.

    Its policy lets the page reach nothing but the guide. ``/?session=CODE`` names a training
    session, ``/frame`` shows the guide's page in a frame, and a test may add ``pages`` of its own.
    """

    def __init__(self) -> None:
        self.guide = ""
        self.pages: dict[str, str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def page(self, path: str) -> bytes:
        """What stands at a path."""
        if path in self.pages:
            return self.pages[path].encode()
        if path == "/frame":
            return _FRAME.format(self.guide).encode()
        example = _EXAMPLE.read_text(encoding="utf-8").replace(_IN_EXAMPLE, self.guide)
        code = path.partition("?session=")[2]
        return example.replace('data-session=""', f'data-session="{code}"').encode()

    def policy(self) -> str:
        """Only the guide, and no style within the page."""
        reach = "; ".join(f"{kind}-src {self.guide}" for kind in ("script", "connect", "frame"))
        return f"default-src 'none'; {reach}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", host.policy())
                self.end_headers()
                self.wfile.write(host.page(self.path))

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


@contextmanager
def hosting() -> Iterator[Host]:
    """A running host."""
    host = Host()
    threading.Thread(target=host.server.serve_forever, daemon=True).start()
    yield host
    host.server.shutdown()
    host.server.server_close()


def add_joining(app: FastAPI, sessions: SessionsInMemory) -> None:
    """Let attendees join the one session there is, and be told of it."""

    def join(code: str) -> dict[str, Any]:
        if code != sessions.code:
            raise HTTPException(404, f"there is no class with the code {code!r}")
        return sessions.told

    app.router.routes.insert(0, APIRoute("/api/sessions/{code}/join", join, methods=["POST"]))
