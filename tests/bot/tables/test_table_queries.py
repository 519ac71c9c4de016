"""Random queries of random tables give what an oracle works out on the plain rows."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_oracle import KINDS, answer, holds, number, random_condition, random_query
from random_tables import Made, Value, made_tables

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.queries.conditions import Bound, Condition, Elsewhere, Known, Marked, Member
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run

# A table that every query can be put to.
RICH = (Kind.MARK, Kind.MARK, Kind.NUMBER, Kind.NUMBER, Kind.DATE, Kind.TEXT)
QUERIES = 8
SEEDS = st.integers(0, 2**32)
# A name of theirs is that of one row.
DISTINCT = made_tables(RICH).filter(lambda made: len({*made.column(0)}) == len(made.rows))
CLOSE = Decimal("1e-6")
POLARITIES: dict[Value, Polarity] = {
    True: Polarity.YES,
    False: Polarity.NO,
    None: Polarity.MISSING,
}

each_how = pytest.mark.parametrize("how", How)
# For each kind of query and, below, of condition: 22 x 25 x 8 = 4,400 queries a run.
checked = settings(max_examples=25, deadline=None, derandomize=True)


@each_how
@checked
@given(made_tables(RICH), SEEDS)
def test_a_query_gives_the_rows_cells_and_number_of_the_oracle(
    how: How, made: Made, seed: int
) -> None:
    for query in queries(made, how, seed):
        assert_as_expected(made, query)


@pytest.mark.parametrize("kind", KINDS)
@checked
@given(made_tables(RICH), SEEDS)
def test_a_condition_holds_for_the_rows_of_the_oracle(
    kind: type[Condition], made: Made, seed: int
) -> None:
    for query in queries(made, How.COUNT, seed, kind):
        assert_as_expected(made, query)


@checked
@given(made_tables(), made_tables())
def test_the_names_found_in_another_table_are_read_there(made: Made, other: Made) -> None:
    result = run(Query(made.typed, How.NAMES, (Member((other.typed,)),)))
    names = {made.rows[row][0] for row in result.rows}
    read = {other.rows[row][0] for _, places in result.others for row, _ in places}
    # That none stands there rests on all that stand there.
    assert read == (names or {row[0] for row in other.rows})


@checked
@given(made_tables(), DISTINCT, SEEDS)
def test_what_holds_of_a_name_in_another_table_is_looked_up_there(
    made: Made, other: Made, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    for kind in (Marked, Bound, Known):
        condition, negated = random_condition(other, kind, chance), chance.random() < 0.5
        where = Elsewhere(((other.typed, (condition,)),), negated)
        names = {row[0] for at, row in enumerate(other.rows) if holds(other, condition, at)}
        found = run(Query(made.typed, How.NAMES, (where,))).rows
        assert [*found] == [r for r, row in enumerate(made.rows) if (row[0] in names) != negated]


@checked
@given(made_tables())
def test_every_cell_is_read_as_a_reader_sees_it(made: Made) -> None:
    shown = [[made.seen(r, c) for c in range(len(made.names))] for r in range(len(made.rows))]
    assert [[made.typed.value(r, c) for c in range(len(row))] for r, row in enumerate(shown)] == (
        shown
    )


@checked
@given(made_tables())
def test_the_span_of_every_cell_holds_what_was_written(made: Made) -> None:
    for at, row in enumerate(made.written):
        spans = [made.typed.cell(at, column).span for column in range(len(row))]
        assert tuple(made.text[span.start : span.end] for span in spans) == row


@checked
@given(made_tables())
def test_every_column_has_the_name_it_was_given(made: Made) -> None:
    assert tuple(column.name for column in made.typed.columns) == made.names


@checked
@given(made_tables())
def test_every_column_is_of_the_kind_it_was_made_of(made: Made) -> None:
    assert tuple(column.kind for column in made.typed.columns) == made.kinds


@checked
@given(made_tables([Kind.MARK]))
def test_every_mark_says_what_it_was_made_to_say(made: Made) -> None:
    for at in made.at(Kind.MARK):
        column = made.typed.columns[at]
        said = [column.polarity(value) for value in column.values]
        assert said == [POLARITIES[value] for value in made.column(at)]


@checked
@given(made_tables([Kind.NUMBER, Kind.DATE]))
def test_every_number_and_day_has_the_size_it_was_made_with(made: Made) -> None:
    for at in made.at(Kind.NUMBER, Kind.DATE):
        column = made.typed.columns[at]
        sizes = [number(value) for value in made.column(at)]
        assert [column.number(v) for v in column.values] == [
            None if size is None else float(size) for size in sizes
        ]


def queries(made: Made, how: How, seed: int, *kinds: type[Condition]) -> Iterator[Query]:
    chance = Random(seed)  # noqa: S311  no secret
    return (random_query(made, how, chance, *kinds) for _ in range(QUERIES))


def assert_as_expected(made: Made, query: Query) -> None:
    rows, cells, size, out_of = answer(made, query)
    result = run(query)
    about = (query.how, query.where, query.columns)
    assert (result.rows, result.out_of) == (rows, out_of), about
    assert sorted(result.cells) == sorted(cells), about
    assert (result.number is None) == (size is None), about
    assert size is None or abs(Decimal(result.number or 0) - size) < CLOSE, about
