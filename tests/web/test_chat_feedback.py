"""Feedback on each answer, by mouse and by keyboard, kept while the transcript is drawn anew."""

import pytest
from chat_visits import ON_BODY, Visit, Visiting
from kept_rows import rows
from playwright.sync_api import Locator, expect

from bot.store.database import Database

pytestmark = pytest.mark.browser
QUESTION = "What is Teamwork?"
NOTE = "What is wrong or missing?"


@pytest.fixture
def asked(visiting: Visiting) -> Visit:
    """A visit with one answer."""
    visit = visiting()
    visit.ask(QUESTION)
    return visit


def feedback(visit: Visit, number: int = 1) -> Locator:
    return visit.page.get_by_role("group", name=f"Feedback on answer {number}")


def send(visit: Visit, verdict: str, note: str = "") -> None:
    visit.press(verdict)
    visit.page.get_by_label(NOTE).fill(note)
    visit.press("Send feedback")
    expect(visit.page.get_by_text("Thank you.")).to_be_visible()


def test_feedback_is_stored_with_question_note_and_collection(
    asked: Visit, database: Database
) -> None:
    send(asked, "Wrong", "It leaves out half.")
    row = rows(database, "feedback")[-1]
    assert (row["verdict"], row["question"], row["note"]) == (
        "wrong",
        QUESTION,
        "It leaves out half.",
    )
    assert row["corpus_version"] in asked.turn.locator(".stamp").inner_text()


def test_nothing_is_stored_before_it_is_sent(asked: Visit, database: Database) -> None:
    before = len(rows(database, "feedback"))
    asked.press("Incomplete")
    expect(asked.page.get_by_label(NOTE)).to_be_visible()
    assert len(rows(database, "feedback")) == before


def test_feedback_that_is_changed_counts_once(asked: Visit, database: Database) -> None:
    before = len(rows(database, "feedback"))
    send(asked, "Wrong")
    asked.press("Change feedback")
    send(asked, "Right")
    assert [row["verdict"] for row in rows(database, "feedback")[before:]] == ["right"]


def test_what_was_begun_and_sent_survives_the_next_answer(asked: Visit) -> None:
    send(asked, "Right")
    asked.ask("What is Memory?")
    feedback(asked, 2).get_by_role("button", name="Wrong").click()
    note = asked.turns.nth(1).locator("guide-feedback textarea")
    note.fill("half a note")
    asked.ask("What is Reading?")
    expect(asked.page.get_by_text("Thank you.")).to_be_visible()
    expect(note).to_have_value("half a note")
    pressed = feedback(asked, 2).get_by_role("button", name="Wrong")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(feedback(asked, 3).get_by_role("button", name="Right")).to_be_visible()


def test_a_new_answer_in_the_place_of_the_old_has_no_feedback(asked: Visit) -> None:
    send(asked, "Wrong")
    asked.press("Retry")
    expect(asked.page.get_by_text("Thank you.")).to_have_count(0)
    expect(feedback(asked).get_by_role("button", name="Right")).to_be_visible()


@pytest.mark.parametrize("way", ["refused", "gone"])
def test_feedback_that_could_not_be_stored_is_said_and_kept(asked: Visit, way: str) -> None:
    body = '{"error": {"code": "store_unavailable", "message": "the database cannot be reached"}}'
    asked.page.route(
        "**/api/feedback",
        lambda route: route.fulfill(status=503, body=body) if way == "refused" else route.abort(),
    )
    asked.press("Wrong")
    asked.page.get_by_label(NOTE).fill("my note")
    asked.press("Send feedback")
    expect(asked.turn.get_by_text("was not stored")).to_be_visible()
    expect(asked.page.get_by_label(NOTE)).to_have_value("my note")


def test_the_keyboard_alone_gives_feedback(asked: Visit, database: Database) -> None:
    right = feedback(asked).get_by_role("button", name="Right")
    assert reached(asked, right, "Shift+Tab")
    asked.page.keyboard.press("Enter")
    assert reached(asked, asked.page.get_by_label(NOTE), "Tab")
    asked.page.keyboard.type("by keyboard")
    asked.page.keyboard.press("Tab")
    asked.page.keyboard.press("Enter")
    expect(asked.page.get_by_text("Thank you.")).to_be_visible()
    assert not asked.page.evaluate(ON_BODY)
    assert rows(database, "feedback")[-1]["note"] == "by keyboard"


def reached(visit: Visit, element: Locator, key: str) -> bool:
    """Press a key until an element has the focus, at most sixty times."""
    for _ in range(60):
        if element.evaluate("element => element.matches(':focus')"):
            return True
        visit.page.keyboard.press(key)
    return False
