"""Excepting: a question that leaves rows out, as in "apart from those with a phone, which rooms …".

The question without its exception and the exception as a question of its own are each read as any
question is. Only if both are read surely is there an answer, from the rows of the one without those
of the other: a set with rows that were to be left out is wrong.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from bot.tables.choosing.nouns import AUXILIARIES
from bot.tables.choosing.readings import Reading, best, families_of, readings
from bot.tables.choosing.signs import Weigh
from bot.tables.model.columns import Kind
from bot.tables.model.rankings import rankings
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import content, words_in
from bot.tables.names.families import Family
from bot.tables.names.mentions import Role
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import (
    Bound,
    Condition,
    Elsewhere,
    Is,
    Known,
    Marked,
    Member,
    Sign,
)
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.wordings.exceptions import AROUND, EXCEPTS, WITHOUT

_Read = Callable[[str], Sequence[Reading]]
_STOP = re.compile(r"[,;?!]|\.(?:\s|$)|$")
# Three names or more in a row: "Anchor, Beam and Crane".
_NAME = r"(?:(?!\b(?:which|what|who|how)\b)[^,;?.!]){1,40}?"
_NAMES = re.compile(
    rf"(?P<names>{_NAME}(?:, {_NAME})+,? (?:and|or) {_NAME})\s*[,;.?!]", re.IGNORECASE
)
# Rows of which something is said: "those with a phone".
_THOSE = re.compile(
    r"(?:all |any )?(?:(?:of )?(?:the|those|these) ones?|those|ones|anything|everything|whatever"
    r"|what)\b\s*",
    re.IGNORECASE,
)
# Rows of which a word says what they are: "the technical ones".
_SUCH_ONES = re.compile(r"(?:the|those|these)\s+\w+\s+ones?\b", re.IGNORECASE)
_THE = re.compile(r"(?:(?:all|any|the|these)\s+)+", re.IGNORECASE)
# Rows by where or when they are: "except on floor 2".
_PLACED = re.compile(
    r"(?:on|in|at|for|from|by|with|under|over|before|after|during)\b", re.IGNORECASE
)
# A question whose rows only its exception names: "besides the rooms upstairs, which have a phone?"
_BARE = re.compile(
    r"\b(?P<which>which|what)(?: ones?| others?| else)?"
    rf"(?= (?:{'|'.join(sorted(AUXILIARIES))})\b)",
    re.IGNORECASE,
)
# Where what is asked may go on after an exception that stands in its middle.
_GOES_ON = re.compile(
    r"(?<!\bthat )(?<!\bwhich )(?<!\bwho )(?<!\bones )(?<!\bthose )"
    rf"\b(?:{'|'.join(sorted(AUXILIARIES))})\b",
    re.IGNORECASE,
)
# What only says that something is left out, "who remains?", or is left of a sentence: "would be?".
_LEFT = re.compile(
    r"[\s,;]*\b(?:but|and)?[\s,;]*(?:who|what|which)(?: ones?)? (?:remains?|(?:is|are) left)\b"
    r"|[\s,;]+(?:(?:would|will) be|is|are)\W*$",
    re.IGNORECASE,
)
# A question may be cut in so many places at most: each is read anew.
_MOST_CUTS = 4
_ROWS = frozenset({How.NAMES, How.COUNT, How.HIGHEST, How.LOWEST, How.SUM, How.MEAN})


@dataclass(frozen=True)
class _Cut:
    """A question without its exception, and the words of that."""

    rest: str
    out: str


def excepting(question: str, tables: Sequence[Names], weigh: Weigh) -> list[Reading]:
    """The readings of a question, the likeliest first, without the rows that it leaves out."""
    read = partial(readings, tables=tables, weigh=weigh)
    found, cuts = read(question), list(islice(_cuts(question), _MOST_CUTS))
    if not any(_speaks_of_rows(cut, reading) for cut in cuts for reading in found):
        return found
    kin = families_of(tuple(tables))
    for cut in cuts:
        if put := _put(cut, kin, read):
            return put
    return [reading for reading in found if any(_leaves_out(cut, reading) for cut in cuts)]


def _cuts(question: str) -> Iterator[_Cut]:
    cue = EXCEPTS.search(question)
    if cue is None:
        if without := WITHOUT.match(question):
            yield _Cut(question[without.end() :], without["out"])
        if around := AROUND.search(question):
            rest = f"{question[: around.start()]} {question[around.end() :]}"
            yield _Cut(rest.strip(" ,"), around["out"])
        return
    if (names := _NAMES.match(question, cue.end())) and question[names.end() :].strip("?.! "):
        before, after = question[: cue.start()].rstrip(" ,"), question[names.end() :].lstrip(" ,.;")
        yield _Cut(f"{before} {after}".strip(), names["names"])
    stop = _STOP.search(question, cue.end())
    end = stop.start() if stop else len(question)
    if not question[end:].strip("?.! "):
        for on in _GOES_ON.finditer(question, cue.end(), end):
            rest = f"{question[: cue.start()]}{question[on.start() :]}"
            yield _Cut(rest, question[cue.end() : on.start()].strip())
    before, after = question[: cue.start()].rstrip(" ,"), question[end:].lstrip(" ,")
    yield _Cut(f"{before} {after}".strip(), question[cue.end() : end].strip())


def _speaks_of_rows(cut: _Cut, reading: Reading) -> bool:
    """Whether an exception is one of rows, and not one of columns: "except GS-12"."""
    if _THOSE.match(cut.out) or _SUCH_ONES.match(cut.out):
        return True
    asked = Asked.of(cut.out, reading.names)
    said = [word.stem for word in asked.words if not word.small]
    keyed = bool({*said[:1], *said[-1:]} & {*content(reading.names.table.key.name)})
    placed = _PLACED.match(cut.out) and (asked.columns or asked.filters)
    return keyed or bool(_rows_named(asked)) or bool(placed and not asked.of_kind(Kind.MARK))


def _rows_named(asked: Asked) -> tuple[int, ...]:
    """The rows that are named first and with nothing else: not so in "the rank of Anchor".

    By a part of a name only if that is all that is said: "the cart".
    """
    rows = asked.of_role(Role.ROW)
    said = [at for at, word in enumerate(asked.words) if not word.small]
    whole = {*said} <= {at for m in rows for at in range(m.start, m.end)}
    starts = {m.start for m in rows if whole or not m.name.weak}
    first = next(iter(said), None)
    return asked.rows if first in starts and not (asked.columns or asked.filters) else ()


def _put(cut: _Cut, kin: Sequence[Family], read: _Read) -> list[Reading]:
    """The rest and the exception put together, if both are read surely."""
    main = _sure(_LEFT.sub("", cut.rest), read)
    if not main and _BARE.search(cut.rest) and (meant := _sure(f"Which {_bare(cut.out)}?", read)):
        key = meant[0].names.table.key.name
        main = _sure(_BARE.sub(rf"\g<which> {key}", cut.rest, count=1), read)
    if not main:
        return []
    put = []
    for reading in main:
        condition = _of_group(cut.out, reading, kin) or _condition(cut.out, reading, read)
        rows = [_as_rows(query) for query in reading.queries]
        if condition is None or None in rows:
            return []
        queries = tuple(replace(q, where=(*q.where, condition)) for q in rows if q)
        put.append(replace(reading, queries=queries))
    return put


def _as_rows(query: Query) -> Query | None:
    """A query that tells rows, from which some can be taken; None if it tells anything else.

    The first fifteen are those up to the fifteenth place, before any are left out.
    """
    if query.how not in _ROWS or query.count == 1:
        return query if query.how in _ROWS else None
    if query.how is not How.LOWEST or query.columns[0] not in rankings(query.table):
        return None
    places = Bound(query.columns[0], Sign.AT_MOST, query.count)
    return Query(query.table, How.NAMES, (places, *query.where), query.columns)


def _sure(question: str, read: _Read) -> list[Reading]:
    """The best readings of a question, if they are sure."""
    found = best(list(read(question)))
    return found if found and found[0].sure else []


def _bare(out: str) -> str:
    """An exception without what it begins with: "with a phone", "rooms on floor 2"."""
    those = _THOSE.match(out)
    return out[those.end() :] if those else _THE.sub("", out, count=1)


def _of_group(out: str, main: Reading, kin: Sequence[Family]) -> Condition | None:
    """That a row stands in no table of a group, where one is all that is named: "general ones"."""
    kind = {"one", *content(main.names.table.key.name)}
    said = [word for word in words_in(out) if not (word.small or word.stem in kind)]
    near = (f for f in kin if f is main.family or f.shares_rows(main.family))
    home = next((f for f in near if said and {w.stem for w in said} <= f.all_groups), None)
    if home is None:
        return None
    return Member(tuple(names.table for names in home.said(said)), negated=True)


def _condition(out: str, main: Reading, read: _Read) -> Condition | None:
    """That a row is none of those that an exception speaks of; None where that is unsure."""
    named = _rows_named(Asked.of(out, main.names))
    if named:
        names = frozenset(main.names.table.row_name(row) for row in named)
        return Is(0, names, negated=True)
    if not (bare := _bare(out)):
        return None
    nameless = _THOSE.match(out) or _SUCH_ONES.match(out) or _PLACED.match(out)
    asked = f"{main.names.table.key.name} {bare}" if nameless else bare
    parts = [(query, one) for one in _sure(f"Which {asked}?", read) for query in one.queries]
    if not parts or any(q.how is not How.NAMES or not q.where for q, _ in parts):
        return None
    if not all(r.family is main.family or r.family.shares_rows(main.family) for _, r in parts):
        return None
    return _none_of([query for query, _ in parts], main.names.table)


def _none_of(queries: Sequence[Query], table: TypedTable) -> Condition:
    """That a row of a table is none of those that queries tell, of that table or of others."""
    own = [query.where for query in queries if query.table is table]
    if len(own) == 1 and len(own[0]) == 1 and (simple := _opposite(own[0][0])):
        return simple
    parts = [(table, own[0])] if own else [(query.table, query.where) for query in queries]
    return Elsewhere(tuple(parts), negated=True)


def _opposite(condition: Condition) -> Condition | None:
    """What holds of all rows for which a condition does not; None where no condition says that."""
    match condition:
        case Is(negated=False) | Bound(negated=False):
            return replace(condition, negated=True)
        case Known():
            return replace(condition, negated=not condition.negated)
        case Marked(columns, least, most) if least and most == len(columns):
            return Marked(columns, 0, least - 1)
        case Marked(columns, 0, most) if most < len(columns):
            return Marked(columns, most + 1, len(columns))
    return None


def _leaves_out(cut: _Cut, reading: Reading) -> bool:
    """Whether a reading of the whole leaves rows out by a column that the exception names."""
    named = set(Asked.of(cut.out, reading.names).columns)
    denied: set[int] = set()
    for query in reading.queries:
        for condition in query.where:
            match condition:
                case Elsewhere(negated=True) | Member(negated=True):
                    return True
                case Marked(columns, 0, _):
                    denied |= {*columns}
                case Is(column, _, True) | Bound(column, _, _, True) | Known(column, True):
                    denied.add(column)
    return bool(denied & named)
