"""The sheet before class, the summary after it, and the file of its questions."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from session_at_hand import CODE, AtHand, session_at_hand

from bot.pipeline import Assistant
from bot.store.asked import groups_of
from bot.store.feedback import Feedback, add_feedback
from bot.store.training import hide_group, put_suggested
from bot.training.suggesting import prepared

SUGGESTED = "How does the memo define generative AI?"
OWN = "What does the GenAI guidance say about public data?"
OTHER = "What counts as AI work?"


@pytest.fixture
def hand(assistant: Assistant, tmp_path: Path) -> Iterator[AtHand]:
    with session_at_hand(assistant, tmp_path) as hand:
        yield hand


def test_the_sheet_has_answers_sources_standing_and_collection(hand: AtHand) -> None:
    suggest(hand, SUGGESTED)
    sheet = page(hand, "sheet")
    answer = hand.services.assistant.ask(SUGGESTED)
    assert re.sub(r"\s+\[\d+\]", "", answer.text)[:60] in sheet
    for citation in answer.citations:
        assert citation.title in sheet
        assert f"Standing: {citation.standing.phrase}." in sheet
    assert f"Collection {answer.corpus.version}" in sheet


def test_the_sheet_says_how_to_join_in_writing_and_aloud(hand: AtHand) -> None:
    sheet = page(hand, "sheet")
    assert "K7MP-WX2R" in sheet
    assert "Kilo seven Mike Papa, Whiskey X-ray two Romeo" in sheet
    assert f"http://testserver/join/{CODE}" in sheet


def test_the_sheet_says_which_question_is_not_answered(hand: AtHand) -> None:
    suggest(hand, "What is the weather in Paris?")
    assert "<b>Out of scope.</b>" in page(hand, "sheet")


def test_the_summary_counts_all_that_was_asked(hand: AtHand) -> None:
    ask(hand, OWN, OWN, "My SSN is 521-44-9832, may I use AI?")
    summary = page(hand, "summary")
    numbers = dict(re.findall(r"<div><dt>(\w+)</dt><dd>(\d+)</dd>", summary))
    assert numbers == {"People": "1", "Questions": "3", "Answered": "2", "Feedback": "0"}
    assert re.search(r"Personal data<svg.*?<td>1 ", summary, re.DOTALL)
    assert "521-44-9832" not in summary


def test_the_summary_shows_most_asked_but_not_what_was_hidden(hand: AtHand) -> None:
    ask(hand, OWN, OWN, OTHER)
    groups = groups_of(hand.services.database, hand.session.id)
    hidden = next(group for group in groups if group.question == OTHER)
    hide_group(hand.services.database, hand.session.id, hidden.id, hidden=True)
    summary = page(hand, "summary")
    assert re.search(rf"{re.escape(OWN)}<svg.*?<td>2 ", summary, re.DOTALL)
    assert OTHER not in summary


def test_the_summary_counts_feedback_on_answers_in_the_session(hand: AtHand) -> None:
    ask(hand, OWN)
    given = Feedback(verdict="wrong", question=OWN, corpus_version="1", session=CODE)
    add_feedback(hand.services.database, given)
    assert re.search(r"Wrong<svg.*?<td>1 ", page(hand, "summary"), re.DOTALL)


def test_a_session_in_which_nothing_was_asked_has_a_summary_that_says_so(hand: AtHand) -> None:
    assert "Nothing has been asked" in page(hand, "summary")


def test_the_plot_over_time_has_its_numbers_for_those_who_do_not_see_it(hand: AtHand) -> None:
    ask(hand, OWN, OWN)
    summary = page(hand, "summary")
    labels = re.search(r'aria-labelledby="([\w-]+) ([\w-]+)"><title', summary)
    assert labels
    assert all(f'id="{label}"' in summary for label in labels.groups())
    assert re.search(r'<th scope="row">[\d:]+ [ap]\.m\.</th><td>2</td>', summary)


def test_the_file_has_every_question_and_never_who(hand: AtHand) -> None:
    ask(hand, OWN, "=1+1 and what is AI?")
    found = hand.trainer.get(f"{hand.address}/questions.csv")
    assert found.headers["content-disposition"] == 'attachment; filename="questions-K7MP-WX2R.csv"'
    rows = found.text.splitlines()
    assert len(rows) == 3
    assert f'"{OWN}","answered"' in rows[1]
    assert "\"'=1+1 and" in rows[2]
    assert "somebody" not in found.text


@pytest.mark.parametrize("what", ["sheet", "summary", "questions.csv"])
def test_papers_of_a_session_are_the_business_of_its_trainer(hand: AtHand, what: str) -> None:
    assert hand.elsewhere("bob").get(f"{hand.address}/{what}").status_code == 404
    assert hand.attendee().get(f"{hand.address}/{what}").status_code == 303


def suggest(hand: AtHand, *questions: str) -> None:
    ready = prepared(hand.services.assistant, list(questions))
    put_suggested(hand.services.database, hand.session.id, ready)
    hand.services.sessions.changed()


def ask(hand: AtHand, *questions: str) -> None:
    """Ask in the class, all from one browser."""
    hand.services.sessions.join(CODE, "somebody")
    for question in questions:
        body = {"question": question, "session": CODE}
        asked = hand.attendee().post("/api/ask", json=body, headers={"X-Guide-Browser": "somebody"})
        assert asked.is_success, asked.text
    hand.services.sessions.flush()


def page(hand: AtHand, name: str) -> str:
    found = hand.trainer.get(f"{hand.address}/{name}")
    assert found.status_code == 200, found.text
    return unescape(found.text)
