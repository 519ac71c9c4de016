"""nginx in front of two servers: what it keeps together, passes over, repeats and refuses."""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any

import httpx
import pytest

from corpus.settings import PROJECT

SPOOFED = {"X-Forwarded-For": "203.0.113.9", "X-Request-ID": "mine"}


class _Handler(BaseHTTPRequestHandler):
    """Tells which server it is and what it was sent; ends without a word where it is to die."""

    server: "_Server"

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers))
        if self.server.dies:
            self.close_connection = True
            return
        told = {"server": self.server.server_port, "headers": dict(self.headers)}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  the name is the library's

    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    dies = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[dict[str, str]] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


@dataclass
class Front:
    """nginx, and the servers behind it."""

    client: httpx.Client
    servers: list[_Server] = field(default_factory=list)

    def told(self, path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
        reply = self.client.request(method, path, headers=headers)
        assert reply.status_code == 200, reply.text
        return dict(reply.json())


@pytest.fixture
def front(nginx: str, tmp_path: Path) -> Iterator[Front]:
    """Two servers with nginx in front."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    servers = [_Server(), _Server()]
    lines = [f"server 127.0.0.1:{one.server_port} max_fails=1 fail_timeout=2s;" for one in servers]
    write(tmp_path, f"listen 127.0.0.1:{port};", lines)
    further = f"daemon off; pid {tmp_path}/pid;"
    running = subprocess.Popen([*command(nginx, tmp_path), "-g", further])  # noqa: S603  installed
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            wait(client)
            yield Front(client, servers)
    finally:
        running.terminate()
        running.wait(timeout=20)
        for one in servers:
            one.stop()


def write(folder: Path, listen: str, servers: list[str]) -> None:
    conf = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    (folder / "nginx.conf").write_text(conf, encoding="utf-8")
    (folder / "listen.conf").write_text(listen, encoding="utf-8")
    (folder / "servers.conf").write_text("\n".join(servers), encoding="utf-8")


def command(nginx: str, folder: Path) -> list[str]:
    return [nginx, "-p", f"{folder}/", "-c", "nginx.conf"]


def wait(client: httpx.Client) -> None:
    for _ in range(100):
        try:
            client.get("/metrics")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return


def test_a_chat_stays_with_one_server_by_its_cookie(front: Front) -> None:
    def met(browser: str) -> set[int]:
        cookie = f"guide_browser={browser}"
        return {front.told("/gradio_api/queue/data", Cookie=cookie)["server"] for _ in range(4)}

    found = [met(f"browser-{number}") for number in range(12)]
    assert all(len(one) == 1 for one in found)
    assert len(set().union(*found)) == 2


def test_questions_of_one_browser_go_to_all_servers(front: Front) -> None:
    met = {front.told("/api/ask", "POST", Cookie="guide_browser=a")["server"] for _ in range(8)}
    assert len(met) == 2


def test_nobody_can_say_that_they_come_from_elsewhere_or_name_a_request(front: Front) -> None:
    headers = front.told("/api/ask", "POST", **SPOOFED)["headers"]
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "http"
    assert headers["X-Request-ID"] != "mine"
    assert headers["Host"] == front.client.base_url.netloc.decode()


def test_a_question_whose_server_dies_is_handed_to_another_under_the_same_name(
    front: Front,
) -> None:
    one, other = front.servers
    one.dies = True
    assert {front.told("/api/ask", "POST")["server"] for _ in range(4)} == {other.server_port}
    assert one.seen[0]["X-Request-ID"] in {seen["X-Request-ID"] for seen in other.seen}


def test_what_changes_something_is_not_repeated_once_it_was_sent(front: Front) -> None:
    for one in front.servers:
        one.dies = True
    reply = front.client.post("/api/feedback")
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "unavailable")
    assert sum(len(one.seen) for one in front.servers) == 1


def test_a_server_that_is_gone_is_passed_over_for_everything(front: Front) -> None:
    one, other = front.servers
    one.stop()
    met = {front.told("/api/feedback", "POST")["server"] for _ in range(4)}
    assert met == {other.server_port}


def test_an_error_of_nginx_is_one_that_pages_of_other_sites_can_show(front: Front) -> None:
    for one in front.servers:
        one.dies = True
    reply = front.client.post("/api/ask")
    assert reply.headers["Retry-After"] == "2"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "please try again" in reply.json()["error"]["message"]


def test_nobody_reads_the_metrics_of_one_server_through_nginx(front: Front) -> None:
    assert front.client.get("/metrics").status_code == 404


@pytest.mark.parametrize("place", ["compose", "kubernetes"])
def test_the_files_of_a_place_are_read_by_nginx(nginx: str, tmp_path: Path, place: str) -> None:
    folder = PROJECT / "deploy" / place
    servers = (folder / "servers.conf").read_text(encoding="utf-8")
    # Names can only be looked up there, and `resolve` is newer than the nginx of Debian.
    plain = [
        f"server 127.0.0.1:{7860 + number}{line.partition(' resolve')[2]}"
        for number, line in enumerate(servers.splitlines())
        if line.startswith("server ")
    ]
    write(tmp_path, (folder / "listen.conf").read_text(encoding="utf-8"), plain)
    tested = subprocess.run(  # noqa: S603  what is installed
        [*command(nginx, tmp_path), "-t"], capture_output=True, text=True, check=False
    )
    assert tested.returncode == 0, tested.stderr
