"""A server of chat completions on this machine, with a log of all that it was sent.

It streams, or sends the whole at once where a client asks for no stream.
"""

import json
import select
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_LOOK_S = 0.02
_LONGEST_S = 120.0
# Of a reply that is sent whole and cut after n pieces, n of so many parts are sent.
_OF_A_BODY = 16


@dataclass(frozen=True)
class Asked:
    """A request as it came: its headers and body, and the body read."""

    headers: dict[str, str]
    body: str
    content: dict[str, Any]

    @property
    def is_streamed(self) -> bool:
        """Whether the reply is to come piece by piece."""
        return bool(self.content.get("stream"))

    @property
    def system(self) -> str:
        """The instructions."""
        return self._said_by("system")

    @property
    def user(self) -> str:
        """What is to be written about."""
        return self._said_by("user")

    def _said_by(self, role: str) -> str:
        return "\n".join(m["content"] for m in self.content["messages"] if m["role"] == role)


@dataclass(frozen=True)
class Reply:
    """What is sent: pieces of text, and how the sending goes wrong.

    ``pause`` is in seconds before every piece. After ``stall_after`` or ``cut_after`` pieces the
    server falls silent or hangs up; ``broken`` sends lines that are no JSON. A ``status`` other
    than 200 is sent instead of all that.
    """

    pieces: tuple[str, ...] = ()
    status: int = 200
    retry_after: int | None = None
    pause: float = 0.0
    stall_after: int | None = None
    cut_after: int | None = None
    broken: bool = False

    @classmethod
    def of(cls, text: str, **how: Any) -> "Reply":  # noqa: ANN401  the fields above
        """A text in pieces of a few characters, cut where no word ends."""
        return cls(tuple(text[at : at + 7] for at in range(0, len(text), 7)), **how)


Model = Callable[[Asked], Reply]


@dataclass
class Served:
    """A running server: its address, and what it has seen."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    left: int = 0
    open_now: int = 0
    lock: threading.Condition = field(default_factory=threading.Condition)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def log(self) -> str:
        """All that any request held, to be searched."""
        return "\n".join(asked.body for asked in self.asked)

    def idle_within(self, seconds: float) -> bool:
        """Whether no request is open any more, at the latest after so many seconds."""
        with self.lock:
            return self.lock.wait_for(lambda: self.open_now == 0, seconds)

    def asked_within(self, seconds: float, count: int = 1) -> bool:
        """Whether so many requests have come, at the latest after so many seconds."""
        with self.lock:
            return self.lock.wait_for(lambda: len(self.asked) >= count, seconds)


@contextmanager
def serving(model: Model) -> Iterator[Served]:
    """A server that replies as the model does, until the end of the block."""
    served = Served()
    server = _Server(("127.0.0.1", 0), _handler(served, model))
    server.daemon_threads = True
    served.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": _LOOK_S})
    thread.start()
    try:
        yield served
    finally:
        served.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some of this is about, and no error."""
        if not isinstance(sys.exception(), ConnectionError):
            raise  # noqa: PLE0704  called while it is handled


def _handler(served: Served, model: Model) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            asked = Asked(dict(self.headers), body, json.loads(body))
            with served.lock:
                served.asked.append(asked)
                served.open_now += 1
                served.lock.notify_all()
            try:
                _Sending(self, served, model(asked), streamed=asked.is_streamed).send()
            except (BrokenPipeError, ConnectionResetError):
                served.left += 1
            finally:
                with served.lock:
                    served.open_now -= 1
                    served.lock.notify_all()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


class _Sending:
    """One reply on its way."""

    def __init__(
        self, handler: BaseHTTPRequestHandler, served: Served, reply: Reply, *, streamed: bool
    ) -> None:
        self._handler = handler
        self._served = served
        self._reply = reply
        self._is_streamed = streamed

    def send(self) -> None:
        if self._reply.status != 200:  # noqa: PLR2004  OK
            self._refuse()
        elif self._is_streamed:
            self._stream()
        else:
            self._send_whole()

    def _stream(self) -> None:
        handler = self._handler
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for number, piece in enumerate(self._reply.pieces):
            if number == self._reply.cut_after:
                handler.close_connection = True
                return
            self._wait(_LONGEST_S if number == self._reply.stall_after else self._reply.pause)
            self._event("{" if self._reply.broken else _chunk({"content": piece}))
        self._event(_chunk({}, finish="stop"))
        self._event(_usage(self._reply.pieces))
        self._event("[DONE]")
        self._write(b"")

    def _send_whole(self) -> None:
        """All pieces in one body, once the last of them would have come."""
        reply = self._reply
        stalls = reply.stall_after is not None
        self._wait(_LONGEST_S if stalls else reply.pause * len(reply.pieces))
        body = b"{" if reply.broken else _completion(reply.pieces).encode()
        cut = None if reply.cut_after is None else reply.cut_after * len(body) // _OF_A_BODY
        self._json(body, 200, cut)

    def _refuse(self) -> None:
        body = json.dumps({"error": {"message": "told to fail"}}).encode()
        self._json(body, self._reply.status)

    def _json(self, body: bytes, status: int, cut: int | None = None) -> None:
        """A body that is promised whole; the first ``cut`` bytes of it are sent, then it ends."""
        self._handler.send_response(status)
        self._handler.send_header("Content-Type", "application/json")
        self._handler.send_header("Content-Length", str(len(body)))
        if self._reply.retry_after is not None:
            self._handler.send_header("Retry-After", str(self._reply.retry_after))
        self._handler.end_headers()
        self._handler.wfile.write(body[:cut])
        if cut is not None:
            self._handler.close_connection = True

    def _event(self, data: str) -> None:
        self._write(f"data: {data}\n\n".encode())

    def _write(self, data: bytes) -> None:
        """A chunk; an empty one ends the reply."""
        self._handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _wait(self, seconds: float) -> None:
        """Wait, unless the server closes or the client leaves."""
        connection = self._handler.connection
        while seconds > 0 and not self._served.closing.is_set():
            if select.select([connection], [], [], min(seconds, _LOOK_S))[0]:
                raise ConnectionResetError
            seconds -= _LOOK_S


def _chunk(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps({**_HEAD, "choices": [choice]})


def _usage(pieces: tuple[str, ...]) -> str:
    return json.dumps({**_HEAD, "choices": [], "usage": _used(pieces)})


def _completion(pieces: tuple[str, ...]) -> str:
    message = {"role": "assistant", "content": "".join(pieces)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    whole = {"object": "chat.completion", "choices": [choice], "usage": _used(pieces)}
    return json.dumps({**_HEAD, **whole})


def _used(pieces: tuple[str, ...]) -> dict[str, int]:
    written = len(pieces)
    return {"prompt_tokens": 1, "completion_tokens": written, "total_tokens": 1 + written}


_HEAD = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "made-up"}
