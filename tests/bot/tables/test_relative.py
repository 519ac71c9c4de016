"""Columns that are spoken of by where they stand are read as those columns."""

import pytest
from asking import rows_of
from random_tables import typed_tables

from bot.tables.names.naming import names_of
from bot.tables.reading.relative import with_names

# Four tiers, in this order.
TASKS = """# Tasks by tier

| Task | Tier 1 | Tier 2 | Tier 3 | Tier 4 |
| --- | --- | --- | --- | --- |
| Rigging | X | X | X | X |
| Mooring | X | X | | |
| Welding | | | X | X |
| Diving | | | | X |
| Sewing | X | | | X |
| Signals | | X | X | |
| Ledger | | | X | |
"""
(NAMES,) = names_of(typed_tables(TASKS), lambda _: ())


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which tasks hold at the two highest tiers?", "at Tier 3 and Tier 4"),
        ("Which tasks hold at the top three tiers?", "at Tier 2, Tier 3 and Tier 4"),
        ("Which tasks hold only at the lowest tier?", "only at Tier 1"),
        ("Which tasks hold at Tier 3 but at neither tier below?", "but not at Tier 1 or Tier 2"),
        ("Which tasks hold at Tier 3 and the tiers above it?", "Tier 3 and Tier 4"),
        (
            "Which tasks hold at the two lower tiers but not at the higher ones?",
            "at Tier 1 and Tier 2 but not at Tier 3 and Tier 4",
        ),
        ("Which tasks hold only above Tier 2?", "only at Tier 3 or Tier 4"),
        ("Which tasks hold at all tiers above Tier 2?", "hold at Tier 3 and Tier 4?"),
        ("Which tasks hold at every tier above Tier 2?", "hold at Tier 3 and Tier 4?"),
        ("Which tasks hold at no tier above Tier 2?", "hold not at Tier 3 or Tier 4?"),
        ("Which tasks hold at Tier 1 and the next two tiers?", "Tier 1 and Tier 2 and Tier 3?"),
        ("Which tasks hold at Tier 2 and Tier 3 but not at lower tiers?", "not at Tier 1?"),
        ("At which of the higher tiers than Tier 2 does it hold?", "of Tier 3 and Tier 4 than"),
        ("Which tasks hold at the lowest tier or the highest tier?", "at Tier 1 or Tier 4?"),
        ("Which tasks hold from Tier 2 to the highest tier?", "from Tier 2 to Tier 4?"),
        ("Which tasks hold at some of the upper three tiers?", "at Tier 2, Tier 3 or Tier 4?"),
        ("Rigging is marked at Tier 2; at which of the higher tiers?", "of Tier 3 and Tier 4"),
    ],
)
def test_words_for_a_side_give_way_to_names(question: str, named: str) -> None:
    assert named in with_names(question, NAMES)


@pytest.mark.parametrize(
    "question",
    [
        "Tell me at the lowest tier at which Welding holds.",
        "Which tasks hold at one of the two lowest tiers?",
        "Which tasks does a Tier 2 need at the first site?",
        "Which tasks of Tier 2 were new in the last three years?",
        "Which tasks hold above Tier 1 but below Tier 4?",
        "Which tasks hold below Tier 1?",
        "Is Mooring marked above Tier 1?",
        "Which tasks hold below Tier 3 but not above Tier 3?",
        "Which tasks hold at Tier 2 but not at the two tiers below it?",
        "Which tasks hold at Tier 2 but not at the next tiers up?",
        "Which tasks hold at Tier 3 and the two next tiers up?",
        "Which tasks have an X under Tier 2?",
        "Which tasks hold at one tier but not at the next one?",
        "What does Tier 3 add to the tier below it?",
        "Which are the top two tasks at Tier 1?",
        "Which tasks hold at all four lower tiers?",
        "Which tasks hold at nothing above Tier 2?",
        "Which tasks hold at or above Tier 3?",
        "Which tasks hold from the lowest tier to the highest tier?",
        "Which tasks hold at the tier above Tier 2?",
        "Which tasks hold at the tier just below Tier 3?",
    ],
)
def test_what_asks_for_a_column_or_names_one_stays_as_it_is(question: str) -> None:
    assert with_names(question, NAMES) == question


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which tasks are marked at the two highest tiers?", {"Rigging", "Welding"}),
        ("Which tasks are marked only at the highest tier?", {"Diving"}),
        (
            "Which tasks are marked at Tier 3 and at neither of the two tiers below it?",
            {"Welding", "Ledger"},
        ),
        ("Which tasks are marked at both lower tiers and at neither of the upper two?", None),
        ("Which tasks are marked only above Tier 2?", {"Welding", "Diving", "Ledger"}),
        ("Which tasks are marked only at Tier 3 or Tier 4?", {"Welding", "Diving", "Ledger"}),
    ],
)
def test_the_rows_are_those_of_the_columns_that_are_meant(
    question: str, rows: set[str] | None
) -> None:
    assert rows_of(TASKS, question) == (rows or {"Mooring"})


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which tasks are marked not only at Tier 1 but also at Tier 2?", {"Rigging", "Mooring"}),
        ("How many are there if only those at Tier 1 and Tier 2 count?", {"Rigging", "Mooring"}),
        ("Which tasks or jobs are marked only at Tier 1 and Tier 2?", {"Mooring"}),
    ],
)
def test_only_beside_other_words_leaves_no_column_out(question: str, rows: set[str]) -> None:
    assert rows_of(TASKS, question) == rows


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Who is on only at the highest class?", "only at Class 3?"),
        ("Who is on at Class 3 but not at the class below it?", "not at Class 2?"),
        ("Who is on at Class 3 but not at the classes below it?", "not at Class 1 and Class 2?"),
    ],
)
def test_a_word_for_one_column_may_end_as_a_plural(question: str, named: str) -> None:
    text = (
        "# Crews by class\n\n| Crew | Class 1 | Class 2 | Class 3 |\n| --- | --- | --- | --- |\n"
        "| Heron | X | | X |\n| Otter | | X | X |\n"
    )
    (crews,) = names_of(typed_tables(text), lambda _: ())
    assert named in with_names(question, crews)


DAYS = """# Courses

| Course | Monday | Tuesday | Friday |
| --- | --- | --- | --- |
| Pottery | X | X | |
| Yoga | | | X |
| Chess | X | | X |
"""


def test_days_are_no_weeks() -> None:
    assert rows_of(DAYS, "Which courses run on Friday in the first week?") == {"Yoga", "Chess"}
    assert rows_of(DAYS, "Which courses run on the last day?") == {"Yoga", "Chess"}


def test_the_only_row_may_be_called_as_columns_are() -> None:
    text = DAYS.replace("Course", "Team")
    assert rows_of(text, "Which is the only team on Tuesday?") == {"Pottery"}


def test_of_two_columns_none_is_neither_highest_nor_lowest() -> None:
    text = "# Halls\n\n| Hall | Level 1 | Level 2 |\n| --- | --- | --- |\n| Oak | X | |\n"
    (halls,) = names_of(typed_tables(text), lambda _: ())
    question = "Which halls are open only at the highest level?"
    assert with_names(question, halls) == question


def test_what_is_affirmed_is_not_left_blank() -> None:
    asked = "Which tasks are at the two lowest tiers but at none of the higher tiers?"
    assert rows_of(TASKS, asked) == {"Mooring"}
