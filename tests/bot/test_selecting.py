"""A further sentence stands in an answer if it adds what the question names."""

import pytest

from bot.evidence import Candidate
from bot.pipeline import Assistant
from bot.selecting import select
from corpus.sentences import Span

NOTES, FACTS = "omb-ai-memos", "opm-ai-fact-sheet"
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


def candidate(
    assistant: Assistant, opening: str, score: float, document_id: str = NOTES
) -> Candidate:
    text = assistant.corpus.text(document_id)
    start = text.index(opening)
    end = text.index(".", start + len(opening)) + 1
    return Candidate(document_id, Span(start, end), text[start:end], score, score, score, score)


def test_each_thing_that_a_question_names_gets_its_sentence(pieces: list[str]) -> None:
    assert pieces == ["EO 14319, ", "OMB memo M"]


def test_the_best_sentence_of_a_paragraph_comes_first(assistant: Assistant) -> None:
    corpus = assistant.corpus
    paragraph = [
        candidate(assistant, "We provide agencies with policies", 1.0, FACTS),
        candidate(assistant, "The U.S. Office of Personnel Management (OPM) is", 0.95, FACTS),
    ]
    found = select(corpus, "What does OPM do for agencies?", paragraph)
    starts = [piece.span.start for piece in found]
    assert starts == [one.span.start for one in paragraph]
    assert starts != sorted(starts)
