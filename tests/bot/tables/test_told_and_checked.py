"""What is told of random tables passes the check, and does not once one thing in it is turned."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_oracle import random_query
from random_tables import CODES, Made, made_tables
from turning import (
    reads_of,
    with_a_number_turned,
    with_a_row_turned,
    with_the_verdict_turned,
)

from bot.tables.answering import Told
from bot.tables.checking.faults import table_fault
from bot.tables.checking.reads import Read
from bot.tables.model.columns import Kind
from bot.tables.queries.conditions import Among, Member
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.telling.saying import say

RICH = (Kind.MARK, Kind.MARK, Kind.NUMBER, Kind.NUMBER, Kind.DATE, Kind.TEXT)
QUERIES = 4
SEEDS = st.integers(0, 2**32)
# Names by which sentences can tell rows apart.
DISTINCT = made_tables(RICH).filter(lambda made: len({*made.column(0)}) == len(made.rows))
# Marks whose sense is common usage. What only a note explains, the check cannot know.
USUAL = [codes.yes for codes in CODES if codes.yes not in {"P", "O"}]

# For each kind of query: 14 x 10 x 4 = 560 sentences for most of the tests.
checked = settings(max_examples=10, deadline=None, derandomize=True)
each_how = pytest.mark.parametrize("how", How)


@each_how
@checked
@given(DISTINCT, SEEDS)
def test_every_sentence_passes_the_check(how: How, made: Made, seed: int) -> None:
    for told in sentences(made, how, Random(seed)):  # noqa: S311  no secret
        assert table_fault(told.text, reads_of(told)) is None, told.text


@checked
@given(DISTINCT)
def test_a_total_over_both_of_two_tables_is_refused_where_one_is_cited(made: Made) -> None:
    reads = reads_of(next(sentences(made, How.COUNT, Random(0))))  # noqa: S311  no secret
    assert table_fault(f"That makes {len({r.row for r in reads})} in both together.", reads)


@each_how
@checked
@given(DISTINCT, SEEDS)
def test_a_sentence_with_one_number_turned_is_refused(how: How, made: Made, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    for told in sentences(made, how, chance):
        turned = with_a_number_turned(told, chance)
        if turned and told.result.rows and (how is not How.MARKS or made.codes.yes in USUAL):
            assert table_fault(turned, reads_of(told)), turned


@each_how
@checked
@given(DISTINCT, SEEDS)
def test_a_sentence_with_one_row_turned_is_refused(how: How, made: Made, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    for told in sentences(made, how, chance):
        turned = with_a_row_turned(told, made, chance)
        if turned and told.result.rows:
            assert table_fault(turned, reads_of(told)), turned


@pytest.mark.parametrize("how", [How.NAMES, How.HIGHEST, How.LOWEST])
@checked
@given(DISTINCT, SEEDS)
def test_a_sentence_with_other_conditions_than_its_rows_meet_is_refused(
    how: How, made: Made, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    for told in sentences(made, how, chance):
        other = replace(told.query, where=random_query(made, how, chance).where)
        says_more = {type(condition) for condition in other.where} - {Among}
        if told.result.rows and says_more and run(other).rows != told.result.rows:
            turned = say(other, told.result)
            assert table_fault(turned, [*all_cells(made), *reads_of(Told.of(other))]), turned


@checked
@given(DISTINCT, SEEDS)
def test_a_verdict_is_checked_by_the_mark(made: Made, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    for _ in range(QUERIES if made.codes.yes in USUAL else 0):
        row, column = chance.randrange(len(made.rows)), chance.choice(made.at(Kind.MARK))
        verdict = "Yes" if made.rows[row][column] is True else "No"
        told = Told.of(Query(made.typed, How.VALUES, (Among((row,)),), (column,), verdict=verdict))
        assert told.text.startswith(f"{verdict}: ")
        assert table_fault(told.text, reads_of(told)) is None, told.text
        assert table_fault(with_the_verdict_turned(told.text), reads_of(told))


@checked
@given(DISTINCT)
def test_a_count_of_none_cannot_be_one(made: Made) -> None:
    for column in made.at(Kind.TEXT):
        name = made.names[column]
        said = f"In the table “{made.typed.name}”, {{}} has no value under {name}."
        assert table_fault(said.format("none"), all_cells(made)) is None
        assert table_fault(said.format("1"), all_cells(made))


def sentences(made: Made, how: How, chance: Random) -> Iterator[Told]:
    for _ in range(QUERIES):
        query = random_query(made, how, chance)
        # Two other tables have one name here, so no sentence can tell them apart.
        if sum(isinstance(condition, Member) for condition in query.where) <= 1:
            yield Told.of(query)


def all_cells(made: Made) -> list[Read]:
    """Every cell of a table, as if all of it were cited."""
    table = made.typed
    return [
        Read(table.table, table.row_name(row), column.name, table.value(row, column.at))
        for row in table.rows
        for column in table.columns
        if table.value(row, column.at)
    ]
