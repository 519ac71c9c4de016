"""HTTP as bare as it can be, so that what is measured is the server and not its client."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any

_LAST_WORDS = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status 0 where nothing did, and the seconds until all of it was there."""

    status: int
    body: bytes
    seconds: float

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Door:
    """A way to ask: the address of a server, a path, and headers that browsers send there."""

    name: str
    port: int
    path: str
    origin: str | None = None

    async def post(self, token: str, body: dict[str, Any], path: str = "") -> Reply:
        """Send an object from the browser with this token, over a connection of its own."""
        sent = json.dumps(body).encode()
        lines = [
            f"POST {path or self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Connection: close",
            "Content-Type: application/json",
            f"Content-Length: {len(sent)}",
            f"X-Guide-Browser: {token}",
            *([f"Origin: {self.origin}"] if self.origin else []),
        ]
        return await _replied(self.port, "\r\n".join(lines).encode() + _LAST_WORDS + sent)


async def got(port: int, path: str) -> Reply:
    """What comes back from a path, to the end of its stream."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    return await _replied(port, "\r\n".join(lines).encode() + _LAST_WORDS)


def answer_in(reply: Reply) -> dict[str, Any]:
    """The Answer object of a reply, be it JSON or a stream of events."""
    text = reply.body.decode()
    if text.startswith("event:"):
        events = [event for event in text.split("\n\n") if event.startswith("event: answer\n")]
        text = events[-1].partition("data: ")[2]
    found: dict[str, Any] = json.loads(text)
    return found


async def _replied(port: int, request: bytes) -> Reply:
    started = time.perf_counter()
    try:
        came = await _sent(port, request)
    except OSError as error:
        return Reply(0, str(error).encode(), time.perf_counter() - started)
    return _reply(came, time.perf_counter() - started)


async def _sent(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()


def _reply(came: bytes, seconds: float) -> Reply:
    head, _, body = came.partition(_LAST_WORDS)
    words = head.split(None, 2)
    status = int(words[1]) if len(words) > 1 else 0
    if b"transfer-encoding: chunked" in head.lower():
        body = _unchunked(body)
    return Reply(status, body, seconds)


def _unchunked(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size or b"0", 16)
        whole, body = whole + body[:length], body[length + 2 :]
    return whole
