"""Feedback is kept without identity, and without identifiers of people."""

from typing import Any

import httpx
import pytest
from kept_rows import everything, rows

from bot.store.database import Database

BODY = {
    "verdict": "wrong",
    "question": "My SSN is 123-45-6789, mail competency@opm.gov?",
    "note": "Call 202-555-0143 <script>alert(1)</script>",
    "corpus_version": "4505f0d10dc8",
}


@pytest.fixture(scope="module")
def stored(address: str, database: Database) -> dict[str, Any]:
    """The row that is kept of one piece of feedback from a browser with a token."""
    headers = {"Cookie": "guide_browser=secret-token", "User-Agent": "secret-agent"}
    reply = httpx.post(f"{address}/api/feedback", json=BODY, headers=headers)
    assert (reply.status_code, reply.json()) == (200, {"stored": True})
    return rows(database, "feedback")[-1]


def test_feedback_is_stored(stored: dict[str, Any]) -> None:
    assert (stored["verdict"], stored["corpus_version"]) == ("wrong", "4505f0d10dc8")


def test_feedback_holds_nothing_but_what_was_said(stored: dict[str, Any]) -> None:
    said = {"verdict", "question", "note", "corpus_version"}
    assert stored.keys() == {"id", "at", *said, "session", "key"}


def test_no_identity_of_the_browser_is_stored(stored: dict[str, Any], database: Database) -> None:
    kept = everything(database)
    assert stored["note"] in kept
    assert all(secret not in kept for secret in ("secret-token", "secret-agent", "127.0.0.1"))


def test_identifiers_in_feedback_are_masked(stored: dict[str, Any]) -> None:
    assert stored["note"].startswith("Call [removed] ")


def test_a_question_that_is_declined_is_not_kept_with_its_feedback(stored: dict[str, Any]) -> None:
    assert stored["question"] == ""


def test_nothing_of_marked_feedback_is_stored(address: str, database: Database) -> None:
    note = "CUI//SP-PRVCY The schedule of the team is secret."
    reply = httpx.post(f"{address}/api/feedback", json={**BODY, "note": note})
    assert reply.status_code == 200
    assert rows(database, "feedback")[-1]["note"] == "[removed]"


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "great"},
        {"question": "x" * 2001},
        {"note": "x" * 2001},
        {"corpus_version": "x" * 33},
        {"name": "Jane"},
    ],
)
def test_feedback_that_does_not_fit_is_refused(
    client: httpx.Client, database: Database, change: dict[str, str]
) -> None:
    before = len(rows(database, "feedback"))
    reply = client.post("/api/feedback", json={**BODY, **change})
    assert (reply.status_code, len(rows(database, "feedback"))) == (422, before)
