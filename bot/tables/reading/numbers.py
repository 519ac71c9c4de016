"""Numbers: places, extremes, totals and gaps in columns of numbers where no row is named."""

import re
from collections.abc import Container

from bot.tables.model.columns import Kind
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.rankings import is_ranking, rankings
from bot.tables.model.words import content, stems
from bot.tables.queries.conditions import Bound, Condition, Known, Sign
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import (
    compared,
    hinted,
    measure,
    number_column,
    pieces,
    ranking_column,
)
from bot.tables.reading.counted import names_or_count
from bot.tables.reading.marks import conditions
from bot.tables.reading.quantities import has_gaps, is_time_taken
from bot.tables.reading.spans import is_only
from bot.tables.wordings import amounts, cues

_OLDEST = re.compile(r"\boldest\b", re.IGNORECASE)
_AGE = re.compile(r"\bage\b", re.IGNORECASE)
_HOLDS = re.compile(r"\b(?:have|has|had|with|offers?|open|get|gets|any)\b", re.IGNORECASE)
# What says which of them, or how much.
_LIMITS = re.compile(
    r"\b(?:off|free|yet|lost|former|same|named|called|more than|late|early|which\b.*\beach)\b",
    re.IGNORECASE,
)
_HOURS = frozenset(stems("hours open have has any"))
_ELSEWHERE = re.compile(r"\b(?:in|on|from|at|of) (?:the|our|this|that)\b", re.IGNORECASE)
_PACE = re.compile(r"\b(?:fastest|quickest|soonest|slowest)\b", re.IGNORECASE)


def of_marked(asked: Asked) -> list[Query]:
    """A number that is asked of the rows with a mark: "the lowest price of those marked X"."""
    numbers, marks = asked.of_kind(Kind.NUMBER) or compared(asked), asked.of_kind(Kind.MARK)
    hows = [how for how, cue in ((How.SUM, "sum"), (How.MEAN, "mean")) if asked.says(cue)]
    if not numbers or not marks or not (hows or asked.says("superlative")) or asked.says("count"):
        return []
    how = (
        hows[0]
        if hows
        else _end(asked, numbers[0], last=False, ranking=numbers[0] in rankings(asked.table))
    )
    return [Query(asked.table, how, (*conditions(asked), *asked.filters), numbers[:1])]


def place(asked: Asked) -> list[Query]:
    """The row that has a place in an order."""
    wanted = amounts.place_asked(asked.bare)
    column = ranking_column(asked)
    if (
        wanted is None
        or column is None
        or amounts.tops(asked.bare)
        or amounts.limits(asked.bare, best_first=True)
    ):
        return []
    columns = [c for c in asked.of_kind(Kind.NUMBER) if c in rankings(asked.table)] or [column]
    return [
        Query(asked.table, How.NAMES, (Bound(c, Sign.EQUAL, wanted), *asked.filters), (c,))
        for c in columns
    ]


def extremes(asked: Asked) -> list[Query]:
    """The rows with the most or least, or the first or last of an order."""
    tops = amounts.tops(asked.bare)
    if not tops and not asked.says("superlative", "by_time"):
        return []
    column = measure(asked)
    if column is None or (not tops and amounts.limits(asked.bare)):
        return []
    ranking = is_ranking(asked.table, asked.table.columns[column])
    how = _end(asked, column, last=bool(tops and tops[0].last), ranking=ranking)
    if ranking and tops and asked.says("count"):
        bound = Bound(column, Sign.AT_MOST, tops[0].count)
        return [Query(asked.table, How.COUNT, (bound, *asked.filters), (column,))]
    if ranking and tops and asked.also:
        bound = Bound(column, Sign.AT_MOST, tops[0].count)
        return [Query(asked.table, How.NAMES, (bound, *asked.filters), (column,))]
    return [Query(asked.table, how, asked.filters, (column,), tops[0].count if tops else 1)]


def _end(asked: Asked, column: int, *, last: bool, ranking: bool) -> How:
    text = asked.unnamed
    if ranking:
        last = last or cues.has("last_place", text)
        return How.HIGHEST if last else How.LOWEST
    low = cues.has("lowest", text) and not cues.has("highest", text)
    ordered = asked.table.columns[column]
    if (pace := _PACE.search(text)) and is_time_taken(ordered):
        low = pace[0].lower() != "slowest"
    # The oldest has the least year, though the most of an age.
    low = low or bool(_OLDEST.search(text) and not _AGE.search(ordered.name))
    is_date = ordered.kind is Kind.DATE
    if is_date and re.search(r"\b(?:first|earliest|soonest)\b", text, re.IGNORECASE):
        low = True
    return How.LOWEST if low or last else How.HIGHEST


def totals(asked: Asked) -> list[Query]:
    """The sum or the mean of a column."""
    how = How.SUM if asked.says("sum") else How.MEAN if asked.says("mean") else None
    if (counted := pieces(asked)) is not None and how is None and asked.says("count"):
        return [Query(asked.table, How.SUM, asked.filters, (counted,))]
    if how is None or (asked.says("count", "kinds") and asked.filters and not asked.says("sum")):
        return []
    column = number_column(asked)
    if column is None or column in rankings(asked.table):
        return []
    if asked.says("count") and not asked.of_kind(Kind.NUMBER) and not hinted(asked):
        return []
    return [Query(asked.table, how, asked.filters, (column,))]


def known(asked: Asked) -> list[Query]:
    """Rows that have, or lack, a number in the columns that are named."""
    named = asked.of_kind(Kind.NUMBER, Kind.DATE)
    gaps = [c for c in asked.table.columns if c.kind in {Kind.NUMBER, Kind.DATE} and has_gaps(c)]
    if not named or not gaps or not _predicated(asked):
        return []
    if len(named) == 1 and (is_only(asked) or asked.says("fresh")):
        others = [
            c.at
            for c in asked.table.columns[1:]
            if c.kind in {Kind.NUMBER, Kind.DATE} and c.at != named[0]
        ]
        conditions: list[Condition] = [Known(named[0]), *(Known(c, negated=True) for c in others)]
    else:
        conditions = [
            Known(column, negated=not yes) for column, yes in _contrast(asked, named).items()
        ]
    return [Query(asked.table, names_or_count(asked), (*conditions, *asked.filters))]


def lacking(asked: Asked) -> list[Query]:
    """Rows that have nothing in a column of texts: "which interns have no mentor"."""
    named = [
        m
        for at, m in enumerate(asked.column_mentions)
        if asked.table.columns[m.name.column].kind is Kind.TEXT
        and has_gaps(asked.table.columns[m.name.column])
        and (at in asked.denied or asked.says("not"))
    ]
    if len({m.name.column for m in named}) != 1 or asked.of_kind(Kind.MARK):
        return []
    lacks = Known(named[0].name.column, negated=True)
    rest = (c for c in asked.filters if getattr(c, "column", None) != lacks.column)
    return [Query(asked.table, names_or_count(asked), (lacks, *rest))]


def holding(asked: Asked) -> list[Query]:
    """Rows that have anything in a column of texts: "which offices are open on Saturdays"."""
    named = {
        m.name.column
        for m in asked.column_mentions
        if not m.name.weak
        and asked.table.columns[m.name.column].kind is Kind.TEXT
        and has_gaps(asked.table.columns[m.name.column])
    }
    others = {*asked.columns} - named
    if len(named) != 1 or others or asked.says("not") or not _HOLDS.search(asked.bare):
        return []
    if _LIMITS.search(asked.bare) or not _says_no_more(asked, named):
        return []
    held = [c for c in asked.filters if getattr(c, "column", None) not in named]
    return [Query(asked.table, names_or_count(asked), (Known(named.pop()), *held))]


def _says_no_more(asked: Asked, columns: Container[int]) -> bool:
    """Whether a question calls the rows by their name, and says nothing else of those columns.

    What it says of them stands between the verb and where something else is named: "get a mentor
    of their own", but not "in the contact list".
    """
    cue = _HOLDS.search(asked.bare)
    ends = [asked.span(m)[1] for m in asked.column_mentions if m.name.column in columns]
    if cue is None or not any(w.stem in content(asked.table.key.name) for w in asked.words):
        return False
    lead = _ELSEWHERE.search(asked.text, max(ends))
    stop = lead.start() if lead else len(asked.text)
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    said = [w for at, w in enumerate(asked.words) if at not in named and not w.small]
    return all(w.stem in _HOURS | PLAIN for w in said if cue.end() <= w.start < stop)


def _contrast(asked: Asked, named: tuple[int, ...]) -> dict[int, bool]:
    found = {
        m.name.column: i not in asked.denied
        for i, m in enumerate(asked.column_mentions)
        if m.name.column in named
    }
    if len(named) == 1 and (asked.says("not") or asked.codes):
        found[named[0]] = False
    return found


def _predicated(asked: Asked) -> bool:
    """Whether the question speaks of having a number at all rather than of how large it is."""
    return (
        bool(asked.codes)
        or asked.says("not", "rank", "but_not", "count", "fresh")
        or is_only(asked)
    )
