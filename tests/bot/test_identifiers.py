"""An order or memo that no document has is not answered for by one with another number."""

import pytest

from bot.pipeline import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "Was EO 14111 revoked?",
        "What does OMB memo M-25-99 require?",
        "Is executive order 99999 law?",
    ],
)
def test_an_unknown_number_is_not_in_the_sources(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "not_in_sources"
    assert "do not mention" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Was EO 14110 revoked?",
        "Was EO-14110 revoked?",
        "What does OMB memo M-25-21 require?",
        "What happened in 2024?",
        "Did 3,611 uses make it into the inventory?",
        "Which positions in series 2210 may be hired directly?",
        "How many of the 18000 people came in 14 sessions?",
    ],
)
def test_known_numbers_years_and_amounts_are_answered(assistant: Assistant, question: str) -> None:
    assert "do not mention" not in assistant.ask(question).text
