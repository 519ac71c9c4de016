"""Columns that are spoken of by where they stand are read as those columns."""

import pytest
from asking import rows_of, sure
from random_tables import typed_tables

from bot.tables.names.naming import names_of
from bot.tables.queries.query import How
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
        ("Rigging is marked at Tier 2; at which of the higher tiers?", "of Tier 3 and Tier 4"),
    ],
)
def test_words_for_a_side_give_way_to_names(question: str, named: str) -> None:
    assert named in with_names(question, NAMES)


@pytest.mark.parametrize(
    "question",
    [
        "What is the lowest tier at which Welding holds?",
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
        ("Count only those tasks that are marked at Tier 1 and Tier 2", {"Rigging", "Mooring"}),
    ],
)
def test_only_beside_other_words_leaves_no_column_out(question: str, rows: set[str]) -> None:
    assert rows_of(TASKS, question) == rows


def test_columns_with_as_many_rows_as_each_other_are_no_rows() -> None:
    (query,) = sure(TASKS, "Which tiers have the same number of tasks?")
    assert query.how is How.TALLY
