"""Oddities: what a question names that a reading of it has no use for."""

import re
from collections.abc import Sequence

from bot.tables.choosing import several
from bot.tables.choosing.accounts import columns_of
from bot.tables.choosing.signs import Candidate
from bot.tables.model.typed import Kind
from bot.tables.model.words import stems
from bot.tables.names.families import Family
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Bound, Course, Elsewhere, Is, Known, Marked
from bot.tables.queries.query import How, Query
from bot.tables.reading import months
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import (
    calls_by_number,
    compared,
    date_column,
    has_gaps,
    money,
    pieces,
)
from bot.tables.reading.counted import axis
from bot.tables.reading.rows import agent
from bot.tables.reading.tallies import asks_for_column

# Words for having a mark that may be said of the only column of them.
_MARKING = frozenset(stems("mark tick check rate apply qualify confirm approve valid"))
_BY_HOUR = re.compile(
    r"\b(?:before|after|until|till|since|past|by)\s+\d{1,2}(?::\d\d|\s?[ap]\.?m\b)", re.IGNORECASE
)
_EXTREME = re.compile(r"(?<!at )\b(?:most|least)\W*$", re.IGNORECASE)
_PAIR = 2
_ORDERING = frozenset({How.HIGHEST, How.LOWEST, How.SUM, How.MEAN, How.ORDER})


def is_missing(one: Candidate, kin: Sequence[Family]) -> bool:
    """Whether the question names a member of a series that no table of one form has.

    It counts against tables with the same rows too: GS-7 is asked of the grades.
    """
    if several.missing_columns(one.asked.text, one.asked.names):
        return True
    near = [f for f in kin if f.shares_rows(one.family)]
    lacking = [[several.missing_columns(one.asked.text, n) for n in f.members] for f in near]
    return any(all(missing) for missing in lacking)


def is_idle(queries: Sequence[Query]) -> bool:
    """Whether rows are asked for that have no value where all have one, or one where none is."""
    return any(_asks_for_nothing(query) for query in queries)


def _asks_for_nothing(query: Query) -> bool:
    if any(isinstance(c, Course) and c.returns and len(c.columns) <= _PAIR for c in query.where):
        return True  # two columns have no gap between them
    known = [c for c in query.where if isinstance(c, Known)]
    full = [c for c in known if not has_gaps(query.table.columns[c.column])]
    named = query.how is How.NAMES and len(full) == len(query.where) > 0
    if any(c.negated for c in full) or named:
        return True
    blank = [c for c in query.where if isinstance(c, Is) and not c.negated and not any(c.values)]
    return any(not c.negated and c.column == b.column for c in known for b in blank)


def is_beside(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether queries compare what cannot be compared, or leave out what is asked by."""
    return (
        _leaves_out_month(asked, queries)
        or _leaves_out_hour(asked, queries)
        or any(_orders_names(query) or _takes_pieces_for_money(asked, query) for query in queries)
        or any(_is_unasked_tally(asked, query) for query in queries)
        or any(_marks_unasked(asked, query) for query in queries)
        or any(_counts_for_extreme(asked, query) for query in queries)
        or any(_leaves_out_extreme(asked, query) for query in queries)
        or any(_takes_agent_for_row(asked, query) for query in queries)
    )


def _orders_names(query: Query) -> bool:
    """Whether numbers that only name things, such as rooms, are ordered or summed."""
    if query.how not in _ORDERING:
        return False
    return any(calls_by_number(query.table.columns[c]) for c in query.columns[:1])


def _takes_pieces_for_money(asked: Asked, query: Query) -> bool:
    """Whether so many pieces are asked for, and prices are added up or bounded."""
    if pieces(asked) is None:
        return False
    bounded = {c.column for c in query.where if isinstance(c, Bound)}
    summed = set(query.columns[:1]) if query.how in {How.SUM, How.MEAN} else set()
    return bool((bounded | summed) & set(money(query.table)))


def _is_unasked_tally(asked: Asked, query: Query) -> bool:
    """Whether columns are compared by how many rows they have, which nothing asks for."""
    if query.how is not How.TALLY or len(asked.of_kind(Kind.MARK)) > 1:
        return False
    if asked.of_kind(Kind.NUMBER) and not asked.of_kind(Kind.MARK):  # "the most days"
        return True
    speaks = re.search(rf"\b(?:{axis(asked)})", asked.unnamed, re.IGNORECASE)
    return not (asked.codes or asked.says("count", "sum") or speaks or asks_for_column(asked))


def _marks_unasked(asked: Asked, query: Query) -> bool:
    """Whether rows are picked by one column of marks of which a question says nothing."""
    if asked.codes or any(word.stem in _MARKING for word in asked.words):
        return False
    named = {m.name.column for m in asked.mentions if m.name.column}
    only = [c.columns[0] for c in query.where if isinstance(c, Marked) and len(c.columns) == 1]
    return any(column not in named for column in only)


def _leaves_out_hour(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether rows are asked for by an hour, which is read as nothing: "before 8:30"."""
    bounds = any(isinstance(c, Bound) for query in queries for c in query.where)
    return not (asked.rows or bounds) and _BY_HOUR.search(asked.text) is not None


def _counts_for_extreme(asked: Asked, query: Query) -> bool:
    """Whether rows with a number are counted where one row is asked for: the shortest."""
    only_known = bool(query.where) and all(isinstance(c, Known) for c in query.where)
    return query.how is How.COUNT and only_known and asked.says("superlative")


def _leaves_out_extreme(asked: Asked, query: Query) -> bool:
    """Whether the largest or cheapest is asked for, and rows are only picked by marks."""
    marks = bool(query.where) and all(isinstance(c, Marked) for c in query.where)
    extreme = compared(asked) or _EXTREME.search(asked.unnamed)
    return query.how in {How.NAMES, How.COUNT} and marks and bool(extreme)


def _takes_agent_for_row(asked: Asked, query: Query) -> bool:
    """Whether cells of somebody are told where rows are asked for that they lead or own."""
    return query.how is How.VALUES and bool(asked.rows) and agent(asked) is not None


def _leaves_out_month(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether rows are asked for by a month, and a column of days could tell, but none is read."""
    if asked.rows or not months.places(asked.unnamed) or date_column(asked) is None:
        return False
    days = {c.at for c in asked.table.columns if c.kind is Kind.DATE}
    return not any(days & set(columns_of(query)) for query in queries)


def is_quoted(asked: Asked) -> bool:
    """Whether a word in quotation marks stands in names of rows."""
    said = re.findall(r"['\"\u2018\u201c](\w+)['\"\u2019\u201d]", asked.text)
    inside = " ".join(asked.table.key.values).lower().split()
    return any(word.lower() in inside for word in said)


def uses_name(one: Candidate) -> bool:
    return any(isinstance(c, Is) and c.column == 0 for q in one.queries for c in q.where)


def is_elsewhere(one: Candidate, put: Sequence[tuple[Asked, Family]]) -> bool:
    """Whether the question names a column in full that only a kindred table has."""
    own = {at for m in one.asked.mentions for at in range(m.start, m.end)}
    read = {
        id(table)
        for q in one.queries
        for c in q.where
        if isinstance(c, Elsewhere)
        for table, _ in c.parts
    }
    # Without the numbers that may be columns: those are not named outright.
    first = list({id(asked.names): (asked, family) for asked, family in reversed(put)}.values())
    return any(
        (m.size > 1 or family is one.family)
        and not own & set(range(m.start, m.end))
        and id(asked.table) not in read
        for asked, family in first
        if family is one.family or family.shares_rows(one.family)
        for m in asked.column_mentions
        if not m.name.weak and not asked.table.is_glossary
    )


def is_strange(
    asked: Asked,
    queries: Sequence[Query],
    strange: Sequence[several.Stranger],
    near: Family | None = None,
) -> bool:
    """Whether the question names a row of another table, of one ``near`` this, that this lacks."""
    of_rows = [m for m in asked.mentions if m.name.role in {Role.ROW, Role.VALUE}]
    own = [asked.span(m) for m in of_rows]
    tables = {id(q.table) for q in queries}
    return any(
        not any(a <= s.start and s.end <= b for a, b in own)
        and not tables & {id(t) for t in s.tables}
        and (near is None or any(home.shares_rows(near) for home in s.homes))
        for s in strange
    )
