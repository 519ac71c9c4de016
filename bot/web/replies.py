"""A response on its way out: its policy, leave for pages of other origins, the browser token."""

import gzip
import secrets
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Send

from bot.web.errors import error
from bot.web.gate import BROWSER_COOKIE
from bot.web.origins import Origins

_CHAT = "/"
_SCRIPT = b"<script"
_LEVEL = 5  # a millisecond for the chat; higher ones save little more
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Pages of ours still learn which of them sent a form; nobody else learns anything.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {ancestors}"
)


class Reply:
    """Stands between whatever answers a request and the server; ``send`` is given to the former."""

    def __init__(
        self, request: Request, send: Send, origins: Origins, public_url: str | None = None
    ) -> None:
        self.started = False
        self._secure = (public_url or str(request.url)).startswith("https:")
        self._request = request
        self._path = request.url.path
        self._app = request.scope.get("app")
        self._send = send
        self._origins = origins
        self._nonce = secrets.token_urlsafe(16) if self._path == _CHAT else ""
        self._held: Message | None = None
        self._page = b""
        self._replaced = False

    async def send(self, message: Message) -> None:
        """Pass a message on as it should be."""
        if message["type"] == "http.response.start":
            self.started = True
            await self._start(message)
        elif self._held:
            await self._hold(message)
        elif not self._replaced:
            await self._send(message)

    async def _start(self, message: Message) -> None:
        if message["status"] == HTTPStatus.NOT_FOUND and self._is_of_another_app():
            await self._replace()
            return
        headers = self._headers(message)
        if self._nonce and headers.get("content-type", "").startswith("text/html"):
            self._held = message
        else:
            await self._send(message)

    def _is_of_another_app(self) -> bool:
        """Whether what is mounted in our application answers, Gradio; routing notes who does."""
        return self._request.scope.get("app") is not self._app

    async def _replace(self) -> None:
        """Say in the form of our errors that something is not there."""
        self._replaced = True
        response = error(HTTPStatus.NOT_FOUND, "there is nothing at that address")
        start = {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
        self._headers(start)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": response.body})

    async def _hold(self, message: Message) -> None:
        """Gather the page, and send it whole once each script in it bears the nonce."""
        self._page += message.get("body", b"")
        if message.get("more_body"):
            return
        # Without quotes: where the text stands within a string of a script it must not end that.
        page = self._page.replace(_SCRIPT, _SCRIPT + f" nonce={self._nonce}".encode())
        start, self._held = self._held or {}, None
        headers = MutableHeaders(scope=start)
        if accepts_gzip(self._request.headers):
            page = gzip.compress(page, _LEVEL)
            headers["Content-Encoding"] = "gzip"
        headers.add_vary_header("Accept-Encoding")
        headers["Content-Length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})

    def _headers(self, start: Message) -> MutableHeaders:
        """Set what every response carries."""
        headers = MutableHeaders(scope=start)
        # Gradio gives leave to pages of any origin.
        for name in {name for name in headers if name.startswith("access-control-")}:
            del headers[name]
        for name, value in _ALWAYS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = self._policy()
        if self._origins.is_shared(self._path):
            headers.add_vary_header("Origin")
            headers.update(self._origins.leave(self._request.method, self._request.headers))
        if self._path == _CHAT and BROWSER_COOKIE not in self._request.cookies:
            headers.append("Set-Cookie", self._cookie())
        return headers

    def _policy(self) -> str:
        """Gradio needs eval, and styles within the page; the others only load files of ours."""
        chat = bool(self._nonce)
        return _POLICY.format(
            scripts=f"'self' 'nonce-{self._nonce}' 'unsafe-eval'" if chat else "'self'",
            styles="'self' 'unsafe-inline'" if chat else "'self'",
            ancestors=self._origins.ancestors(self._path),
        )

    def _cookie(self) -> str:
        """A random token that stands for nobody.

        It only keeps one browser from crowding out the others behind the same address.
        """
        secure = "; Secure" if self._secure else ""
        token = secrets.token_urlsafe(16)
        return f"{BROWSER_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}"


def accepts_gzip(headers: Headers) -> bool:
    """Whether a browser takes what is compressed; all of them do."""
    return "gzip" in headers.get("accept-encoding", "")
