"""Questions that were once read wrongly, each with the smallest table that shows it."""

import pytest
from random_tables import only_table

from bot.tables.choosing.readings import best, readings
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import Word
from bot.tables.names.naming import names_of
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.telling.saying import say

TABLE = only_table(
    "# Handbook of the Annex",
    "",
    "## Register",
    "",
    "| Item | Score | Vendor | Monday | Tuesday | Width | Delivery |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    "| Quilt | $2,587.76 | Cedar | Y | Y | 69.8 kg | 2025-01-03 |",
    "| Kiln | $4,341.43 | Birch | N | Y | 55.9 kg | 2025-01-01 |",
    "| Laptop Dock | $4,548.73 | Fir | N | N | 40.5 kg | 2025-05-02 |",
    "| Dock | $10.00 | Red Cedar | N | Y | n/a | 2025-06-06 |",
)
QUILT, KILN, LAPTOP_DOCK, DOCK = range(4)


def asked(question: str, table: TypedTable = TABLE) -> list[Query]:
    """The queries that a question is read as."""

    def weigh(word: Word) -> float:
        return 0.0 if word.small else 1.0

    found = best(readings(question, names_of([table], lambda _word: ()), weigh))
    return [query for reading in found for query in reading.queries]


def rows(question: str) -> set[int]:
    return {row for query in asked(question) for row in run(query).rows}


@pytest.mark.parametrize(
    "question",
    [
        "Which items do not have Cedar as Vendor?",
        "Which items have a Vendor other than Cedar?",
    ],
)
def test_a_denied_value_gives_the_rows_without_it(question: str) -> None:
    assert rows(question) == {KILN, LAPTOP_DOCK, DOCK}


@pytest.mark.parametrize(
    "question",
    [
        "What is the Vendor of Dock and Laptop Dock?",
        "Which has the higher Score, Dock or Laptop Dock?",
    ],
)
def test_a_name_and_a_longer_one_that_holds_it_are_both_read(question: str) -> None:
    assert rows(question) == {LAPTOP_DOCK, DOCK}


def test_all_items_are_not_all_columns() -> None:
    assert [q.how for q in asked("What is the total Score of all items?")] == [How.SUM]


def test_numbers_in_two_units_are_not_set_against_each_other() -> None:
    found = asked("What are the Score and the Width of the Laptop Dock?")
    assert [q.how for q in found] == [How.VALUES]


@pytest.mark.parametrize(
    ("question", "how"),
    [
        ("What is the lowest Score among items marked Y on Tuesday?", How.LOWEST),
        ("What is the average Score of items marked Y on Tuesday?", How.MEAN),
    ],
)
def test_a_number_asked_of_marked_rows_is_given(question: str, how: How) -> None:
    assert [q.how for q in asked(question)] == [how]


def test_rows_in_a_month_are_found() -> None:
    assert rows("Which items have a Delivery in May 2025?") == {LAPTOP_DOCK}


SITES = only_table(
    "O means open; C means closed.", "", "| Site | Monday | Tuesday |", "| --- | --- | --- |",
    "| Lab | C | O |", "| Depot | O | C |",
)  # fmt: skip


def test_a_mark_of_common_usage_is_answered_by_yes_or_no() -> None:
    (query,) = asked("Is the Quilt marked on Monday?")
    assert say(query, run(query)) == "Yes: for Quilt, the column Monday says Y."


def test_a_mark_that_only_a_note_explains_is_told_as_it_stands() -> None:
    (query,) = asked("Is the Lab marked on Monday?", SITES)
    assert say(query, run(query)) == "For Lab, the column Monday says C."
