"""Each part of a question is answered by what answers it, or said to be left open."""

import pytest

from bot.answer import Answer
from bot.pipeline import Assistant
from bot.verifier import LEFT_OPEN


def cited(answer: Answer) -> set[str]:
    return {citation.document_id for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "When was EO 14110 signed, and who can say which AI tools staff are allowed to use?",
            "Chief AI Officer",
        ),
        (
            "How long is the tech hiring pilot course, and what must not go into a public chatbot?",
            "CUI must not be entered",
        ),
    ],
)
def test_a_part_about_something_else_is_answered_for_itself(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(question)
    assert told in answer.text
    assert len(cited(answer)) > 1
    assert LEFT_OPEN not in answer.text


def test_a_part_that_points_back_is_read_with_the_first(assistant: Assistant) -> None:
    answer = assistant.ask("What is the STEM direct hire authority, and until when does it run?")
    assert "31 December 2028" in answer.text


def test_a_part_that_nothing_answers_is_said_to_be_left_open(assistant: Assistant) -> None:
    answer = assistant.ask(
        "When was EO 14110 revoked, and how do penguins keep their eggs warm in winter?"
    )
    assert "20 January 2025" in answer.text
    assert answer.text.endswith(LEFT_OPEN)
