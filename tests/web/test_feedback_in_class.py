"""Feedback that comes from a training session, and what a running server deletes by itself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.asked import counts_of
from bot.store.retention import disposals
from bot.store.tables import now
from bot.store.training import Plan, add_session
from bot.web.app import make_app
from bot.web.services import Services

CODE = "BCDFGHJK"
BODY = {"verdict": "wrong", "question": "Why?", "corpus_version": "4505f0d10dc8"}


@pytest.fixture
def services(assistant: Assistant, tmp_path: Path) -> Iterator[Services]:
    """What a server works with that deletes what is older than a day."""
    opened = Services.open(assistant, BotSettings(data=tmp_path, retention_days=1))
    yield opened
    opened.close()


@pytest.mark.parametrize("said", [CODE, "bcdf-ghjk"])
def test_feedback_counts_for_the_session_it_names(services: Services, said: str) -> None:
    session = planned(services, timedelta())
    client = TestClient(make_app(services))
    assert client.post("/api/feedback", json={**BODY, "session": said}).json() == {"stored": True}
    assert counts_of(services.database, session, CODE).feedback == {"wrong": 1}


def test_feedback_that_names_no_session_is_kept_without_one(services: Services) -> None:
    client = TestClient(make_app(services))
    reply = client.post("/api/feedback", json={**BODY, "session": "555-12-1234"})
    assert reply.json() == {"stored": True}
    with services.database.begin() as connection:
        assert connection.exec_driver_sql("SELECT session FROM feedback").all() == [(None,)]


def test_a_server_with_retention_deletes_what_is_too_old(
    assistant: Assistant, tmp_path: Path
) -> None:
    without = Services.open(assistant, BotSettings(data=tmp_path))
    planned(without, timedelta(days=2))
    without.close()
    running = Services.open(assistant, BotSettings(data=tmp_path, retention_days=1))
    try:
        assert any(disposals(running.database) for _ in range(10_000))
    finally:
        running.close()
    assert [one.what for one in disposals(running.database)] == ["sessions"]


def planned(services: Services, ago: timedelta) -> int:
    """A session that ended so long ago."""
    at = now() - ago
    plan = Plan("A class", "", "UTC", at - timedelta(hours=1), at)
    return add_session(services.database, CODE, "00" * 16, "trainer", plan)
