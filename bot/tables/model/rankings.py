"""Rankings: columns of numbers that give places in an order."""

import re
from functools import cache, lru_cache

from bot.tables.model.columns import Column, Kind
from bot.tables.model.typed import TypedTable

_RANKED = 0.6
# How places in an order are spoken of, in tables as in questions.
RANK = (
    r"\brank\w*\b|\bplace\w*\b|\bposition\w*\b|\bnumber "
    r"(?=one|two|three|four|five|six|seven|eight|nine|ten|\d)|#\s?(?=\d)|\bno\. ?(?=\d)"
    r"|\bcomes? (?:in )?(?=\w+(?:st|nd|rd|th|first|second|third))|\bspots?\b|\bslots?\b"
    r"|\border\b|\bstand(?:s|ing)?\b|\bland(?:s|ing)?\b|\bsteps?\b|\bin line\b"
)
_SPOKEN = re.compile(RANK, re.IGNORECASE)


def is_ranking(table: TypedTable, column: Column) -> bool:
    """Whether a column of numbers gives places in an order, the first being the best."""
    return _is_ranking(table, column.at)


@cache
def _is_ranking(table: TypedTable, at: int) -> bool:
    column = table.columns[at]
    if column.kind is not Kind.NUMBER:
        return False
    found = [n for v in column.values if (n := column.number(v)) is not None]
    whole = len(set(found)) == len(found) and min(found) == 1 and all(n.is_integer() for n in found)
    told = " ".join([*table.table.section, column.name, table.lead])
    return whole and max(found) * _RANKED <= len(found) and _SPOKEN.search(told) is not None


def rankings(table: TypedTable) -> list[int]:
    """The columns that give places in an order."""
    return list(_rankings(table))


@cache
def _rankings(table: TypedTable) -> tuple[int, ...]:
    return tuple(c.at for c in table.numbers if c.at and is_ranking(table, c))


@lru_cache(maxsize=256)  # every table asks it of the same question
def says_place(question: str) -> bool:
    """Whether a question speaks of places in an order."""
    return _SPOKEN.search(question) is not None
