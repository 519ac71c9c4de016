"""Oddities: what a question names that a reading of it has no use for."""

import re
from collections.abc import Sequence

from bot.tables.choosing import several
from bot.tables.choosing.signs import Candidate
from bot.tables.model.words import stems
from bot.tables.names.families import Family
from bot.tables.names.mentions import Role
from bot.tables.queries.conditions import Course, Elsewhere, Is, Known
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import hinted
from bot.tables.reading.quantities import has_gaps

_PAIR = 2
_ADDED = {How.SUM: "sum", How.ACROSS: "sum", How.MEAN: "mean"}


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


def is_unsaid(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether a sum or an average is told, of which a question says nothing."""
    return any(query.how in _ADDED and not asked.says(_ADDED[query.how]) for query in queries)


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
    if any(_is_row_there(one, asked) for asked, _ in first if asked.table is not one.asked.table):
        return True
    return any(
        (m.size > 1 or family is one.family)
        and not own & set(range(m.start, m.end))
        and id(asked.table) not in read
        for asked, family in first
        if family is one.family or family.shares_rows(one.family)
        for m in asked.column_mentions
        if not m.name.weak and not asked.table.is_glossary
    )


def _is_row_there(one: Candidate, other: Asked) -> bool:
    """Whether what picks rows by a value is a row of another table of its document.

    And the question names a column of that one, and none of this.
    """
    values = {one.asked.span(m) for m in one.asked.value_mentions}
    if other.table.document_id != one.asked.table.document_id or not values or one.asked.columns:
        return False
    rows = {other.span(m) for m in other.of_role(Role.ROW) if not m.name.weak}
    named = any(not m.name.weak for m in other.column_mentions) or bool(hinted(other))
    return named and values <= rows


def _is_own_word(asked: Asked, stranger: several.Stranger) -> bool:
    """Whether it is a word by which the table speaks of itself: "vehicles", of a table of these.

    With a capital, it is the name of a row.
    """
    said = asked.text[stranger.start : stranger.end]
    return said.islower() and len(stems(said)) == 1 and stems(said)[0] in asked.names.about


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
        and not _is_own_word(asked, s)
        and (near is None or any(home.shares_rows(near) for home in s.homes))
        for s in strange
    )
