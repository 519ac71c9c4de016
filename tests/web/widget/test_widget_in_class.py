"""The widget of a training session."""

import pytest
from fastapi import HTTPException
from playwright.sync_api import expect
from sessions_in_memory import SessionsInMemory
from visits import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

SUGGESTED = "What is Oral Communication?"
TOLD = {
    "title": "Tuesday <b>class</b>",
    "topic": "What may be entered where.",
    "suggested": [SUGGESTED, "What is M-25-22 about?"],
    "state": "open",
}


@pytest.fixture(autouse=True)
def _told(stage: Stage) -> None:
    stage.sessions.told = dict(TOLD)


def test_the_class_is_named_and_who_sees_what(visiting: Visiting, stage: Stage) -> None:
    visit = visiting(f"{stage.friend.address}/?session={stage.sessions.code}")
    expect(visit.page.locator(".session")).to_contain_text("Tuesday <b>class</b>")
    expect(visit.page.locator(".session")).to_contain_text("never who asked")


def test_a_suggested_question_is_asked_by_its_button_and_counts_for_the_class(
    in_class: Visit, sessions: SessionsInMemory
) -> None:
    in_class.page.get_by_role("button", name=SUGGESTED).click()
    expect(in_class.turn.locator(".verdicts")).to_be_visible()
    (counted,) = sessions.recorded
    assert counted[0] == sessions.code
    assert counted[2].question == SUGGESTED


def test_one_browser_is_one_attendee_whatever_it_asks(
    in_class: Visit, sessions: SessionsInMemory
) -> None:
    in_class.ask(SUGGESTED)
    in_class.page.reload()
    in_class.ask("What is Memory?")
    tokens = {browser for _, browser, _ in sessions.recorded}
    assert len(sessions.recorded) == 2
    assert len(tokens) == 1
    assert len(tokens.pop() or "") == 32


def test_two_browsers_are_two_attendees(
    visiting: Visiting, stage: Stage, sessions: SessionsInMemory
) -> None:
    for _ in range(2):
        visiting(f"{stage.friend.address}/?session={sessions.code}").ask(SUGGESTED)
    assert len({browser for _, browser, _ in sessions.recorded}) == 2


def test_an_unknown_code_is_said_and_questions_are_answered_all_the_same(
    visiting: Visiting, stage: Stage, sessions: SessionsInMemory
) -> None:
    visit = visiting(f"{stage.friend.address}/?session=NONE")
    expect(visit.page.locator(".session")).to_contain_text("does not know the code")
    visit.ask(SUGGESTED)
    assert sessions.recorded == []


@pytest.mark.parametrize(
    ("state", "words"), [("planned", "not open yet"), ("paused", "paused"), ("closed", "is over")]
)
def test_a_class_that_takes_no_questions_is_announced_as_such(
    visiting: Visiting, stage: Stage, state: str, words: str
) -> None:
    stage.sessions.told["state"] = state
    visit = visiting(f"{stage.friend.address}/?session={stage.sessions.code}")
    expect(visit.page.locator(".session .notice")).to_contain_text(words)


def test_a_class_that_opens_meanwhile_shows_itself_with_the_first_answer(
    visiting: Visiting, stage: Stage, sessions: SessionsInMemory
) -> None:
    sessions.told["state"] = "planned"
    sessions.refusal = HTTPException(403, "The class opens at nine.")
    visit = visiting(f"{stage.friend.address}/?session={sessions.code}")
    expect(visit.page.locator(".session .notice")).to_be_visible()
    sessions.told["state"] = "open"
    sessions.refusal = None
    visit.ask(SUGGESTED)
    expect(visit.page.locator(".session .notice")).to_have_count(0)
    expect(visit.page.locator(".session")).to_contain_text("never who asked")
