"""A database that goes away in the middle is said plainly, and comes back by itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from class_rows import add_class, counts
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.asked import Attendee, Question, add_asked
from bot.store.database import Database, StoreUnavailableError, StoreUnsureError
from bot.store.feedback import Feedback, add_feedback
from bot.store.tables import now
from bot.web.app import make_app
from bot.web.services import Services
from index.search import Index

if TYPE_CHECKING:
    from postgres_server import Postgres

BODY = {"verdict": "wrong", "question": "Why?", "corpus_version": "4505f0d10dc8"}
FEEDBACK = Feedback.model_validate(BODY)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite does not wait for whoever has the file."""
    monkeypatch.setattr("bot.store.database._BUSY_S", 0)


@pytest.fixture(scope="module")
def assistant(open_index: Index) -> Assistant:
    """An assistant over the project's own documents."""
    return Assistant(open_index)


def test_what_cannot_be_stored_is_said_and_nothing_is_kept_of_it(
    database: Database, request: pytest.FixtureRequest
) -> None:
    with gone(database, request), pytest.raises(StoreUnavailableError, match="nothing was stored"):
        add_feedback(database, FEEDBACK)
    add_feedback(database, FEEDBACK)
    assert counts(database) == {"feedback": 1}


def test_the_api_says_so_and_takes_feedback_again_once_the_database_is_back(
    url: str, request: pytest.FixtureRequest, assistant: Assistant, tmp_path: Path
) -> None:
    services = Services.open(assistant, BotSettings(data=tmp_path, database_url=url))
    client = TestClient(make_app(services))
    with gone(services.database, request):
        reply = client.post("/api/feedback", json=BODY)
        assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
        assert reply.json()["error"]["code"] == "store_unavailable"
        assert "please try again" in reply.json()["error"]["message"]
        assert asked(client)["outcome"] == "answered"
    assert client.post("/api/feedback", json=BODY).json() == {"stored": True}
    services.close()


def test_an_end_that_nobody_heard_of_is_not_said_to_have_stored_nothing(
    database: Database,
) -> None:
    with unheard(database), pytest.raises(StoreUnsureError, match="not known whether"):
        add_feedback(database, FEEDBACK)


def test_what_is_written_again_because_nobody_heard_that_it_was_is_there_once(
    database: Database,
) -> None:
    session = add_class(database, "BCDFGHJK")
    question = Question(session, now(), "Why?", "answered", None, 1.0, False, None, key="k" * 32)  # noqa: FBT003
    said = FEEDBACK.model_copy(update={"answer": "a" * 32})
    before = counts(database)
    for write in (
        lambda: add_asked(database, [Attendee(session, "b", now())], [question]),
        lambda: add_feedback(database, said),
    ):
        with unheard(database), pytest.raises(StoreUnsureError):
            write()
        write()
    added = {"attendees": 1, "session_questions": 1, "feedback": 1}
    assert counts(database) == before | {name: before[name] + n for name, n in added.items()}


@contextmanager
def unheard(database: Database) -> Iterator[None]:
    """The database stores, and goes away before it says so."""
    dialect = database.engine.dialect
    commit = dialect.do_commit

    def committed(connection: Any) -> None:  # noqa: ANN401  of either kind
        commit(connection)
        raise dialect.loaded_dbapi.OperationalError("server closed the connection")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dialect, "do_commit", committed)
        yield


def asked(client: TestClient) -> dict[str, Any]:
    """The answer to a question, for which no database is needed."""
    answer: dict[str, Any] = client.post(
        "/api/ask", json={"question": "What is Teamwork rated at GS-13?"}
    ).json()
    return answer


@contextmanager
def gone(database: Database, request: pytest.FixtureRequest) -> Iterator[None]:
    """The database is not there for a while."""
    if database.engine.dialect.name == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        server.stop()
        try:
            yield
        finally:
            server.start()
    else:
        with sqlite3.connect(str(database.engine.url.database)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()
