"""An order, memo or act that no document has is not answered for by another one."""

import pytest

from bot.identifiers import besides
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


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is the AI Training Act?", "AI Training Act"),
        ("Does the EU AI Act require training for agencies?", "EU AI Act"),
        ("Which competency comes first at the World Economic Forum?", "World Economic Forum"),
    ],
)
def test_a_name_that_no_document_has_is_said_to_be_unknown(
    assistant: Assistant, question: str, name: str
) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "not_in_sources"
    assert f"do not mention {name}" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What does the AI in Government Act require of OPM?",
        "Does the AI Government Act still hold?",
        "Are chatbot logs records under the Federal Records Act?",
        "What Does The Ai In Government Act Require?",
        "What does the act require of OPM?",
        "Describe OPM's AI in Government Act duties.",
        "I work at the Federal Trade Commission. What does M-25-21 require of agencies?",
        "We at the Federal Trade Commission ask: what does M-25-21 require of agencies?",
    ],
)
def test_a_known_name_is_answered_for_in_whatever_form(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).outcome == "answered"


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("What is M-25-21?", "OMB issued memo M-25-21"),
        ("Is EO 14148 in force?", "EO 14148"),
        ("What did EO 14179 order?", "EO 14179"),
    ],
)
def test_what_is_said_of_the_order_asked_for_comes_first(
    assistant: Assistant, question: str, opening: str
) -> None:
    assert assistant.ask(question).text.startswith(opening)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("EO 14110 was signed in October.", 0),
        ("The order was signed in October.", 0),
        ("EO 14148 revoked EO 14110.", 0.6),
        ("A long list of orders, EO 14148 and EO 14110 among them, was read.", 0),
        ("EO 14148 is in force.", 1),
    ],
)
def test_how_much_a_text_is_about_another_order(text: str, share: float) -> None:
    assert besides("Is EO 14110 in force?")(text) == share
