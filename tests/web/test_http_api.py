"""The HTTP API keeps the contract: same objects, clear errors, guarded headers."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.services import Services

QUESTION = "How many survey responses went into the January 2025 ECQ update?"
Object = dict[str, Any]


@pytest.mark.parametrize(("path", "status"), [("/healthz", "ok"), ("/readyz", "ready")])
def test_health_is_told(client: httpx.Client, path: str, status: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.json()["status"]) == (200, status)


def test_a_guide_that_cannot_read_its_index_is_not_ready_and_not_closed(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(type(assistant.index), "is_whole", lambda _: False)
    reply = in_process(assistant, tmp_path).get("/readyz")
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "not_ready")


@pytest.mark.parametrize("url", ["https://guide.agency.gov", None])
def test_the_token_of_a_browser_is_for_https_alone_where_people_reach_the_guide_by_it(
    assistant: Assistant, tmp_path: Path, url: str | None
) -> None:
    settings = BotSettings(data=tmp_path, public_url=url)
    cookie = TestClient(make_app(Services.open(assistant, settings))).get("/").headers["set-cookie"]
    assert ("; Secure" in cookie) == (url is not None)


def test_ask_gives_an_answer_object(client: httpx.Client) -> None:
    reply = client.post("/api/ask", json={"question": QUESTION})
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/json")
    assert reply.json()["outcome"] == "answered"


def test_http_and_command_line_give_the_same_answer(
    client: httpx.Client, assistant: Assistant
) -> None:
    ours = json.loads(assistant.ask(QUESTION).to_json())
    theirs = client.post("/api/ask", json={"question": QUESTION}).json()
    changing = {"conversation", "timings_ms"}
    assert {k: v for k, v in theirs.items() if k not in changing} == {
        k: v for k, v in ours.items() if k not in changing
    }


def test_a_follow_up_over_http_leans_on_its_conversation(client: httpx.Client) -> None:
    first = client.post("/api/ask", json={"question": "What is Oral Communication?"}).json()
    body = {"question": "At which grades is it rated?", "conversation": first["conversation"]}
    second = client.post("/api/ask", json=body).json()
    assert second["conversation"] == first["conversation"]
    assert "Oral Communication" in second["understood_as"]


def test_an_empty_question_is_asked_back(client: httpx.Client) -> None:
    assert client.post("/api/ask", json={"question": ""}).json()["outcome"] == (
        "needs_clarification"
    )


def test_a_stream_gives_the_claims_and_then_the_answer(client: httpx.Client) -> None:
    events = list(streamed(client, QUESTION))
    names = [name for name, _ in events]
    claims = [data for name, data in events if name == "claim"]
    answer = events[-1][1]
    assert names == ["claim"] * len(answer["claims"]) + ["answer"]
    assert claims == answer["claims"]
    assert claims


def test_the_answer_of_a_stream_has_the_same_shape(client: httpx.Client) -> None:
    plain = client.post("/api/ask", json={"question": QUESTION}).json()
    answer = list(streamed(client, QUESTION))[-1][1]
    assert answer.keys() == plain.keys()
    assert (answer["text"], answer["citations"]) == (plain["text"], plain["citations"])


def test_a_stream_of_a_declined_question_is_the_answer_alone(client: httpx.Client) -> None:
    events = list(streamed(client, "My SSN is 123-45-6789."))
    assert [name for name, _ in events] == ["answer"]


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_question_over_2000_characters_is_413(client: httpx.Client, path: str) -> None:
    reply = client.post(path, json={"question": "x" * 2001})
    assert reply.status_code == 413
    assert reply.json()["error"]["code"] == "too_long"
    assert "2001" in reply.json()["error"]["message"]


def test_a_question_of_2000_characters_is_taken(client: httpx.Client) -> None:
    assert client.post("/api/ask", json={"question": " " * 2000}).status_code == 200


@pytest.mark.parametrize("path", ["/api/ask", "/api/feedback", "/gradio_api/queue/join"])
def test_a_body_of_over_a_million_bytes_is_413(client: httpx.Client, path: str) -> None:
    reply = client.post(path, content=b"x" * 1_000_001)
    assert reply.status_code == 413
    assert error_of(reply)["code"] == "too_long"


def test_no_file_can_be_uploaded(client: httpx.Client) -> None:
    reply = client.post("/gradio_api/upload", files={"files": ("a.txt", b"text")})
    assert reply.status_code == 404
    assert error_of(reply)["code"] == "not_found"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("{", "body"),
        ("", "body"),
        ("[]", "body"),
        ("{}", "body.question"),
        ('{"question": 5}', "body.question"),
        ('{"question": "a", "other": 1}', "body.other"),
    ],
)
def test_a_body_that_does_not_fit_is_422_and_names_the_place(
    client: httpx.Client, body: str, place: str
) -> None:
    reply = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert place in error_of(reply)["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/documents/none", 404),
        ("GET", "/documents/eo-14110?start=x", 422),
        ("GET", "/guide/none.css", 404),
        ("GET", "/api/none", 404),
        ("GET", "/none", 404),
        ("GET", "/api/ask", 405),
        ("POST", "/api/documents", 405),
    ],
)
def test_errors_are_json_of_one_shape(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    reply = client.request(method, path)
    assert reply.status_code == status
    assert error_of(reply).keys() == {"code", "message"}


def test_half_a_character_in_a_question_is_no_server_error(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    body = r'{"question": "\ud83d What counts as AI work?"}'
    assert client.post("/api/ask", content=body, headers=headers).status_code < 500


def test_documents_lists_each_with_its_standing(client: httpx.Client) -> None:
    listed = client.get("/api/documents").json()
    standings = {document["id"]: document["standing"] for document in listed["documents"]}
    assert len(standings) >= 13
    assert standings["ses-ecq-update"] == "superseded"
    assert re.fullmatch(r"[0-9a-f]{12}", listed["corpus"]["version"])


@pytest.mark.parametrize("path", ["/", "/documents", "/documents/eo-14110", "/api/documents"])
def test_only_our_own_pages_may_frame_a_page(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = [rule.strip() for rule in headers["Content-Security-Policy"].split(";")]
    assert "frame-ancestors 'self'" in policy
    assert "object-src 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_of_another_origin_gets_no_leave_to_read(client: httpx.Client) -> None:
    reply = client.get("/api/documents", headers={"Origin": "https://third.invalid"})
    assert "Access-Control-Allow-Origin" not in reply.headers


def test_allowed_origins_may_frame_a_page(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_ALLOWED_ORIGINS", "https://a.gov https://b.gov")
    headers = in_process(assistant, tmp_path).get("/documents").headers
    assert (
        "frame-ancestors 'self' https://a.gov https://b.gov" in (headers["Content-Security-Policy"])
    )


def test_the_browser_token_is_random_and_out_of_reach_of_scripts(client: httpx.Client) -> None:
    cookies = [httpx.get(f"{client.base_url}").headers["Set-Cookie"] for _ in range(2)]
    assert cookies[0].split(";")[0] != cookies[1].split(";")[0]
    assert all("HttpOnly" in cookie and "samesite=lax" in cookie.lower() for cookie in cookies)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_the_closing_notice_refuses_questions_with_503(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str
) -> None:
    monkeypatch.setenv("GUIDE_CLOSED_NOTICE", "Closed until Monday.")
    reply = in_process(assistant, tmp_path).post(path, json={"question": QUESTION})
    assert reply.status_code == 503
    assert reply.json() == {"error": {"code": "closed", "message": "Closed until Monday."}}


def test_documents_can_be_read_while_questions_are_closed(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_CLOSED_NOTICE", "Closed until Monday.")
    assert in_process(assistant, tmp_path).get("/documents/eo-14110").status_code == 200


def test_questions_asked_at_once_get_the_answers_they_get_alone(address: str) -> None:
    questions = [QUESTION, "What is the Future Importance of Teamwork?", "What is M-25-22 about?"]

    def text_of(question: str) -> str:
        reply = httpx.post(f"{address}/api/ask", json={"question": question}, timeout=60)
        return str(reply.json()["text"])

    alone = [text_of(question) for question in questions]
    with ThreadPoolExecutor(max_workers=6) as pool:
        assert list(pool.map(text_of, questions * 4)) == alone * 4


def in_process(assistant: Assistant, data: Path) -> TestClient:
    """A client of the application with the settings of the environment."""
    settings = BotSettings(data=data)
    return TestClient(make_app(Services.open(assistant, settings)))


def error_of(reply: httpx.Response) -> Object:
    """The error of a reply in the shape of the contract."""
    assert reply.headers["content-type"].startswith("application/json")
    body = reply.json()
    assert body.keys() == {"error"}, body
    error: Object = body["error"]
    return error


def streamed(client: httpx.Client, question: str) -> Iterator[tuple[str, Object]]:
    """The server-sent events of a question: their names and data."""
    with client.stream("POST", "/api/ask/stream", json={"question": question}) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        text = reply.read().decode()
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))
