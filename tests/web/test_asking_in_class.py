"""Questions of a training session: refused, answered at once, counted, and never lost."""

import threading
from pathlib import Path

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient
from sessions_in_memory import SessionsInMemory, with_sessions

from bot.answer import Answer
from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import StoreUnavailableError
from bot.web.app import make_app
from bot.web.services import Services

QUESTION = "What is the Future Importance of Teamwork?"
SUGGESTED = "What may be entered?"
MANY, PATIENCE = 100, 30  # more than there are threads that answer


@pytest.fixture
def sessions() -> SessionsInMemory:
    """One session that takes questions."""
    return SessionsInMemory()


@pytest.fixture
def services(assistant: Assistant, sessions: SessionsInMemory, tmp_path: Path) -> Services:
    """What a server with that session works with."""
    return with_sessions(Services.open(assistant, BotSettings(data=tmp_path)), sessions)


@pytest.fixture
def guide(services: Services) -> TestClient:
    """A server with that session."""
    return TestClient(make_app(services))


@pytest.fixture
def prepared(assistant: Assistant, sessions: SessionsInMemory) -> Answer:
    """The answer made beforehand to what was suggested, unlike any that is made now."""
    answer = assistant.ask(QUESTION).model_copy(update={"question": SUGGESTED, "text": "Ready."})
    sessions.prepared[SUGGESTED] = answer
    return answer


def body(question: str, code: str) -> dict[str, str]:
    return {"question": question, "session": code}


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_an_answer_of_a_class_is_counted_once(
    guide: TestClient, sessions: SessionsInMemory, path: str
) -> None:
    guide.post(path, json=body(QUESTION, sessions.code), headers={"X-Guide-Browser": "abc"})
    (counted,) = sessions.recorded
    assert counted[:2] == (sessions.code, "abc")
    assert counted[2].question == QUESTION


def test_a_suggested_question_gets_the_answer_made_beforehand(
    guide: TestClient, sessions: SessionsInMemory, prepared: Answer
) -> None:
    reply = guide.post("/api/ask", json=body(SUGGESTED, sessions.code)).json()
    assert reply["text"] == prepared.text
    assert sessions.recorded[0][2].text == prepared.text


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_suggested_question_does_not_wait_behind_those_that_are_worked_out(
    services: Services, sessions: SessionsInMemory, prepared: Answer, path: str
) -> None:
    guide, going_on = TestClient(make_app(services)), threading.Event()
    busy = [services.threads.submit(going_on.wait, PATIENCE) for _ in range(MANY)]
    try:
        reply = guide.post(path, json=body(SUGGESTED, sessions.code))
        assert prepared.text in reply.text
        assert not any(one.done() for one in busy)
    finally:
        going_on.set()


def test_a_question_outside_of_a_class_is_answered_afresh(
    guide: TestClient, sessions: SessionsInMemory, prepared: Answer
) -> None:
    assert guide.post("/api/ask", json={"question": SUGGESTED}).json()["text"] != prepared.text
    assert sessions.recorded == []


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize("status", [403, 410])
def test_a_class_that_takes_no_questions_says_why(
    guide: TestClient, sessions: SessionsInMemory, path: str, status: int
) -> None:
    sessions.refusal = HTTPException(status, "The class is over.")
    reply = guide.post(path, json=body(QUESTION, sessions.code))
    assert (reply.status_code, reply.json()["error"]["message"]) == (status, "The class is over.")
    assert sessions.recorded == []


def test_the_code_of_no_class_is_404(guide: TestClient) -> None:
    reply = guide.post("/api/ask", json=body(QUESTION, "NONE"))
    assert reply.status_code == 404
    assert "NONE" in reply.json()["error"]["message"]


def test_an_answer_is_given_although_it_cannot_be_counted(
    guide: TestClient, sessions: SessionsInMemory, caplog: pytest.LogCaptureFixture
) -> None:
    sessions.failing = StoreUnavailableError("the database cannot be reached")
    reply = guide.post("/api/ask", json=body(QUESTION, sessions.code))
    assert (reply.status_code, reply.json()["outcome"]) == (200, "answered")
    assert "not counted" in caplog.text
    assert QUESTION not in caplog.text


def test_a_suggested_question_is_answered_afresh_where_its_answer_cannot_be_read(
    guide: TestClient, sessions: SessionsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise StoreUnavailableError("the database cannot be reached")

    monkeypatch.setattr(sessions, "ready", gone)
    reply = guide.post("/api/ask", json=body(QUESTION, sessions.code))
    assert (reply.status_code, reply.json()["outcome"]) == (200, "answered")
