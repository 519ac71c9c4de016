"""A scripted judge: speaks the protocol of chat completions and knows what it is to reply."""

import json
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from typing import Any


@dataclass
class Script:
    """How a judge behaves, and what it counted while it did.

    ``faulty`` are the statements that it calls unsupported; all others it supports. Each of
    ``flipping`` it supports on every other call. ``against`` names further metrics that it gives
    the worst verdict. ``statuses`` are given in turn, round and round,
    ``delay`` is in seconds. ``reply`` replaces whatever it would have said.
    """

    faulty: Collection[str] = ()
    flipping: Collection[str] = ()
    against: Collection[str] = ()
    statuses: tuple[int, ...] = (200,)
    delay: float = 0.0
    reply: str | None = None
    finish: str = "stop"
    key: str | None = None
    calls: int = 0
    open_calls: int = 0
    most_open: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._turns = cycle(self.statuses)
        self._flips = cycle((True, False))

    def next_status(self, request: dict[str, Any], given_key: str) -> int:
        """Count a call, and give the status that it gets."""
        with self.lock:
            self.calls += 1
            self.requests.append(request)
            if self.key and given_key != f"Bearer {self.key}":
                return 401
            return next(self._turns)

    def says(self, prompt: str) -> str:
        """What it replies to a prompt of RAGAS, in JSON."""
        if self.reply is not None:
            return self.reply
        given = json.loads(prompt[prompt.rfind("\ninput: ") + 8 : prompt.rfind("Output:")])
        if "statements" in given:
            said: dict[str, Any] = {"statements": [self._verdict(s) for s in given["statements"]]}
        elif '"classifications"' in prompt:
            whole = {
                "statement": given["answer"],
                "reason": "-",
                "attributed": self._good("context recall"),
            }
            said = {"classifications": [whole]}
        elif "context" in given:
            said = {"reason": "-", "verdict": self._good("context precision")}
        elif '"noncommittal"' in prompt:
            said = {
                "question": given["response"],
                "noncommittal": 1 - self._good("answer relevancy"),
            }
        elif '"claims"' in prompt:
            said = {"claims": [given["response"]]}
        else:
            said = {"statements": [given["answer"]]}
        return json.dumps(said)

    def _good(self, metric: str) -> int:
        return int(metric not in self.against)

    def _verdict(self, statement: str) -> dict[str, object]:
        borne_out = statement not in self.faulty
        if statement in self.flipping:
            with self.lock:
                borne_out = next(self._flips)
        return {"statement": statement, "reason": "-", "verdict": int(borne_out)}


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The address of a server that follows the script, without a trailing slash."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = json.loads(body)
            with script.lock:
                script.open_calls += 1
                script.most_open = max(script.most_open, script.open_calls)
            try:
                self._answer(request)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client did not want to wait
            finally:
                with script.lock:
                    script.open_calls -= 1

        def _answer(self, request: dict[str, Any]) -> None:
            status = script.next_status(request, self.headers.get("Authorization", ""))
            time.sleep(script.delay)
            if status != 200:
                self._send(status, {"error": {"message": "scripted to fail"}})
                return
            prompt = request["messages"][-1]["content"]
            content = script.says(prompt)
            used = {"prompt_tokens": len(prompt) // 4, "completion_tokens": len(content) // 4 + 1}
            with script.lock:
                script.prompt_tokens += used["prompt_tokens"]
                script.completion_tokens += used["completion_tokens"]
            message = {"role": "assistant", "content": content}
            choice = {"index": 0, "message": message, "finish_reason": script.finish}
            reply = {"id": "1", "object": "chat.completion", "created": 0}
            usage = {**used, "total_tokens": sum(used.values())}
            self._send(
                200, {**reply, "model": request["model"], "choices": [choice], "usage": usage}
            )

        def _send(self, status: int, content: dict[str, Any]) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
