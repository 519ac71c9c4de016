"""Sorts and sides: rows of a sort, columns on one side of another, rows left out by name."""

import pytest
from asking import rows_of, sure

from bot.pipeline import Assistant
from bot.tables.queries.running import run
from bot.tables.telling.saying import say

SKILLS = """# Harbor skills

## Skills by level

An X marks a skill that is expected at a level.

| Skill | Level 1 | Level 2 | Level 3 | Level 4 |
|---|---|---|---|---|
| Boat repair | X | NR | X | X |
| Boat washing | X | X | NR | NR |
| Engine repair | NR | X | X | NR |
| Dock building | NR | NR | NR | X |
| Rowing | NR | NR | NR | NR |
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which repair skills are expected at Level 3?", {"Boat repair", "Engine repair"}),
        ("How many boat skills are expected at Level 1?", {"Boat repair", "Boat washing"}),
        ("Which skills starting with Boat are expected at Level 3?", {"Boat repair"}),
        ("Which skills are no one but a level 4 expected to have?", {"Dock building"}),
        ("Which skills are NR everywhere?", {"Rowing"}),
        ("Which skills is a level 2 spared from?", {"Boat repair", "Dock building", "Rowing"}),
    ],
)
def test_rows_of_a_sort_are_those_alone(question: str, rows: set[str]) -> None:
    assert rows_of(SKILLS, question) == rows


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which levels above Level 1 want Boat repair?", "X at Level 3 and Level 4"),
        ("At which levels before level 3 is Engine repair expected?", "X at Level 2"),
    ],
)
def test_columns_on_one_side_are_looked_at_alone(question: str, said: str) -> None:
    (query,) = sure(SKILLS, question)
    assert said in say(query, run(query))
    assert len(query.columns) < 4


def test_a_sort_that_the_table_does_not_tell_gets_no_rows(assistant: Assistant) -> None:
    answer = assistant.ask("Which leadership competencies are confirmed at GS-13?")
    assert not [cell for citation in answer.citations for cell in citation.cells or ()]


@pytest.mark.parametrize(
    "question",
    [
        "Leaving Teamwork and Memory aside, which general competencies are at GS-11 but not GS-12?",
        "Apart from Memory, which general competencies are confirmed at GS-11 but not at GS-12?",
    ],
)
def test_rows_that_are_left_out_by_name_are_told_to_be(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    assert "not among" in text
    assert "Resilience" in text


def test_what_is_in_one_table_and_not_in_another_is_told(assistant: Assistant) -> None:
    question = "Which general competencies are confirmed at GS-11 but not in the ranking?"
    assert "Design, Memory and Resilience" in assistant.ask(question).text


def test_it_in_a_second_part_is_the_one_row_that_the_first_was_answered_with(
    assistant: Assistant,
) -> None:
    asked = "Which competency ranks last in the future, and is it confirmed at GS-12?"
    text = assistant.ask(asked).text
    assert "Strategic Thinking (29)" in text
    assert "For Strategic Thinking, the column GS-12 says NR" in text


def test_a_second_part_that_was_answered_with_the_first_brings_nothing_else(
    assistant: Assistant,
) -> None:
    asked = "Which competency falls the most over three years, and how many places does it lose?"
    answer = assistant.ask(asked)
    assert {citation.document_id for citation in answer.citations} <= {
        "opm-ai-competency-model",
        "eo-14110",
    }
    assert "incentive" not in answer.text


def test_a_code_that_denies_is_not_passed_over(assistant: Assistant) -> None:
    asked = "How many competencies carry a rank for the future while their current rank says NR?"
    assert assistant.ask(asked).text.startswith("In the table \u201cCompetency Ranking\u201d, 13 ")


@pytest.mark.parametrize("denied", ["are not NR", "aren't NR", "are never marked NR"])
def test_what_is_denied_twice_is_affirmed(assistant: Assistant, denied: str) -> None:
    text = assistant.ask(f"Which general competencies {denied} at GS-13?").text
    assert text.startswith(
        "In the table \u201cGeneral Competencies\u201d, 27 are marked X at GS-13"
    )
