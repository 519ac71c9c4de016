"""Running: a query carried through its table, to the cells that answer it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import isfinite
from operator import ge, le

from bot.tables.model.typed import TypedTable
from bot.tables.queries.conditions import Elsewhere, Member, Place, affirms, number, step_between
from bot.tables.queries.query import How, Query, Result

_KEPT = 512
_ADDED = frozenset({How.SUM, How.MEAN, How.DIFFERENCE})
_Found = dict[int, tuple[Place, ...]]


@lru_cache(_KEPT)  # it is weighed as a reading before it is told
def run(query: Query) -> Result:
    """Run a query over its table."""
    found: dict[int, tuple[Place, ...]] = {}
    for row in query.table.rows:
        cells: tuple[Place, ...] | None = ()
        for condition in query.where:
            own = condition.cells(query.table, row)
            if own is None:
                cells = None
                break
            cells = (*(cells or ()), *own)
        if cells is not None:
            found[row] = cells
    result = _FINISH[query.how](query, found)
    return replace(result, others=_others(query, result.rows))


def _others(
    query: Query, rows: tuple[int, ...]
) -> tuple[tuple[TypedTable, tuple[Place, ...]], ...]:
    read: dict[TypedTable, list[Place]] = defaultdict(list)
    for condition in query.where:
        if isinstance(condition, Member | Elsewhere):
            for table, place in condition.read(query.table, rows):
                read[table].append(place)
    return tuple((table, tuple(dict.fromkeys(places))) for table, places in read.items())


def _names(query: Query, found: _Found) -> Result:
    read = {row: (*cells, *((row, c) for c in query.columns)) for row, cells in found.items()}
    return Result(tuple(read), _flat(read), float(len(read)), len(query.table.rows))


def _values(query: Query, found: _Found) -> Result:
    read = {row: (*cells, *((row, c) for c in query.columns)) for row, cells in found.items()}
    return Result(tuple(read), _flat(read), None, len(query.table.rows))


def _marks(query: Query, found: _Found) -> Result:
    """The columns that affirm, for each row; all that were looked at are read."""
    if query.codes:
        held = {row: _holding(query, row) for row in found}
        return Result(tuple(held), _flat(held), float(len(_flat(held))), len(query.columns))
    read = {row: tuple((row, c) for c in query.columns) for row in found}
    yes = sum(affirms(query.table, row, c) for row in found for c in query.columns)
    return Result(tuple(read), _flat(read), float(yes), len(query.columns))


def _holding(query: Query, row: int) -> tuple[Place, ...]:
    return tuple((row, c) for c in query.columns if query.table.value(row, c) in query.codes)


def _tally(query: Query, found: _Found) -> Result:
    """For each column the rows that affirm there."""
    read = {r: tuple((r, c) for c in query.columns if _counts(query, r, c)) for r in found}
    rows = tuple(row for row, cells in read.items() if cells)
    return Result(rows, _flat(read), None, len(found))


def _counts(query: Query, row: int, column: int) -> bool:
    if query.codes:
        return query.table.value(row, column) in query.codes
    return affirms(query.table, row, column)


def _sum(query: Query, found: _Found) -> Result:
    numbers = _numbers(query, found)
    read = {row: (*found[row], (row, query.columns[0])) for row in numbers}
    return Result(tuple(read), _flat(read), sum(numbers.values()), len(found))


def _across(query: Query, found: _Found) -> Result:
    """What the numbers of a row in several columns make together; the first row's is the number."""
    read = {row: tuple((row, column) for column in query.columns) for row in found}
    made = [_made(query, row) for row in found]
    return Result(tuple(read), _flat(read), made[0] if made else None, len(found))


def _made(query: Query, row: int) -> float:
    told = (number(query.table, row, column) for column in query.columns)
    return sum(value for value in told if value is not None and isfinite(value))


def _mean(query: Query, found: _Found) -> Result:
    numbers = _numbers(query, found)
    total = _sum(query, found)
    mean = sum(numbers.values()) / len(numbers) if numbers else None
    return Result(total.rows, total.cells, mean, len(found))


def _extreme(query: Query, found: _Found) -> Result:
    """The rows with the most or least, with all that share the last place."""
    numbers = _numbers(query, found)
    ordered = sorted(numbers.values(), reverse=query.how is How.HIGHEST)
    if not ordered:
        return Result((), (), None, len(found))
    edge = ordered[min(query.count, len(ordered)) - 1]
    keep = ge if query.how is How.HIGHEST else le
    rows = tuple(row for row, value in numbers.items() if keep(value, edge))
    read = {row: (*found[row], (row, query.columns[0])) for row in rows}
    return Result(rows, _flat(read), ordered[0], len(found))


def _difference(query: Query, found: _Found) -> Result:
    """How far the numbers of two rows lie apart in a column."""
    numbers = _numbers(query, found)
    read: _Found = {row: ((row, query.columns[0]),) for row in found}
    apart = max(numbers.values()) - min(numbers.values()) if len(numbers) > 1 else None
    return Result(tuple(found), _flat(read), apart, len(found))


def _change(query: Query, found: _Found) -> Result:
    """By how much each row's number differs between two columns."""
    read = {row: tuple((row, column) for column in query.columns) for row in found}
    steps = [step for row in found if (step := _step(query, row)) is not None]
    return Result(tuple(found), _flat(read), steps[0] if steps else None, len(found))


def _mover(query: Query, found: _Found) -> Result:
    """The rows whose number rises or falls most from one column to another."""
    turn = 1 if query.how is How.RISE else -1
    steps = {row: turn * step for row in found if (step := _step(query, row)) is not None}
    best = max(steps.values(), default=0.0)
    rows = tuple(row for row, step in steps.items() if step == best and best > 0)
    read = {row: tuple((row, column) for column in query.columns) for row in rows}
    return Result(rows, _flat(read), best if rows else None, len(found))


def _step(query: Query, row: int) -> float | None:
    one, two = (number(query.table, row, column) for column in query.columns)
    return None if one is None or two is None else step_between(one, two)


def _numbers(query: Query, found: _Found) -> dict[int, float]:
    column = query.columns[0]
    values = ((row, number(query.table, row, column)) for row in found)
    told = {row: value for row, value in values if value is not None}
    if query.how in _ADDED:  # what lasts without end adds to nothing
        return {row: value for row, value in told.items() if isfinite(value)}
    return told


def _flat(read: _Found) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for cells in read.values() for place in cells))


_FINISH: dict[How, Callable[[Query, _Found], Result]] = {
    How.NAMES: _names,
    How.COUNT: _names,
    How.VALUES: _values,
    How.MARKS: _marks,
    How.SUM: _sum,
    How.MEAN: _mean,
    How.ACROSS: _across,
    How.HIGHEST: _extreme,
    How.LOWEST: _extreme,
    How.ORDER: _values,
    How.DIFFERENCE: _difference,
    How.CHANGE: _change,
    How.RISE: _mover,
    How.FALL: _mover,
    How.TALLY: _tally,
}
