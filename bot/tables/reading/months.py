"""Months: rows whose day falls in, before or after a month that is named without its year."""

import re
from calendar import month_abbr, month_name
from collections.abc import Container, Iterator
from datetime import date
from functools import lru_cache

from bot.tables.model.columns import Kind
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import day
from bot.tables.queries.conditions import Bound, Condition, Is, Sign
from bot.tables.queries.query import Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import date_column
from bot.tables.reading.counted import names_or_count
from bot.tables.reading.marks import conditions

_NUMBERS = {name.lower(): at for names in (month_abbr, month_name) for at, name in enumerate(names)}
_NUMBERS = {name: at for name, at in _NUMBERS.items() if name} | {"sept": 9}
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))
# A month with a day or a year is a date, which is read elsewhere.
_ALONE = rf"(?P<{{}}>{_MONTH})\b\.?(?!,?\s+(?:\d|of \d))"
_BEFORE, _AFTER, _IN = (
    r"before|by|until|till|prior to|ahead of|earlier than",
    r"after|later than|past",
    r"in|during|within|throughout|of|for|since|from|as of",
)
_PART = r"(?:the\s+)?(?:(?:end|start|beginning|middle|month)\s+of\s+)?"
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+{_PART}{_ALONE.format('one')}\s+(?:and|to|through|until)\s+{_PART}"
    rf"{_ALONE.format('two')}",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"\b(?:(?P<before>{_BEFORE})|(?P<after>{_AFTER})|(?P<within>{_IN}))\s+"
    rf"(?:the\s+month\s+of\s+|the\s+end\s+of\s+)?(?<!\d )"
    rf"(?<!(?:first|third) of )(?<!\d(?:st|nd|rd|th) of ){_ALONE.format('one')}",
    re.IGNORECASE,
)
_OPEN = frozenset({"since", "from", "as of"})
_DECEMBER = 12
_Span = tuple[int, int]


def in_months(asked: Asked) -> list[Query]:
    """The rows, or their number, by a month; with what is asked of columns of marks besides."""
    column = date_column(asked)
    if column is None or not (found := _condition(asked, column)):
        return []
    besides = conditions(asked) if asked.of_kind(Kind.MARK) else ()
    where = (*found, *besides, *asked.filters)
    return [Query(asked.table, names_or_count(asked), where, (column,))]


@lru_cache(maxsize=256)  # every table looks for them in the same question
def places(text: str) -> tuple[_Span, ...]:
    """Where months stand that are named alone, with the word that leads to them."""
    found = _BETWEEN.search(text) or _SINGLE.search(text)
    return (found.span(),) if found else ()


def _condition(asked: Asked, column: int) -> tuple[Condition, ...]:
    text = asked.unnamed
    if both := _BETWEEN.search(text):
        first, last = (_NUMBERS[both[name].lower()] for name in ("one", "two"))
    elif one := _SINGLE.search(text):
        month = _NUMBERS[one["one"].lower()]
        first, last = month, month
        if one["before"]:
            first, last = 1, month - 1
        elif one["after"]:
            first, last = month + 1, _DECEMBER
        elif one["within"].lower() in _OPEN:
            last = _DECEMBER
    else:
        return ()
    if both and last < first:  # from November to February: over the turn of the year
        return (_among(asked.table, column, {*range(first, _DECEMBER + 1), *range(1, last + 1)}),)
    return tuple(_days(asked.table, column, range(first, last + 1)))


def _days(table: TypedTable, column: int, months: range) -> Iterator[Condition]:
    """The days of a column in those months, as bounds where all are of one year."""
    days = (day(value) for value in table.columns[column].values)
    years = {found.year for found in days if found}
    if len(years) != 1:
        yield _among(table, column, months)
        return
    year = years.pop()
    if months.start > 1 or not months:
        yield Bound(column, Sign.AT_LEAST, _start(year, months.start))
    if months.stop <= _DECEMBER or months.start == 1:
        yield Bound(column, Sign.LESS, _start(year, months.stop))


def _among(table: TypedTable, column: int, months: Container[int]) -> Is:
    days = {value: day(value) for value in table.columns[column].values}
    return Is(column, frozenset(v for v, found in days.items() if found and found.month in months))


def _start(year: int, month: int) -> float:
    """The first day of a month; the thirteenth is the next January."""
    past = month > _DECEMBER
    return float(date(year + past, 1 if past else month, 1).toordinal())
