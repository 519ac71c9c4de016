"""Metrics count what is asked and how it goes, and hold nothing of a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.gate import BROWSER_HEADER
from bot.web.services import Services

HERE = ("127.0.0.1", 50000)
QUESTION = "What is Teamwork rated at GS-13?"
TOKEN = "a-token-for-the-tests"  # noqa: S105  opens nothing but what the tests start


@pytest.fixture
def services(assistant: Assistant, tmp_path: Path) -> Iterator[Services]:
    """What a server works with that has counted nothing yet."""
    opened = Services.open(assistant, BotSettings(data=tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def client(services: Services) -> TestClient:
    """A program on the machine of the server."""
    return TestClient(make_app(services), client=HERE)


def test_questions_are_counted_by_outcome_reason_and_door(
    client: TestClient, services: Services
) -> None:
    client.post("/api/ask", json={"question": QUESTION})
    client.post("/api/ask", json={"question": "My SSN is 123-45-6789, is that fine?"})
    services.kept.ask(QUESTION, services.kept.open())
    told = metrics(client)
    answered = 'guide_questions_total{{door="{}",mode="extractive",outcome="answered",reason=""}}'
    assert told[answered.format("api")] == 1
    assert told[answered.format("chat")] == 1
    declined = 'door="api",mode="extractive",outcome="declined",reason="personal_data"'
    assert told[f"guide_questions_total{{{declined}}}"] == 1


def test_seconds_are_counted_by_stage(client: TestClient) -> None:
    client.post("/api/ask", json={"question": QUESTION})
    told = metrics(client)
    assert 0 < told['guide_stage_seconds_sum{stage="total"}'] < 60
    assert told['guide_stage_seconds_count{stage="retrieval"}'] == 1


def test_requests_are_counted_by_template_and_status(client: TestClient) -> None:
    client.get("/documents/eo-14110")
    client.get("/documents/no-such-document")
    client.get("/api/nothing/of/the/kind")
    client.get("/guide/chat.css")
    client.request("BREW", "/healthz")
    told = metrics(client)
    for method, route, status in (
        ("GET", "/documents/{document_id}", 200),
        ("GET", "/documents/{document_id}", 404),
        ("GET", "/api/{rest:path}", 404),
        ("GET", "/guide/*", 200),
        ("other", "/healthz", 405),
    ):
        labels = f'method="{method}",route="{route}",status="{status}"'
        assert told.get(f"guide_requests_total{{{labels}}}") == 1, sorted(told)


def test_refusals_are_counted_by_kind(client: TestClient) -> None:
    for _ in range(32):
        reply = client.post("/api/ask", json={"question": ""}, headers={BROWSER_HEADER: "one"})
        if reply.status_code == 429:
            break
    assert metrics(client)['guide_refusals_total{kind="browser"}'] == 1


def test_feedback_is_counted_by_verdict(client: TestClient) -> None:
    body = {"verdict": "incomplete", "question": QUESTION, "corpus_version": "4505f0d10dc8"}
    client.post("/api/feedback", json=body)
    assert metrics(client)['guide_feedback_total{verdict="incomplete"}'] == 1


def test_corpus_index_and_open_sessions_are_told(client: TestClient, assistant: Assistant) -> None:
    told = metrics(client)
    [info] = [name for name in told if name.startswith("guide_index_info")]
    assert f'corpus="{assistant.corpus.version}"' in info
    assert told["guide_open_sessions"] == 0


def test_metrics_hold_nothing_that_a_person_sent(client: TestClient) -> None:
    sent = {BROWSER_HEADER: "zealous-token", "User-Agent": "zealous-agent"}
    client.post("/api/ask", json={"question": "Is Teamwork zealous?"}, headers=sent)
    client.get("/zealous/path?zealous=query", headers=sent)
    client.get("/documents/zealous", headers=sent)
    client.get("/join/zealous", headers=sent)
    client.request("ZEALOUS", "/healthz", headers=sent)
    text = client.get("/metrics").text
    assert "guide_requests_total" in text
    assert "zealous" not in text.casefold()
    assert HERE[0] not in text


def test_without_a_token_only_programs_on_this_machine_may_read(services: Services) -> None:
    app = make_app(services)
    assert TestClient(app, client=("::1", 1)).get("/metrics").status_code == 200
    elsewhere = TestClient(app, client=("192.0.2.7", 1)).get("/metrics")
    assert elsewhere.status_code == 403
    assert "GUIDE_METRICS_TOKEN" in elsewhere.json()["error"]["message"]


def test_who_asks_through_a_proxy_on_this_machine_is_not_of_this_machine(
    client: TestClient,
) -> None:
    reply = client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
    assert reply.status_code == 403


@pytest.mark.parametrize(
    ("given", "status"),
    [(f"Bearer {TOKEN}", 200), ("Bearer another", 401), (TOKEN, 401), ("", 401), ("Bearer é", 401)],
)
def test_with_a_token_whoever_has_it_may_read_from_anywhere(
    assistant: Assistant, tmp_path: Path, given: str, status: int
) -> None:
    settings = BotSettings.model_validate({"data": tmp_path, "metrics_token": TOKEN})
    services = Services.open(assistant, settings)
    client = TestClient(make_app(services), client=("192.0.2.7", 1))
    reply = client.get("/metrics", headers=[(b"authorization", given.encode())])
    assert reply.status_code == status
    services.close()


def metrics(client: TestClient) -> dict[str, float]:
    """The samples of `/metrics` by name and labels."""
    reply = client.get("/metrics")
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"].startswith("text/plain; version=")
    lines = [line for line in reply.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}
