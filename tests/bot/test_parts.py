"""One question may be several, and each is answered."""

import pytest

from bot.parts import Part, parts_of, sides_of
from bot.pipeline import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the memo?",
        "What do pay and leave have in common?",
        "Is it Reading or Reading Comprehension that ranks higher?",
        "Which agencies and departments must report?",
    ],
)
def test_a_single_question_stays_whole(question: str) -> None:
    assert parts_of(question) == [Part(question)]


def test_a_second_question_leans_on_the_first() -> None:
    first, second = parts_of("Who signed the memo, and when was it published?")
    assert first == Part("Who signed the memo")
    assert second == Part("when was it published?", "Who signed the memo")


def test_a_subject_before_a_dash_is_what_the_question_leans_on() -> None:
    assert parts_of("Stress Tolerance - how is that defined?") == [
        Part("how is that defined?", "Stress Tolerance", led=True)
    ]


def test_an_occasion_is_no_question_of_its_own() -> None:
    assert parts_of("When agencies buy models, what must the seller tell them?") == [
        Part("what must the seller tell them?", "When agencies buy models", led=True)
    ]
    assert len(parts_of("When does it end, and who decides about it?")) == 2


def test_two_sentences_are_two_parts() -> None:
    assert len(parts_of("When does it end? Who decides about that?")) == 2


def test_more_than_three_are_read_as_one() -> None:
    question = "Who is it, when is it due, where is it held, and why is it done?"
    assert parts_of(question) == [Part(question)]


def test_a_part_with_what_it_leans_on_reads_as_one_question() -> None:
    assert Part("for a group?", "What is the cap").whole == "What is the cap: for a group?"


def test_what_askers_say_of_themselves_stays_with_their_question() -> None:
    question = "What can we offer? We are hiring an engineer at once."
    assert [part.text for part in parts_of(question)] == [question]


def test_what_askers_say_they_want_is_a_question() -> None:
    found = parts_of("What can we offer? I want to know who decides.")
    assert [part.text for part in found] == ["What can we offer", "I want to know who decides."]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What is the difference between M-25-21 and M-25-22?", ["M-25-21", "M-25-22"]),
        ("difference between hard and soft skills", ["hard skills", "soft skills"]),
        ("How do direct hire and Schedule A differ?", ["direct hire", "Schedule A"]),
        ("How is the model different from the list?", ["model", "list"]),
        ("Schedule A vs. direct hire", ["Schedule A", "direct hire"]),
        ("May 2024 vs. May 2025 rules", ["May 2024 rules", "May 2025 rules"]),
        ("What is the difference?", []),
        ("What is the difference between memos and  ?", []),
        ("How is it different from the list?", []),
        ("Who decides about waivers versus exceptions?", []),
        ("Which deadline applies to agencies compared to contractors?", []),
        ("Who signed it, and what is the difference between one and two?", []),
        ("Which differences are there between grades?", []),
    ],
)
def test_two_things_side_by_side_are_asked_for_one_by_one(question: str, sides: list[str]) -> None:
    assert [part.text for part in sides_of(Part(question))] == [
        f"What is {side}?" for side in sides
    ]


def test_each_side_of_a_difference_gets_its_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("What is the difference between M-25-21 and M-25-22?")
    assert answer.outcome == "answered"
    assert all(memo in answer.text for memo in ("memo M-25-21", "memo M-25-22"))


def test_a_difference_that_a_table_tells_is_told_by_it(assistant: Assistant) -> None:
    answer = assistant.ask("What is the difference between GS-13 and GS-15 for technical work?")
    assert answer.claims[0].kind == "table"
    assert "6 more at GS-15" in answer.text
