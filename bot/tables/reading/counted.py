"""Counted: whether rows or their number is wanted, and what is counted along a row."""

import re
from functools import lru_cache

from bot.tables.model.axes import AXES
from bot.tables.model.words import stems
from bot.tables.names.naming import Names
from bot.tables.queries.query import How
from bot.tables.reading.asked import Asked

# Places in which rows are, not by which they move.
_IN_PLACES = re.compile(
    r"\b(?:in|at)\s+(?!least\b|most\b)(?:\w+\s+){0,3}(?:places?|spots?)\b", re.IGNORECASE
)


def names_or_count(asked: Asked) -> How:
    """Whether the rows are wanted or their number."""
    return How.COUNT if asked.says("count") else How.NAMES


def axis(asked: Asked) -> str:
    """What the mark columns are called: the shared part of their names, or a general word."""
    return _axis(asked.names)


@lru_cache(maxsize=1024)
def _axis(names: Names) -> str:
    own = [re.escape(word) for word in names.prefix if len(word) > 1]
    key = set(stems(names.table.key.name))
    return "|".join([*own, *(w for w in AXES if not set(stems(w)) & key)])


def noun(asked: Asked) -> str:
    """What is counted along a row: columns, or the marks themselves."""
    codes = {re.escape(c) for column in asked.table.marks for c in column.codes if c.isalpha()}
    marks = [*sorted(codes), *(rf"{code} marks?" for code in sorted(codes)), "marks"]
    if _IN_PLACES.search(asked.unnamed):
        marks += ["place", "spot"]
    return "|".join([axis(asked), *marks])
