"""Bounds: rows on one side of a number, a place or a day."""

import re
from collections.abc import Sequence
from datetime import date

from bot.tables.model.rankings import is_ranking, rankings
from bot.tables.model.typed import Kind, TypedTable
from bot.tables.model.values import NO_YEAR, day
from bot.tables.queries.conditions import Bound, Condition, Is, Sign
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import date_column, measure, money, number_column
from bot.tables.reading.counted import names_or_count
from bot.tables.wordings import amounts

_PRICE = re.compile(r"[$€£]")
_TWO = 2
_OLDEST, _NEWEST = 1900, 2100


def bounded(asked: Asked) -> list[Query]:
    """Rows on one side of a number or a day."""
    column = measure(asked)
    ranking = column is not None and is_ranking(asked.table, asked.table.columns[column])
    found: list[Condition] = list(_limits(asked))
    if not found and (equal := _equal(asked)) is not None:
        found = [equal]
    if not found and ranking and column is not None:
        found = [
            Bound(column, Sign.AT_MOST, t.count)
            for t in amounts.tops(asked.bare)[:1]
            if asked.says("inside")
        ]
    if not found:
        return []
    if asked.says("not") and len(found) == _TWO == len(_years(asked)):
        found = [_outside(asked.table, found)]
    columns = tuple(dict.fromkeys(c.column for c in found if isinstance(c, Bound)))
    if asked.says("sum") and not asked.says("count"):
        return [Query(asked.table, How.SUM, (*found, *asked.filters), columns[:1])]
    return [Query(asked.table, names_or_count(asked), (*found, *asked.filters), columns)]


def _outside(table: TypedTable, year: Sequence[Condition]) -> Is:
    """The rows whose day is in no such year: those "not checked in 2026", or never."""
    column = next(bound.column for bound in year if isinstance(bound, Bound))
    inside = [row for row in table.rows if all(bound.cells(table, row) for bound in year)]
    return Is(column, frozenset(table.value(row, column) for row in inside), negated=True)


def besides(asked: Asked) -> tuple[Bound, ...]:
    """Bounds that are set besides something else, where it is sure which column they are of."""
    priced = _PRICE.search(asked.bare) and money(asked.table)
    named = any(not m.name.weak for m in asked.mentions_of(Kind.NUMBER, Kind.DATE))
    return tuple(_limits(asked)) if priced or named else ()


def _limits(asked: Asked) -> list[Bound]:
    """The bounds that a question sets: on days where it names years, else on what they are of."""
    column = measure(asked)
    ranking = column is not None and is_ranking(asked.table, asked.table.columns[column])
    found = list(_years(asked))
    for limit in [] if found else amounts.limits(asked.bare, best_first=ranking):
        own = date_column(asked) if limit.is_date else _bounded_column(asked, column)
        own = _of_unit(asked, limit.end) or own
        if _PRICE.search(asked.bare[limit.start : limit.end]) and own not in money(asked.table):
            own = next(iter(money(asked.table)), None)
        if own is not None:
            found.append(Bound(own, limit.sign, limit.bound))
    return found


def _years(asked: Asked) -> list[Bound]:
    """A bound on days that is given as a year: "before 2018"."""
    column = date_column(asked)
    if (
        column is None
        or not re.search(r"\b(?:19|20)\d\d\b", asked.bare)
        or any(not m.name.weak for m in asked.mentions_of(Kind.NUMBER))
    ):
        return []
    if month := re.search(
        r"\b(?:in|during|for)\s+([A-Za-z]{3,9}\.?),?\s+((?:19|20)\d\d)\b", asked.bare
    ):
        first = day(f"{month[1]} 1, {month[2]}")
        if first:
            after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            ends = ((Sign.AT_LEAST, first), (Sign.LESS, after))
            return [Bound(column, sign, float(d.toordinal())) for sign, d in ends]
    if whole := re.search(
        r"\b(?:in|during|of|for|within)\s+(?:the year\s+)?((?:19|20)\d\d)\b"
        r"(?!\W+(?:or|and) (?:later|after|since|newer|earlier|before|older))",
        asked.bare,
    ):
        first, after = (date(int(whole[1]) + more, 1, 1) for more in (0, 1))
        ends = ((Sign.AT_LEAST, first), (Sign.LESS, after))
        return [Bound(column, sign, float(d.toordinal())) for sign, d in ends]
    dated = any(c.year != NO_YEAR for v in asked.table.columns[column].values if (c := day(v)))
    found = []
    for limit in amounts.limits(asked.bare):
        if dated and not limit.is_date and _OLDEST <= limit.bound <= _NEWEST:
            year = int(limit.bound) + (limit.sign in {Sign.MORE, Sign.AT_MOST})
            sign = Sign.LESS if limit.sign in {Sign.LESS, Sign.AT_MOST} else Sign.AT_LEAST
            found.append(Bound(column, sign, float(date(year, 1, 1).toordinal())))
    return found


def _equal(asked: Asked) -> Bound | None:
    """A number as it stands in the one column that is named: "a 10% surcharge"."""
    named = asked.of_kind(Kind.NUMBER)
    if len(named) != 1 or named[0] in rankings(asked.table):
        return None
    column = asked.table.columns[named[0]]
    for match in re.finditer(rf"{amounts.NUMBER}\s?%?", asked.bare):
        told = amounts.value_of(match.group().strip())
        same = [v for v in column.values if told is not None and column.number(v) == told]
        if same and told is not None and re.search(r"[%$€£]|\d", match.group()):
            return Bound(named[0], Sign.EQUAL, told)
    return None


def _of_unit(asked: Asked, end: int) -> int | None:
    """The one column of numbers in the unit that stands at a place: "10 kg" of "Weight (kg)"."""
    unit = re.match(r"\W{0,2}([A-Za-z]+)", asked.bare[end:])
    if unit is None:
        return None
    named = rf"[(,]\s*(?:in\s+)?{re.escape(unit[1])}\s*\)"
    found = [c.at for c in asked.table.numbers if re.search(named, c.name, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def _bounded_column(asked: Asked, column: int | None) -> int | None:
    """A bound on a day needs a day; a number bounds a column of numbers."""
    if column is None or asked.table.columns[column].kind is Kind.DATE:
        return number_column(asked)
    return column
