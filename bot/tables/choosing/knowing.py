"""Knowing: which words of a question a reading of it explains."""

from collections.abc import Iterator

from bot.tables.model.columns import Kind
from bot.tables.model.measures import names_of_units
from bot.tables.model.ordinary import HOLDING, PLAIN
from bot.tables.model.rankings import rankings
from bot.tables.model.words import stems
from bot.tables.names.families import LISTING, Family
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Among, Bound, Marked, Member
from bot.tables.queries.query import How, Query
from bot.tables.reading import months, partial_names
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import hint_places
from bot.tables.reading.counted import noun
from bot.tables.reading.quantities import dimension
from bot.tables.wordings import amounts, cues

# Of more rows than are set against each other, the cells explain nothing in particular.
_FEW_ROWS = 2


def known(
    asked: Asked, wanted: tuple[Query, ...], family: Family, places: list[tuple[int, int]]
) -> list[float]:
    """For each word whether the queries explain it."""
    spots = [place for q in wanted for place in cues.explained_places(kind_of(q), asked.text)]
    spots += [*amounts.number_places(asked.bare), *places, *partial_names.places(asked.text)]
    spots += months.places(asked.unnamed) if _by_days(wanted) else ()
    spots += cues.places("rank", asked.text) if rankings(asked.table) else []
    spots += [p for q in wanted if q.how is How.VALUES for p in hint_places(asked, q.columns)]
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    groups = (
        {s for group in family.groups for s in group}
        if len(family.said(asked.words)) != 1
        else set()
    )
    groups |= _also_words(asked)
    own = asked.names.about | asked.names.publisher | groups | family.kind_words
    if asked.table.coded and (asked.columns or any(q.where for q in wanted)):
        own |= HOLDING
    if any(
        c.columns == _all_marks(asked) for q in wanted for c in q.where if isinstance(c, Marked)
    ):
        own |= frozenset(stems(noun(asked).replace("|", " ")))
    own |= frozenset(s for code in asked.meant_codes for s in _meaning(asked, code))
    own |= frozenset(s for query in wanted for s in _of_rows(query))
    own |= frozenset(s for query in wanted for s in _of_units(query))
    own -= frozenset() if family.is_list else LISTING
    foreign = family.all_groups - groups - frozenset(_content_of(asked.names))
    return [
        float(
            at in named
            or word.small
            or (word.stem in own and word.stem not in foreign)
            or word.stem in PLAIN
            or any(a < word.end and word.start < b for a, b in spots)
        )
        for at, word in enumerate(asked.words)
    ]


def _by_days(wanted: tuple[Query, ...]) -> bool:
    """Whether a query reads a column of days."""
    return any(q.table.columns[c].kind is Kind.DATE for q in wanted for c in q.columns)


def _all_marks(asked: Asked) -> tuple[int, ...]:
    return tuple(c.at for c in asked.table.marks)


def _meaning(asked: Asked, code: str) -> Iterator[str]:
    """The stems of what a code stands for."""
    for column in asked.table.coded:
        if code in column.codes:
            yield from stems(column.codes[code].meaning)


def _of_rows(query: Query) -> Iterator[str]:
    """The stems in the cells of rows that are named: "the bell that the library has"."""
    rows = [row for c in query.where if isinstance(c, Among) for row in c.rows]
    for row in rows[:_FEW_ROWS]:
        for cell in query.table.columns[1:]:
            yield from stems(query.table.value(row, cell.at))


def _of_units(query: Query) -> Iterator[str]:
    """The names of the units in which what is bounded can be said: "under a kilo"."""
    for bound in query.where:
        if isinstance(bound, Bound) and (kind := dimension(query.table.columns[bound.column])):
            yield from names_of_units(kind)


def kind_of(query: Query) -> str:
    """What cues a query may answer to: one for a whole table answers to few."""
    whole = query.how in {How.NAMES, How.COUNT} and not query.where
    return "whole" if whole else query.how


def _also_words(asked: Asked) -> set[str]:
    return {s for m in asked.also if isinstance(m, Member) for t in m.tables for s in stems(t.name)}


def _content_of(names: Names) -> tuple[str, ...]:
    """The stems of a table's heading."""
    return stems(names.table.name)
