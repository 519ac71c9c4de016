"""Documents that somebody adds have no questions written down: a judge of their own is for them."""

from collections.abc import Iterator

import pytest

from bot.answerable import SIGNS, UNWRITTEN_SIGNS, fitted
from bot.finding import find
from bot.parts import Part
from bot.pipeline import Assistant
from index.search import Index


@pytest.fixture
def unwritten(open_index: Index) -> Iterator[Index]:
    """The project's documents as if nobody had written questions down for them."""
    open_index.heeds_written = False
    yield open_index
    open_index.heeds_written = True


def test_its_judge_knows_nothing_of_questions_written_down() -> None:
    weights = dict(zip(SIGNS, fitted(written_about=False).weights, strict=True))
    assert {sign for sign, weight in weights.items() if weight} <= {*UNWRITTEN_SIGNS}


def test_its_sentences_are_known_by_their_words_alone(unwritten: Index) -> None:
    found = find(unwritten, Part("How many attendees did the job fair have?"))
    assert not found.written_about
    assert all(one.asked > one.dense for one in found.candidates)


def test_what_it_tells_is_told(unwritten: Index) -> None:
    answer = Assistant(unwritten).ask("How many attendees did the job fair have?")
    assert answer.outcome == "answered"
    assert "1,700" in answer.text


def test_what_only_resembles_a_sentence_is_not_answered_with_it(unwritten: Index) -> None:
    answer = Assistant(unwritten).ask("How often does the AI governance board have to meet?")
    assert answer.outcome == "not_in_sources"
