"""Days: cells of a column of dates, by the day that a question names."""

import re
from calendar import day_abbr, day_name
from collections.abc import Iterator, Sequence
from datetime import date

from bot.tables.model.columns import Column, Kind, parts_in
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import NO_YEAR, day, days_in, is_missing
from bot.tables.model.words import Word
from bot.tables.names.mentions import Mention, Name, Role

# What makes a day a bound: "before June 1".
_BOUND = re.compile(
    r"\b(?:before|after|by|until|till|since|from|through|past|between|than|prior to|up to|within"
    r"|starting|beginning|ending|as of|to|and|or)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# What makes it one when it follows: "June 1 or later".
_ON = re.compile(
    r"\W{0,2}(?:or|and) (?:later|earlier|after|before|newer|older|on)\b", re.IGNORECASE
)
# A month of a year is no day: "in January 2025".
_MONTH = re.compile(r"(?:[A-Za-z]+\.?,?\s+|\d\d?/)\d{4}")
# Days of the week by one letter or two, where a column has nothing else.
_LETTERS = {
    "Monday": {"m", "mo"},
    "Tuesday": {"t", "tu"},
    "Wednesday": {"w", "we"},
    "Thursday": {"r", "th"},
    "Friday": {"f", "fr"},
    "Saturday": {"s", "sa"},
    "Sunday": {"u", "su"},
}
_FEWEST_DAYS = 3
_SHORT = [*day_abbr]
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?"
_SPAN_OF_DAYS = re.compile(
    rf"(?P<first>{_DAY})(?:\s*(?:-|\u2013|to|through)\s*(?P<last>{_DAY}))?", re.IGNORECASE
)
_WORKING = 5
_WHICH = re.compile(r"\W*(?:which|who)\b", re.IGNORECASE)
_WHAT = re.compile(r"\W*what\b", re.IGNORECASE)


def day_mentions(
    text: str, words: Sequence[Word], table: TypedTable, others: Sequence[Mention]
) -> Iterator[Mention]:
    """The cells that hold a day which the question names beside ``others``.

    A day that one row alone is of stands for that row, unless rows are what is asked for.
    """
    of_row = not _asks_for_rows(text, others)
    dated = [column for column in table.columns[1:] if column.kind is Kind.DATE]
    for said, start, end in days_in(text) if dated else ():
        if _BOUND.search(text[:start]) or _ON.match(text, end):
            continue
        place = [at for at, word in enumerate(words) if start <= word.start < end]
        month = _MONTH.fullmatch(text, start, end) is not None
        found = [(column, rows) for column in dated if (rows := _rows(column, said, month=month))]
        for column, rows in found if place else ():
            if of_row and len(found) == len(rows) == 1:
                name = Name(Role.ROW, 0, frozenset({table.row_name(rows[0])}))
            else:
                name = Name(Role.VALUE, column.at, frozenset(column.values[row] for row in rows))
            yield Mention(name, place[0], place[-1] + 1)


def weekdays_of(name: str) -> tuple[str, ...]:
    """The days of the week that a column is headed with: ``Fri``, ``Mon–Thu``, ``Weekdays``."""
    if match := _SPAN_OF_DAYS.fullmatch(name.strip()):
        first = _SHORT.index(match["first"][:3].title())
        last = _SHORT.index((match["last"] or match["first"])[:3].title())
        days = [*day_name, *day_name]  # a span may go over the end of the week
        return tuple(days[first : first + (last - first) % len(day_name) + 1])
    return tuple(day_name[:_WORKING]) if name.strip().lower() == "weekdays" else ()


def weekdays_heading(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The days that each column is headed with; a lone ``Sun`` or ``SAT`` is something else."""
    found = {name: days for name in names if (days := weekdays_of(name))}
    whole = {day.lower() for day in day_name} | {"weekdays"}
    plain = [
        name
        for name in found
        if name.strip().lower().removesuffix("s") in whole or len(found[name]) > 1
    ]
    return found if len(found) > 1 or plain else {}


def weekdays_by_letters(column: Column) -> dict[str, frozenset[str]]:
    """The cells of a column that list each day of the week, in full: ``Su M`` for Monday."""
    told = {v: {p.lower() for p in parts_in(v)} for v in column.values if not is_missing(v)}
    letters = {letter for parts in told.values() for letter in parts}
    if len(letters) < _FEWEST_DAYS or not letters <= {p for own in _LETTERS.values() for p in own}:
        return {}
    cells = {
        name: frozenset(v for v, parts in told.items() if parts & own)
        for name, own in _LETTERS.items()
    }
    return {name: held for name, held in cells.items() if held}


def _asks_for_rows(text: str, others: Sequence[Mention]) -> bool:
    """Whether rows are asked for or named: "which unit is due on June 1", "what is due"."""
    roles = {m.name.role for m in others if m.name.column or m.name.role is Role.ROW}
    which, what = _WHICH.match(text), _WHAT.match(text)
    cells = roles & {Role.COLUMN, Role.CODE}
    return Role.ROW in roles or bool(which or (what and not cells))


def _rows(column: Column, said: date, *, month: bool) -> list[int]:
    """The rows that hold a day or a month; where a year is left out, that of any year."""
    return [
        row
        for row, value in enumerate(column.values)
        if (known := day(value))
        and _is_same(known, said)
        and bool(_MONTH.fullmatch(value)) is month
    ]


def _is_same(one: date, other: date) -> bool:
    if NO_YEAR in {one.year, other.year}:
        return (one.month, one.day) == (other.month, other.day)
    return one == other
