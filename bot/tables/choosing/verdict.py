"""Verdict: whether a yes/no question about one mark is answered by yes or by no."""

import re
from collections.abc import Sequence

from bot.tables.model.codes import Polarity, usual_polarity
from bot.tables.model.columns import Kind
from bot.tables.queries.conditions import Among, Place
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.denying import denials

_HALF = 0.5
_POLAR = re.compile(r"\b(?:whether|if)\b|\b(?:right|correct|true|yes or no)\W*$", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:what|which|who|whose|when|where|how|why|or)\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:rated|ranked|marked|graded)\b", re.IGNORECASE)
_TURNING = ("only", "fresh", "dropped", "onward", "not_later", "not_earlier", "except", "count")


def verdict(asked: Asked, query: Query, known: Sequence[float]) -> str | None:
    """Give Yes, No or, for a missing mark, nothing; None where it is not plainly asked."""
    mark = _one_mark(query)
    if mark is None or not _is_plain(asked, known):
        return None
    row, column = mark
    value = query.table.value(row, column)
    held = query.table.columns[column].polarity(value)
    # Of what only a note explains, its own words say more than yes or no, and can be checked.
    if usual_polarity(value) is not held:
        return ""
    if held is Polarity.YES:
        return "Yes"
    missing = held is Polarity.MISSING and not _PLACED.search(asked.unnamed)
    return "" if held is None or missing else "No"


def _one_mark(query: Query) -> Place | None:
    """The one cell that a query reads, if it is one of marks."""
    match query:
        case Query(how=How.VALUES, where=(Among(rows=(row,)),), columns=(column,)):
            return (row, column) if query.table.columns[column].kind is Kind.MARK else None
    return None


def _is_plain(asked: Asked, known: Sequence[float]) -> bool:
    """Whether it asks yes or no, denies nothing, names no code, and leaves no word unexplained."""
    polar = asked.says("yes_no") or _POLAR.search(asked.text) is not None
    turned = bool(denials(asked) or asked.codes or asked.says(*_TURNING))
    explained = all(
        k >= _HALF for word, k in zip(asked.words, known, strict=True) if not word.small
    )
    return polar and not turned and explained and not _OPEN.search(asked.unnamed)
