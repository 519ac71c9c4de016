"""Questions in plain words about random tables are answered by the rows of an oracle."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_oracle import NUMBERS, number
from random_tables import Made, made_tables

from bot.tables.choosing.readings import best, readings
from bot.tables.model.columns import Kind
from bot.tables.model.words import Word
from bot.tables.names.naming import names_of
from bot.tables.queries.query import Result
from bot.tables.queries.running import run

RICH = (Kind.MARK, Kind.MARK, Kind.NUMBER, Kind.NUMBER, Kind.DATE, Kind.TEXT)
SEEDS = st.integers(0, 2**32)
CLOSE = Decimal("1e-6")


class Asking(NamedTuple):
    """A question, the rows that answer it, and the column that has to be read in them."""

    question: str
    rows: set[int]
    column: int
    number: Decimal | None = None


Wording = Callable[[Made, Random], Asking]


def rows_where(made: Made, column: int, holds: Callable[[Decimal], bool]) -> set[int]:
    known = sizes(made, column)
    return {row for row, size in known.items() if holds(size)}


def sizes(made: Made, column: int) -> dict[int, Decimal]:
    return {r: n for r, v in enumerate(made.column(column)) if (n := number(v)) is not None}


def marked(made: Made, column: int) -> set[int]:
    return {row for row, value in enumerate(made.column(column)) if value is True}


def pick(made: Made, chance: Random, *kinds: Kind) -> tuple[int, str]:
    column = chance.choice(made.at(*kinds))
    return column, made.names[column]


def cell(made: Made, chance: Random) -> Asking:
    row, (column, name) = chance.randrange(len(made.rows)), pick(made, chance, *Kind)
    return Asking(f"What is the {name} of {made.rows[row][0]}?", {row}, column)


def cell_turned(made: Made, chance: Random) -> Asking:
    row, (column, name) = chance.randrange(len(made.rows)), pick(made, chance, *NUMBERS)
    return Asking(f"For the {made.rows[row][0]}, what {name} does the table give?", {row}, column)


def two_cells(made: Made, chance: Random) -> Asking:
    one, two = chance.sample(range(len(made.rows)), 2)
    column, name = pick(made, chance, Kind.TEXT)
    question = f"What is the {name} of {made.rows[one][0]} and of {made.rows[two][0]}?"
    return Asking(question, {one, two}, column)


def with_value(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.TEXT)
    value = chance.choice(made.column(column))
    rows = {row for row, other in enumerate(made.column(column)) if other == value}
    return Asking(f"Which items have {value} as {name}?", rows, column)


def count_with_value(made: Made, chance: Random) -> Asking:
    question, rows, column, _ = with_value(made, chance)
    question = question.replace("Which items", "How many items")
    return Asking(question, rows, column, Decimal(len(rows)))


def mark(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.MARK)
    question = f"Which items are marked {made.codes.yes} on {name}?"
    return Asking(question, marked(made, column), column)


def count_of_marks(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.MARK)
    rows = marked(made, column)
    question = f"How many items are {made.codes.yes} on {name}?"
    return Asking(question, rows, column, Decimal(len(rows)))


def no_mark(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.MARK)
    question = f"Which items are not marked {made.codes.yes} on {name}?"
    return Asking(question, {*range(len(made.rows))} - marked(made, column), column)


def both_marks(made: Made, chance: Random) -> Asking:
    one, two = chance.sample(made.at(Kind.MARK), 2)
    question = f"Which items are marked on both {made.names[one]} and {made.names[two]}?"
    return Asking(question, marked(made, one) & marked(made, two), one)


def either_mark(made: Made, chance: Random) -> Asking:
    one, two = chance.sample(made.at(Kind.MARK), 2)
    question = f"Which items are marked on {made.names[one]} or {made.names[two]}?"
    return Asking(question, marked(made, one) | marked(made, two), one)


def one_mark_but_not_another(made: Made, chance: Random) -> Asking:
    one, two = chance.sample(made.at(Kind.MARK), 2)
    question = f"Which items are marked on {made.names[one]} but not on {made.names[two]}?"
    return Asking(question, marked(made, one) - marked(made, two), one)


def only_mark(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.MARK)
    others = [marked(made, c) for c in made.at(Kind.MARK) if c != column]
    rows = marked(made, column).difference(*others)
    return Asking(f"Which items are marked on {name} only?", rows, column)


def highest(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    top = max(sizes(made, column).values())
    rows = rows_where(made, column, lambda size: size == top)
    return Asking(f"Which item has the highest {name}?", rows, column, top)


def lowest(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    low = min(sizes(made, column).values())
    rows = rows_where(made, column, lambda size: size == low)
    return Asking(f"Which item has the lowest {name}?", rows, column, low)


def top_three(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    ends = sorted(sizes(made, column).values())[-3:]
    rows = rows_where(made, column, lambda size: size >= ends[0])
    return Asking(f"Which three items have the highest {name}?", rows, column)


def latest(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.DATE)
    last = max(sizes(made, column).values())
    rows = rows_where(made, column, lambda size: size == last)
    return Asking(f"Which item has the latest {name}?", rows, column)


def earliest(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.DATE)
    first = min(sizes(made, column).values())
    rows = rows_where(made, column, lambda size: size == first)
    return Asking(f"Which item has the earliest {name}?", rows, column)


def more_than(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    bound = Decimal(chance.randint(13, 60))
    rows = rows_where(made, column, lambda size: size > bound)
    return Asking(f"Which items have a {name} of more than {bound}?", rows, column)


def exactly(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    known = sizes(made, column)
    row = chance.choice([r for r, size in known.items() if size >= 0] or [*known])
    rows = rows_where(made, column, lambda size: size == known[row])
    return Asking(f"Which items have a {name} of {made.seen(row, column)}?", rows, column)


def count_at_least(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    bound = Decimal(chance.randint(13, 60))
    rows = rows_where(made, column, lambda size: size >= bound)
    question = f"How many items have a {name} of at least {bound}?"
    return Asking(question, rows, column, Decimal(len(rows)))


def before_a_day(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.DATE)
    day = chance.choice([v for v in made.column(column) if v is not None])
    rows = rows_where(made, column, lambda size: size < (number(day) or 0))
    question = f"Which items have a {name} before {day:%B %d, %Y}?"
    return Asking(question, rows, column)


def difference(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    known = sizes(made, column)
    one, two = chance.sample([*known], 2) if len(known) > 1 else (0, 1)
    apart = abs(known[one] - known[two]) if len(known) > 1 else None
    question = (
        f"What is the difference in {name} between {made.rows[one][0]} and {made.rows[two][0]}?"
    )
    return Asking(question, {one, two}, column, apart)


def total(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    known = sizes(made, column)
    question = f"What is the total {name}?"
    return Asking(question, {*known}, column, sum(known.values(), Decimal(0)))


def mean(made: Made, chance: Random) -> Asking:
    column, name = pick(made, chance, Kind.NUMBER)
    known = sizes(made, column)
    question = f"What is the average {name} of the items?"
    return Asking(question, {*known}, column, sum(known.values(), Decimal(0)) / len(known))


WORDINGS: list[Wording] = [
    cell, cell_turned, two_cells, with_value, count_with_value, mark, count_of_marks, no_mark,
    both_marks, either_mark, one_mark_but_not_another, only_mark, highest, lowest, top_three,
    latest, earliest, more_than, exactly, count_at_least, before_a_day, difference, total, mean,
]  # fmt: skip


# 24 wordings x 10 tables x 3 questions = 720 questions a run.
@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.__name__)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(made_tables(RICH, plain=True), SEEDS)
def test_a_question_is_answered_by_the_rows_of_the_oracle(
    wording: Wording, made: Made, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    for _ in range(3):
        assert_answered(made, wording(made, chance))


def assert_answered(made: Made, asking: Asking) -> None:
    results = answers(made, asking.question)
    assert len(results) == 1, asking.question
    (result,) = results
    assert set(result.rows) == asking.rows, asking.question
    assert all((row, asking.column) in result.cells for row in asking.rows), asking.question
    size = asking.number
    assert size is None or abs(Decimal(result.number or 0) - size) < CLOSE, asking.question


def answers(made: Made, question: str) -> list[Result]:
    """What the best readings of a question give, for the table that was made."""
    tables = names_of(made.tables, lambda _word: ())
    found = best(readings(question, tables, weigh))
    return [run(query) for reading in found for query in reading.queries]


def weigh(word: Word) -> float:
    return 0.0 if word.small else 1.0
