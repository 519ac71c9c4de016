"""What held at a time is answered from what held then, and said to be so."""

from datetime import date

import pytest

from bot.as_of import asked_day, held
from bot.own_words import HELD_THEN
from bot.pipeline import Assistant
from bot.verifier import breaches
from corpus.document import Document
from corpus.settings import PROJECT
from evals.invariants.rules import Library, breaches_of


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What held in May 2024?", date(2024, 5, 31)),
        ("Which rule was in force on 3 May 2024?", date(2024, 5, 3)),
        ("As of May 3, 2024, what may I enter?", date(2024, 5, 3)),
        ("Was the memo valid at 2024-05-03?", date(2024, 5, 3)),
        ("What did OPM issue in May 2024?", None),
        ("Which rule was in force on 31 February 2024?", None),
        ("How does it stand as of now?", None),
    ],
)
def test_only_a_question_about_the_state_of_things_has_a_day(
    question: str, day: date | None
) -> None:
    assert asked_day(question) == day


def document(**changes: object) -> Document:
    return Document.model_validate(
        {
            "id": "rule", "title": "Rule", "publisher": "The Office", "kind": "rule",
            "published_on": "2024-02-01", "knowledge_date": "2026-01-01", "sha256": "0" * 64,
            "rights": "agency_supplied", "source": "full_text", "standing": "in_force", **changes,
        }
    )  # fmt: skip


FALLEN = {"standing": "superseded", "since": "2025-01-01", "by": "Rule 2", "why": "newer"}


@pytest.mark.parametrize(
    ("changes", "before", "then", "after"),
    [
        ({}, False, True, True),
        (FALLEN, False, True, False),
        ({"ended_on": "2025-01-01"}, False, True, False),
        ({"effective_on": "2024-07-01"}, False, False, True),
    ],
)
def test_a_document_holds_from_its_beginning_until_it_falls(
    changes: dict[str, object], *, before: bool, then: bool, after: bool
) -> None:
    days = (date(2024, 1, 1), date(2024, 6, 1), date(2025, 6, 1))
    assert [held(document(**changes), day) for day in days] == [before, then, after]


def test_a_document_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it began"):
        document(ended_on="2024-01-01")


def test_what_held_then_is_told_and_said_to_have_held_then(assistant: Assistant) -> None:
    answer = assistant.ask("What did OPM's guidance say about approved tools as of May 2024?")
    assert answer.outcome == "answered"
    assert HELD_THEN in {notice.text for notice in answer.notices}
    assert breaches(answer, assistant.corpus) == []
    library = Library.read(PROJECT / "corpus")
    assert list(breaches_of(answer.model_dump(mode="json"), library)) == []


def test_a_memo_of_later_is_not_told_as_what_held_then(assistant: Assistant) -> None:
    answer = assistant.ask("Which OMB memo on AI was in force in June 2024?")
    assert "M-24-10" in answer.text
    assert "M-25-21" not in answer.text
