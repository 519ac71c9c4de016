"""What speaks of the documents' own subjects is not called outside what they cover."""

import pytest

from bot.pipeline import Assistant
from bot.refusing import names_one_of


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("What color are OPM's curtains?", "not_in_sources"),
        ("what color are the curtains at opm", "not_in_sources"),
        ("What color are the curtains in the opera house?", "out_of_scope"),
    ],
)
def test_a_name_of_the_titles_makes_it_ours(
    assistant: Assistant, question: str, outcome: str
) -> None:
    assert assistant.ask(question).outcome == outcome


def test_a_short_name_that_is_a_word_counts_in_capitals_alone() -> None:
    assert names_one_of(frozenset({"IT"}), "Who is the head of IT?")
    assert not names_one_of(frozenset({"IT"}), "Who paints it?")


def test_where_the_sources_do_not_say_the_sections_to_look_in_are_named(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("What is the phone number of the records office?")
    assert answer.outcome == "not_in_sources"
    headings = [citation.section[-1] for citation in answer.citations]
    assert headings
    assert all(
        f"\u201c{heading}\u201d [{number}]" in answer.text
        for number, heading in enumerate(headings, 1)
    )


def test_a_heading_that_carries_markup_is_not_named(hostile_assistant: Assistant) -> None:
    answer = hostile_assistant.ask("What does the keeper pay for a barrel of olive oil?")
    assert answer.outcome == "not_in_sources"
    assert any("<img" in citation.section[-1] for citation in answer.citations)
    assert "<img" not in answer.text
