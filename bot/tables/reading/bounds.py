"""Bounds: rows on one side of a number, a place or a day."""

import re
from collections.abc import Sequence
from datetime import date

from bot.tables.model.columns import Kind
from bot.tables.model.measures import Dimension, is_time, unit_of
from bot.tables.model.rankings import is_ranking, rankings
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import NO_YEAR, day
from bot.tables.model.words import stems
from bot.tables.names.mentions import Mention
from bot.tables.queries.conditions import Bound, Condition, Is, Sign
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import date_column, measure, number_column
from bot.tables.reading.counted import names_or_count
from bot.tables.reading.quantities import SEATS, dimension, lasting, money, unit_headed, unit_in
from bot.tables.wordings import amounts

_PEOPLE = re.compile(
    r"\b(?:for|fits?|seats?|holds?|hosts?|take|takes|carry|carries|accommodates?|of)\s+"
    r"(?:(?P<more>more than|over)\s+|(?:about|around|at least|up to|roughly|some|all|a group of"
    r"|a team of)\s+)?"
    rf"(?P<n>{amounts.NUMBER})\s+(?:\w+\s)?(?:people|persons?|attendees|guests|participants"
    r"|employees|staff|passengers|students|trainees|visitors|of us|folks|riders)\b",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"\b(?:(?P<none>without(?: any)?|with no|no|(?:has|have) no)|with(?: any| some)?"
    r"|(?:has|have|having|offers?)(?: any| some)?)\s+(?:an? |the )?$",
    re.IGNORECASE,
)
_OF_SO_MUCH = re.compile(
    r"\W*(?:(?:of|at|is|are|worth|about|over|under|above|below|than|more|less|least|most|exactly)\W+)*"
    r"[$€£]?\d"
)
_PRICE = re.compile(r"[$€£]")
_TWO = 2
# Nobody says in years what is counted in hours.
_FAR_APART = 1000
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
    named = any(
        not m.name.weak or _is_beside_number(asked, m)
        for m in asked.mentions_of(Kind.NUMBER, Kind.DATE)
    )
    return tuple(_limits(asked) if priced or named else _heads(asked))


def _is_beside_number(asked: Asked, mention: Mention) -> bool:
    """Whether a column is named next to a number: "5 business days"."""
    start, _ = asked.span(mention)
    return re.search(r"\d\s?$", asked.text[:start]) is not None


def _limits(asked: Asked) -> list[Bound]:
    """The bounds that a question sets: on days where it names years, else on what they are of."""
    column = measure(asked)
    ranking = column is not None and is_ranking(asked.table, asked.table.columns[column])
    several = len(asked.of_kind(Kind.NUMBER, Kind.DATE)) > 1
    found = [*([] if several else _years(asked)), *_heads(asked)]
    some = _some(asked)
    for limit in [] if found else amounts.limits(asked.bare, best_first=ranking):
        near = _nearest(asked, limit) if several else None
        if near is not None and asked.table.columns[near].kind is Kind.DATE and not limit.is_date:
            found += _of_year(near, limit)
            continue
        own = date_column(asked) if limit.is_date else _bounded_column(asked, column)
        own = _of_unit(asked, limit.end) or _of_time(asked, limit) or near or own
        if _PRICE.search(asked.bare[limit.start : limit.end]) and own not in money(asked.table):
            own = next(iter(money(asked.table)), None)
        if own is not None and (bound := _as_counted(asked, own, limit)) is not None:
            found.append(Bound(own, limit.sign, bound))
    bounded = {bound.column for bound in found}
    return [*found, *(bound for bound in some if bound.column not in bounded)]


def _some(asked: Asked) -> list[Bound]:
    """That a row has some of what is counted, or none: "with chargers", where some have 0."""
    found = []
    for mention in asked.mentions_of(Kind.NUMBER):
        column = asked.table.columns[mention.name.column]
        start, end = asked.span(mention)
        said = _HAVING.search(asked.text[:start])
        if (
            said
            and not _OF_SO_MUCH.match(asked.text, end)
            and any(column.number(value) == 0 for value in column.values)
        ):
            found.append(Bound(column.at, Sign.EQUAL if said["none"] else Sign.MORE, 0.0))
    return found


def _nearest(asked: Asked, limit: amounts.Limit) -> int | None:
    """The column of numbers or days whose name stands nearest to a bound, before it if it can."""

    def distance(mention: Mention) -> int:
        start, end = asked.span(mention)
        return limit.start - end if end <= limit.start else 2 * (start - limit.end)

    named = asked.mentions_of(Kind.NUMBER, Kind.DATE)
    return min(named, key=distance).name.column if named else None


def _of_year(column: int, limit: amounts.Limit) -> list[Bound]:
    """A bound on days that is given as a year."""
    if not _OLDEST <= limit.bound <= _NEWEST:
        return []
    year = int(limit.bound) + (limit.sign in {Sign.MORE, Sign.AT_MOST})
    sign = Sign.LESS if limit.sign in {Sign.LESS, Sign.AT_MOST} else Sign.AT_LEAST
    return [Bound(column, sign, float(date(year, 1, 1).toordinal()))]


def _heads(asked: Asked) -> list[Bound]:
    """So many people as a room or a vehicle must hold: "for 20 people"."""
    said = _PEOPLE.search(asked.bare)
    room = [c for c in asked.table.numbers if set(stems(c.name)) & SEATS] if said else []
    number = amounts.value_of(said["n"]) if said else None
    sign = Sign.MORE if said and said["more"] else Sign.AT_LEAST
    return [Bound(c.at, sign, number) for c in room[:1] if number is not None]


def _as_counted(asked: Asked, column: int, limit: amounts.Limit) -> float | None:
    """A bound as its column counts: in its own unit, or the smallest where it mixes some."""
    own, unit = asked.table.columns[column], unit_of(limit.unit)
    if limit.is_date:
        return _in_year(asked.table, column, date.fromordinal(int(limit.bound)))
    if own.mixes:
        same = unit is not None and unit.dimension is own.mixes
        return limit.bound * unit.size if unit and same else None
    counted = unit_in(own)
    if unit is None or counted is None:
        return limit.bound
    if unit.dimension is not counted.dimension:
        return limit.bound if Dimension.TIME not in {unit.dimension, counted.dimension} else None
    factor = unit.size / counted.size
    if unit.dimension is Dimension.TIME and factor >= _FAR_APART:
        return None
    return limit.bound * factor


def _in_year(table: TypedTable, column: int, said: date) -> float | None:
    """A day, in the one year of which a column's days are if it was said without; else None."""
    years = {known.year for value in table.columns[column].values if (known := day(value))}
    if said.year != NO_YEAR or NO_YEAR in years:
        return float(said.toordinal())
    return float(said.replace(year=min(years)).toordinal()) if len(years) == 1 else None


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
            ends = _open_ended(asked.bare[month.end() :], first, after)
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
    limits = amounts.limits(asked.bare) if dated else ()
    return [bound for limit in limits if not limit.is_date for bound in _of_year(column, limit)]


def _open_ended(rest: str, first: date, after: date) -> tuple[tuple[Sign, date], ...]:
    """The ends of a month, of which one may be left open: "in July 2026 or later"."""
    start, end = (Sign.AT_LEAST, first), (Sign.LESS, after)
    if re.match(r"\W{0,2}(?:or|and) (?:later|after|since|newer)\b", rest, re.IGNORECASE):
        return (start,)
    if re.match(r"\W{0,2}(?:or|and) (?:earlier|before|older)\b", rest, re.IGNORECASE):
        return (end,)
    return start, end


def _equal(asked: Asked) -> Bound | None:
    """A number as it stands in the one column that is named: "a 10% surcharge"."""
    named = asked.of_kind(Kind.NUMBER)
    if len(named) != 1 or named[0] in rankings(asked.table):
        return None
    column = asked.table.columns[named[0]]
    for match in re.finditer(rf"{amounts.NUMBER}\s?%?", asked.bare):
        told = amounts.value_of(match.group().strip())
        unit = re.match(r"[\s-]?([A-Za-z]+)", asked.bare[match.end() :])
        said = unit_of(unit[1]) if unit else None
        if column.mixes:
            told = told * said.size if told is not None and said is not None else None
        elif said is not None and said != (unit_in(column) or said):
            continue  # "8 years" is no number of hours
        same = [v for v in column.values if told is not None and column.number(v) == told]
        if same and told is not None and re.search(r"[%$€£]|\d", match.group()):
            return Bound(named[0], Sign.EQUAL, told)
    return None


def _of_unit(asked: Asked, end: int) -> int | None:
    """The one column of numbers that the unit at a place measures: "10 kg" of "Weight (kg)"."""
    said = amounts.unit_behind(asked.bare, end)
    if not said:
        return None
    unit = unit_of(said)
    measures = unit.dimension if unit and unit.dimension is not Dimension.TIME else None
    named = rf"[(,]\s*(?:in\s+)?{re.escape(said)}\.?\s*\)"  # "mph"
    found = [
        c.at
        for c in asked.table.numbers
        if re.search(named, c.name, re.IGNORECASE)
        or (unit and unit_headed(c) == unit)
        or (measures and dimension(c) is measures)
    ]
    return found[0] if len(found) == 1 else None


def _of_time(asked: Asked, limit: amounts.Limit) -> int | None:
    """The one column of lengths of time, where a length of time is the bound: "under 3 hours"."""
    known = is_time(limit.unit) and bool(asked.mentions)
    times = lasting(asked.table) if known else []
    return times[0] if len(times) == 1 else None


def _bounded_column(asked: Asked, column: int | None) -> int | None:
    """A bound on a day needs a day; a number bounds a column of numbers."""
    if column is None or asked.table.columns[column].kind is Kind.DATE:
        return number_column(asked)
    return column
