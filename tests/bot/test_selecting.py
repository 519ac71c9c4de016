"""A further sentence stands in an answer if it adds what the question names."""

import pytest

from bot.evidence import Candidate
from bot.pipeline import Assistant
from bot.selecting import select
from corpus.sentences import Span

NOTES = "omb-ai-memos"
QUESTION = "What do EO 14319 and OMB memo M-25-22 cover?"


@pytest.fixture(name="pieces")
def _pieces(assistant: Assistant) -> list[str]:
    """The sentences chosen of three, of which the second is about the other thing named."""
    corpus = assistant.corpus
    candidates = [
        candidate(assistant, "EO 14319, Preventing Woke AI, was issued", 1.0),
        candidate(assistant, "OMB memo M-25-22, Driving Efficient Acquisition", 0.8),
        candidate(assistant, "The Office of Management and Budget (OMB) issued memo M-24-10", 0.8),
    ]
    found = select(corpus, QUESTION, candidates)
    return [corpus.text(piece.document_id)[piece.span.start :][:10] for piece in found]


def candidate(assistant: Assistant, opening: str, score: float) -> Candidate:
    text = assistant.corpus.text(NOTES)
    start = text.index(opening)
    end = text.index(".", start + len(opening)) + 1
    return Candidate(NOTES, Span(start, end), text[start:end], score, score, score, score)


def test_each_thing_that_a_question_names_gets_its_sentence(pieces: list[str]) -> None:
    assert pieces == ["EO 14319, ", "OMB memo M"]
