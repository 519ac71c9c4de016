"""Fits: whether what a query tells can be what is asked for: its cells, its rows."""

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from itertools import pairwise

from bot.expecting import Kind as Expected
from bot.expecting import expected, lacks
from bot.tables.choosing.nouns import HALF, is_cut_short, is_person, nouns_asked_for
from bot.tables.model.columns import Column, Kind
from bot.tables.model.rankings import is_ranking
from bot.tables.model.typed import TypedTable
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Is
from bot.tables.queries.query import How, Query, Result
from bot.tables.queries.running import run
from bot.tables.reading.asked import Asked
from bot.tables.reading.quantities import calls_by_number, is_weekday, money
from bot.tables.reading.rows import MANY_COLUMNS

_PAIR = 2
_NUMBER = "number"
_DIGIT = re.compile(r"\d")
# The columns whose cells can be what is asked; those of texts can where they have digits.
_CELLS = {
    Expected.MONEY: {Kind.NUMBER},
    Expected.COUNT: {Kind.NUMBER, Kind.MARK},
    Expected.DATE: {Kind.DATE, Kind.MARK},
    Expected.DURATION: {Kind.NUMBER},
    Expected.WHO: {Kind.TEXT},
}
_PLAIN_KINDS = frozenset({Expected.MONEY, Expected.DATE})
_AMOUNT = re.compile(r"\bhow much\b(?! (?:time|longer|later|earlier|sooner)\b)", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:share|percent\w*|fraction|proportion|ratio|rate)\b|%", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:what|which) (?:share|percent\w*|fraction|portion|proportion)\b", re.IGNORECASE
)
_WHAT_IS = re.compile(r"\bwhat(?:['\u2019]?s| is| are| was| were)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:names?|persons?|people|staff|employees?|members?|officials?|interns?|candidates?"
    r"|\w{3,}(?:er|or|ist|ian)s?)\b",
    re.IGNORECASE,
)
_OF_INITIALS = re.compile(r"\b(?:at|for|in|of|under)(?: an?| the)? [A-Z]{2,5}$")
_PAID = re.compile(r"\b(?:deposits?|rates?|amounts?|allowances?)\b", re.IGNORECASE)
# A day or an hour, as cells of texts have them.
_TIME = re.compile(
    rf"\b(?:{'|'.join(m for m in [*month_name, *month_abbr] if m)})\b|\b\d{{1,2}}[:.]\d\d\b"
    r"|\b\d{1,2} ?[ap]\.?m\b",
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHY = re.compile(r"\b(?:why|how come)\b", re.IGNORECASE)
_WHERE = re.compile(r"^\W*where\b", re.IGNORECASE)
# Asks for a cause, a way or a person, of which tables of cells say nothing by themselves.
BEYOND_CELLS = re.compile(
    r"^\W*(?:why|how (?:do|can|should|does one|would|could|to|come))\b"
    r"|\bwhy (?:is|are|was|were|do|does|did)\b|\bwho "
    r"(?:wrote|made|set|decided|defined|said|counts|counted)\b"
    r"|\bwhat(?:'s| is| was| were)? (?:the )?reasons?\b",
    re.IGNORECASE,
)


def is_of_kind(question: str, query: Query, result: Result) -> bool:
    """Whether the cells that are told of a row can be what is asked: an amount, or a day.

    A blank cell can: that there is nothing is an answer.
    """
    if query.how is How.CHANGE:  # from one column to the next is no day and no person
        return expected(question) not in {Expected.DATE, Expected.PHONE, Expected.WHO}
    if query.how is not How.VALUES:
        return True
    read = [(query.table.columns[c], query.table.value(r, c)) for r, c in result.cells]
    if _WHERE.search(question):  # so many places are no place, the number of a room is one
        return any(_can_be_place(query.table, column) for column, _ in read)
    if _SHARE.search(question):
        return any("%" in text or _SHARED.search(c.name) for c, text in read)
    asked_for = expected(question)
    several = 1 < len(query.columns) >= min(len(query.table.columns) - 1, _PAIR + 1)
    if several and asked_for in _PLAIN_KINDS:
        return _has_any(asked_for, read, query.table)
    amount = {Kind.NUMBER} if _AMOUNT.search(question) else None
    wanted = _CELLS.get(asked_for, amount) if asked_for else amount
    return wanted is None or any(
        column.kind in wanted
        or not text
        or (column.kind is Kind.TEXT and _DIGIT.search(text))
        or (asked_for is Expected.DATE and is_weekday(text))
        for column, text in read
    )


def _has_any(asked_for: Expected, read: Sequence[tuple[Column, str]], table: TypedTable) -> bool:
    """Whether a row of which several cells are told has what is asked for: a price, or a day."""
    paid = {*money(table), *(c.at for c in table.numbers if _PAID.search(c.name))}
    if asked_for is Expected.MONEY and any(text and column.at in paid for column, text in read):
        return True
    days = any(c.kind is Kind.DATE or is_weekday(t) or _TIME.search(t) for c, t in read)
    if asked_for is Expected.DATE and days:
        return True
    return not lacks(asked_for, "; ".join(text for c, text in read if c.kind is not Kind.DATE), "")


def _can_be_place(table: TypedTable, column: Column) -> bool:
    return column.kind is not Kind.NUMBER or calls_by_number(column) or is_ranking(table, column)


def is_of_row(asked: Asked, query: Query, known: Sequence[float]) -> bool:
    """Whether the cells of a row can be what is asked."""
    if _is_number_of_something_else(asked, known) or is_cut_short(asked, known):
        return False
    if _is_beyond(asked, query):
        return False
    if query.how is How.NAMES:
        return _names_are_asked_for(asked, query, known)
    if asked.columns:
        return True
    if query.how is How.MARKS:
        return _marks_are_asked_for(asked, known)
    every = min(len(query.table.columns) - 1, MANY_COLUMNS)
    whole = len(query.columns) >= max(every, _PAIR)
    return _cells_are_asked_for(asked, known, whole=whole, many=every > _PAIR)


def _is_beyond(asked: Asked, query: Query) -> bool:
    """Whether a cause, a way or a person is asked for that no cell tells, nor a note on one."""
    if BEYOND_CELLS.search(asked.unnamed) and not asked.columns:
        return True
    return _WHY.search(asked.unnamed) is not None and not _explains(query)


def _explains(query: Query) -> bool:
    """Whether a cell that is told has a reason in a note: what a dash there stands for."""
    return any(
        (code := query.table.columns[column].codes.get(query.table.value(row, column)))
        and code.meaning
        for row, column in run(query).cells
    )


def _names_are_asked_for(asked: Asked, query: Query, known: Sequence[float]) -> bool:
    """Whether rows that values pick out can be what is asked, where that is a person or an amount.

    "Who wrote it" asks for none of the rows with that title.
    """
    if not query.where or not all(isinstance(c, Is) for c in query.where):
        return True
    if expected(asked.text) in {Expected.MONEY, Expected.DURATION}:
        return False
    people = not asked.says("who") or _PERSON.search(query.table.key.name)
    return bool(people) or all(k >= HALF for k in known)


def _marks_are_asked_for(asked: Asked, known: Sequence[float]) -> bool:
    """Whether the columns that affirm can be what is asked: not so in "who sells it".

    Of a table that has no other columns, any word may stand for them: "on which rungs".
    """
    if asked.says("who") and not all(k >= HALF for k in known):
        return False
    if _has_unknown_initials(asked, known):
        return False
    others = len(asked.table.columns) - 1 > len(asked.table.coded)
    if not others and expected(asked.text) is not Expected.COUNT:
        return True
    asked_for = list(nouns_asked_for(asked))
    return all(known[at] >= HALF and not is_person(asked, asked.words[at]) for at in asked_for)


def _cells_are_asked_for(asked: Asked, known: Sequence[float], *, whole: bool, many: bool) -> bool:
    """Whether cells of a row are an answer, where no column is named.

    They are if what is asked of it, where a noun says that, is known: "how much seed" points to no
    price. The ``whole`` row is if it is named in full besides; of ``many`` cells, one is asked for
    by whatever word is not known.
    """
    named = [m for m in asked.mentions if m.name.role in {Role.ROW, Role.VALUE}]
    if whole and (all(m.name.weak for m in named) or asked.says("who") or _YEAR.search(asked.bare)):
        return False
    narrow = asked.says("yes_no") or _WHAT_IS.search(asked.text)
    if whole and many and narrow and not all(k >= HALF for k in known):
        return False  # "does it need experience?"
    return all(known[at] >= HALF for at in nouns_asked_for(asked))


def ends_another_name(asked: Asked, known: Sequence[float]) -> bool:
    """Whether part of a row's name ends a name that is none of the table: "Gears of …"."""
    rows = asked.of_role(Role.ROW)
    return bool(rows) and all(
        m.name.weak
        and m.start >= _PAIR
        and asked.words[m.start - 1].text == "of"
        and not asked.words[m.start - 2].small
        and known[m.start - 2] < HALF
        for m in rows
    )


def _has_unknown_initials(asked: Asked, known: Sequence[float]) -> bool:
    """Whether it is asked for what goes by initials that the table does not know: "for SES?"."""
    if not asked.says("yes_no") or asked.text.isupper():
        return False
    return any(
        known[at] < HALF and _OF_INITIALS.search(asked.text[: word.end])
        for at, word in enumerate(asked.words)
    )


def _is_number_of_something_else(asked: Asked, known: Sequence[float]) -> bool:
    """Whether a number by which something goes is asked for, which is no column: serial number."""
    return any(
        word.stem == _NUMBER and not before.small and known[at] < HALF
        for at, (before, word) in enumerate(pairwise(asked.words))
        if asked.text[before.end : word.start] == " "
    )
