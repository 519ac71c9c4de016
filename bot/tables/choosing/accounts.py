"""Accounts: whether what restricts a question, such as a number or a denial, is in its queries."""

import re
from collections.abc import Iterator, Sequence

from bot.tables.model.columns import Kind
from bot.tables.model.values import days_in
from bot.tables.queries.conditions import (
    Among,
    Bound,
    Course,
    Elsewhere,
    Is,
    Known,
    Marked,
    Member,
    Sign,
    Step,
)
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.reading.asked import Asked
from bot.tables.reading.counted import axis
from bot.tables.reading.denying import denials
from bot.tables.wordings import cues

_OVER_ROWS = frozenset(
    {How.NAMES, How.COUNT, How.TALLY, How.HIGHEST, How.LOWEST, How.SUM, How.MEAN}
)
_COMPARING = frozenset(
    {How.HIGHEST, How.LOWEST, How.RISE, How.FALL, How.ORDER, How.DIFFERENCE, How.TALLY, How.CHANGE}
)
_LEAST = 3
_HALF = 0.5
_YEARS = range(1900, 2101)
# What a word that nothing explains may deny by its form.
_UNDOES = re.compile(
    r"(?:un(?!der|til|less|i[tqv])|non|dis(?!c|t|play)|mis)\w{4,}|short|fail\w*|lose\w*|deni\w+"
    r"|reject\w*"
)


def settled(asked: Asked, wanted: Sequence[Query], known: Sequence[float]) -> bool:
    """Whether the queries take up every number, column, denial and extreme of a question."""
    if asked.table.is_glossary or any(q.how not in _OVER_ROWS for q in wanted):
        return True
    return not any(
        (
            _loose_numbers(asked, wanted),
            _loose_columns(asked, wanted),
            _loose_denial(asked, wanted),
            _loose_extreme(asked, wanted),
            _undone(asked, known),
        )
    )


def _loose_numbers(asked: Asked, wanted: Sequence[Query]) -> bool:
    """Whether a number stands in the question that no query takes up."""
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    dated = [(start, end) for _, start, end in days_in(asked.text)]
    used = {number for query in wanted for number in _numbers(query)} | _all_found(wanted)
    used |= _read_columns(asked, wanted)
    for at, word in enumerate(asked.words):
        value = word.value
        if at in named or value is None or value < _LEAST or value in used:
            continue
        if word.stem in asked.names.about:
            continue
        if not any(a <= word.start < b for a, b in dated) and not _is_year(asked, wanted, value):
            return True
    return False


def _all_found(wanted: Sequence[Query]) -> set[float]:
    """How many rows all queries find together."""
    return {float(sum(len(run(query).rows) for query in wanted))}


def _read_columns(asked: Asked, wanted: Sequence[Query]) -> set[float]:
    """The numbers of a series by which the columns that are read go."""
    read = {column for query in wanted for column in columns_of(query)}
    return {float(number) for number, at in asked.names.series.items() if at in read}


def _is_year(asked: Asked, wanted: Sequence[Query], value: float) -> bool:
    bounds = [c for q in wanted for c in q.where if isinstance(c, Bound)]
    days = any(asked.table.columns[c.column].kind is Kind.DATE for c in bounds)
    return days and value in _YEARS


def _numbers(query: Query) -> Iterator[float]:
    """Every number that a query rests on, and how many rows and columns its tables have."""
    found = run(query)
    yield from (query.count, len(found.rows), found.out_of - len(found.rows))
    yield from (len(query.table.rows), len(query.table.columns) - 1, len(query.table.marks))
    for condition in query.where:
        if isinstance(condition, Bound):
            yield condition.bound
        elif isinstance(condition, Marked):
            size = len(condition.columns)
            ends = (condition.least, condition.most, size)
            yield from (
                *ends,
                *(size - end for end in ends),
                condition.least - 1,
                condition.most + 1,
            )
        elif isinstance(condition, Step):
            least, most = condition.least, condition.most
            yield from (least, least - 1, *(() if most is None else (most, most + 1)))
        elif isinstance(condition, Member):
            yield from (len(table.rows) for table in condition.tables)
        elif isinstance(condition, Elsewhere):
            for table, where in condition.parts:
                inner = Query(table, How.NAMES, where)
                yield from _numbers(inner)
                yield from _named_by(inner)


def _named_by(query: Query) -> Iterator[float]:
    """The numbers in the names of the columns that a query reads: 11 of GS-11."""
    for column in set(columns_of(query)):
        name = query.table.columns[column].name
        yield from (float(number) for number in re.findall(r"\d+", name))


def _loose_columns(asked: Asked, wanted: Sequence[Query]) -> bool:
    """Whether a column is named that no query reads."""
    read = {column for query in wanted for column in columns_of(query)}
    named = asked.mentions_of(Kind.MARK, Kind.NUMBER, Kind.DATE)
    return bool({m.name.column for m in named if not m.name.weak} - read)


def columns_of(query: Query) -> Iterator[int]:
    yield from query.columns
    for condition in query.where:
        for name in ("column", "before", "after"):
            if (column := getattr(condition, name, None)) is not None:
                yield column
        yield from getattr(condition, "columns", ())


def _loose_denial(asked: Asked, wanted: Sequence[Query]) -> bool:
    """Whether something is denied, and no query leaves anything out for that."""
    if not denials(asked) or asked.says("only"):
        return False
    return not any(_denies(asked, c) for q in wanted for c in q.where)


def _denies(asked: Asked, condition: object) -> bool:
    if isinstance(condition, Marked):
        return condition.most < len(condition.columns)
    if isinstance(condition, Is):
        codes = asked.table.columns[condition.column].codes
        return condition.negated or bool(condition.values & set(codes))
    if isinstance(condition, Known | Member | Elsewhere):
        return condition.negated
    if isinstance(condition, Step):
        return condition.sign is Sign.EQUAL or condition.most is not None
    return isinstance(condition, Bound | Course | Among)


def _loose_extreme(asked: Asked, wanted: Sequence[Query]) -> bool:
    """Whether the most or the least is asked for, and no query compares."""
    if any(q.how in _COMPARING for q in wanted):
        return False
    columns = re.compile(rf"\W*(?:{axis(asked)}|_)", re.IGNORECASE)  # "the top grade"
    spots = cues.places("superlative", asked.bare)
    if all(columns.match(asked.bare, end) for _, end in spots):
        return False
    return not any(isinstance(c, Bound | Step) for q in wanted for c in q.where)


def _undone(asked: Asked, known: Sequence[float]) -> bool:
    """Whether a word that nothing explains denies something by its form."""
    return any(
        k < _HALF and _UNDOES.fullmatch(word.text)
        for word, k in zip(asked.words, known, strict=True)
    )
