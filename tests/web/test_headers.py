"""What every response carries: a strict policy on each page, and nothing is held up on its way."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.errors import add_errors
from bot.web.headers import Guard, add_headers
from bot.web.origins import Origins
from bot.web.services import Services

FRIEND = "https://learn.gov"


@pytest.fixture(scope="module")
def guide(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """All but the chat."""
    services = Services.open(assistant, BotSettings(data=tmp_path_factory.mktemp("data")))
    return TestClient(make_app(services))


@pytest.fixture
def failing() -> Iterator[TestClient]:
    """An application with a page that fails, and one that reads its body."""
    app = FastAPI()
    add_errors(app)
    add_headers(app, Origins(FRIEND))
    app.add_api_route("/api/ask", _fail, methods=["POST"])
    app.add_api_route("/api/feedback", _read, methods=["POST"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def _fail() -> None:
    raise RuntimeError("nobody foresaw this")


def _read(body: dict[str, str]) -> int:
    return len(body)


def rules(headers: Mapping[str, str]) -> dict[str, str]:
    """The policy of a page: what each directive allows."""
    policy = headers["content-security-policy"].split("; ")
    return dict(rule.partition(" ")[::2] for rule in policy)


@pytest.mark.parametrize("path", ["/documents", "/documents/eo-14110", "/widget", "/none"])
def test_our_pages_run_no_script_and_no_style_but_files_of_ours(
    guide: TestClient, path: str
) -> None:
    policy = rules(guide.get(path).headers)
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["default-src"] == policy["object-src"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == "'self'"


@pytest.mark.parametrize("path", ["/documents", "/api/documents", "/none", "/api/ask"])
def test_every_response_says_how_far_it_may_be_trusted(guide: TestClient, path: str) -> None:
    headers = guide.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_each_script_of_the_chat_bears_the_nonce_of_its_policy(client: httpx.Client) -> None:
    reply = client.get("/")
    nonce = re.findall(r"'nonce-([\w-]{20,})'", reply.headers["content-security-policy"])
    assert "'unsafe-inline'" not in rules(reply.headers)["script-src"]
    assert re.findall(r"<script nonce=([\w-]+)[ >]", reply.text) == nonce * reply.text.count(
        "<script"
    )


def test_the_nonce_is_new_each_time(client: httpx.Client) -> None:
    policies = {rules(client.get("/").headers)["script-src"] for _ in range(3)}
    assert len(policies) == 3


def test_a_page_that_is_told_its_length_keeps_to_it(client: httpx.Client) -> None:
    plain = client.get("/", headers={"Accept-Encoding": "identity"})
    assert int(plain.headers["content-length"]) == len(plain.content)


def test_the_chat_comes_compressed(client: httpx.Client) -> None:
    reply = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert reply.headers["content-encoding"] == "gzip"
    assert 3 * int(reply.headers["content-length"]) < len(reply.content)


def test_the_token_goes_only_over_https_where_there_is_https(
    assistant: Assistant, tmp_path: Path
) -> None:
    app = make_app(Services.open(assistant, BotSettings(data=tmp_path)))
    cookie = TestClient(app, "https://guide.gov").get("/").headers["set-cookie"]
    assert "; Secure" in cookie
    assert "Secure" not in TestClient(app, "http://guide.gov").get("/").headers["set-cookie"]


def test_what_nobody_foresaw_is_guarded_and_readable_too(failing: TestClient) -> None:
    reply = failing.post("/api/ask", headers={"Origin": FRIEND})
    assert reply.status_code == 500
    assert reply.json()["error"]["code"] == "internal_error"
    assert reply.headers["access-control-allow-origin"] == FRIEND
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_body_that_does_not_say_how_long_it_is_stops_at_a_million_bytes(
    failing: TestClient,
) -> None:
    pieces = (b'{"a": "' + b"x" * 300_000 for _ in range(5))
    reply = failing.post("/api/feedback", content=pieces)
    assert reply.status_code == 413
    assert reply.json()["error"]["code"] == "too_long"


def test_a_stream_goes_out_piece_by_piece() -> None:
    order: list[str] = []

    async def streaming(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for piece in ("one", "two"):
            order.append(f"{piece} made")
            body = piece.encode()
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body"})

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    async def arrived(message: Message) -> None:
        if message.get("body"):
            order.append(f"{message['body'].decode()} arrived")

    scope = {"type": "http", "method": "POST", "path": "/api/ask/stream", "query_string": b""}
    scope |= {"headers": [], "scheme": "http", "server": ("guide", 80)}
    asyncio.run(Guard(streaming, Origins(""))(scope, nothing, arrived))
    assert order == ["one made", "one arrived", "two made", "two arrived"]


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/deep_link?session_hash=abc",
        "/gradio_api/info",
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/call/ask",
        "/monitoring/summary",
        "/logout",
    ],
)
def test_what_the_chat_does_not_need_of_gradio_is_not_there(
    client: httpx.Client, path: str
) -> None:
    assert client.get(path).status_code == 404
