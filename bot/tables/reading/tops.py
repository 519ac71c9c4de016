"""Tops: rows of an order for which several things hold, such as two "top n"."""

import re

from bot.tables.model.columns import Kind
from bot.tables.model.rankings import rankings
from bot.tables.names.mentions import Mention
from bot.tables.queries.conditions import Bound, Condition, Known, Sign
from bot.tables.queries.query import Query
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import pair, ranking_column
from bot.tables.reading.counted import names_or_count
from bot.tables.reading.moves import step_asked
from bot.tables.wordings import amounts, cues

_PAIR = 2
_NEAR = 6


def combined(asked: Asked) -> list[Query]:
    """Rows of an order for which several things hold: "in today's top five but worse later"."""
    places = rankings(asked.table)
    if not places or len(asked.table.numbers) < _PAIR:
        return []
    tops = _top_conditions(asked, places)
    known = _known_conditions(asked, places)
    both = pair(asked)
    step = step_asked(asked, both) if both and not (len(tops) > 1 or (known and not tops)) else None
    step = None if step and step.sign is Sign.EQUAL and tops else step
    found: list[Condition] = [*tops, *known, *([step] if step else [])]
    used = tuple(dict.fromkeys(c for t in tops for c in (t.column,)))
    if len(found) < _PAIR or not tops or len({type(f) for f in found}) + len(used) < _PAIR + 1:
        return []
    columns = tuple(sorted({*used, *(both if step and both else ())}))
    return [Query(asked.table, names_or_count(asked), (*found, *asked.filters), columns)]


def _top_conditions(asked: Asked, places: list[int]) -> list[Bound]:
    """For each "top n" the column that it is about, and whether rows are in it or out of it."""
    tops = [t for t in amounts.tops(asked.bare) if not t.last]
    mentions = [m for m in asked.mentions_of(Kind.NUMBER) if m.name.column in places]
    found: dict[int, Bound] = {}
    way = _across_edge(asked, tops[0]) if tops and len(places) == _PAIR else ""
    inside, outside = places if way == "out" else places[::-1]
    if way and {m.name.column for m in mentions} <= ({inside} if _crosses(asked) else set()):
        return [
            Bound(inside, Sign.AT_MOST, tops[0].count),
            Bound(outside, Sign.AT_MOST, tops[0].count, negated=True),
        ]
    if (
        len(tops) == 1
        and len({m.name.column for m in mentions}) == _PAIR
        and asked.says("both")
        and not asked.denied
    ):
        return [Bound(c, Sign.AT_MOST, tops[0].count) for c in places]
    beside = {_beside(asked, top, mentions, places) for top in tops}
    wanted = {m.name.column: i not in asked.denied for i, m in enumerate(asked.column_mentions)}
    if tops and any(c in places and c not in beside for c, yes in wanted.items() if not yes):
        return [
            Bound(c, Sign.AT_MOST, tops[0].count, negated=not yes)
            for c, yes in wanted.items()
            if c in places
        ]
    for top in tops:
        column = _beside(asked, top, mentions, places)
        denied = _denied_at(asked, top.start)
        found.setdefault(column, Bound(column, Sign.AT_MOST, top.count, negated=denied))
    return list(found.values())


def _crosses(asked: Asked) -> bool:
    """Whether a verb says that an edge is crossed, and not only that rows stand within it."""
    crossing = r"\b(?:enter\w*|join\w*|break\w* into|(?:drop|fall|slip|slid)\w* (?:out|from|off))\b"
    return re.search(crossing, asked.unnamed, re.IGNORECASE) is not None


def _across_edge(asked: Asked, top: amounts.Top) -> str:
    """Whether rows are said to leave or to enter a "top n" from one column to the next."""
    before = asked.unnamed[max(0, top.start - 40) : top.start]
    if re.search(
        r"\b(?:f[ae]ll\w*|drop\w*|slip\w*|leav\w*|los\w+|out of|slid\w*|pushed)\b[^,.;]*$",
        before,
        re.IGNORECASE,
    ):
        return "out"
    entering = (
        r"\b(?:enter\w*|join\w*|new\w*|break\w* into|mov\w+ into|climb\w* into|ris\w+ into"
        r"|get\w* into|com\w+ into|reach\w*)\b[^,.;]*$"
    )
    return "in" if re.search(entering, before, re.IGNORECASE) else ""


def _beside(asked: Asked, top: amounts.Top, mentions: list[Mention], places: list[int]) -> int:
    """The column that is named nearest to a "top n", one right before it first."""

    def far(mention: Mention) -> int:
        start, end = asked.span(mention)
        between = asked.text[end : top.start] if end <= top.start else asked.text[top.end : start]
        return (
            len(between.split())
            + (0 if end <= top.start and not between.strip(" s'’-") else 1)
            + 5 * between.count(",")
        )

    nearest = min(mentions, key=far, default=None)
    if nearest is not None and far(nearest) <= _NEAR + _NEAR:
        return nearest.name.column
    return ranking_column(asked) or places[0]


def _denied_at(asked: Asked, start: int) -> bool:
    before = asked.unnamed[max(0, start - 40) : start]
    return (
        re.search(
            r"(?:\bnot\b|n't|\bout of\b|\boutside\b|\bleav\w*\b|\bdrop\w*\b|\bno longer\b"
            r"|\bbut never\b|\bmiss\w*\b|\bfalls?\b(?: \w+)? (?:out|from)\b)\W+"
            r"(?:\w+\W+){0,4}$",
            before,
            re.IGNORECASE,
        )
        is not None
    )


def _known_conditions(asked: Asked, places: list[int]) -> list[Known]:
    """Which columns of an order a row has a place in: "unranked today"."""
    text = asked.unnamed
    spots = [(m, asked.span(m)) for m in asked.mentions_of(Kind.NUMBER) if m.name.column in places]
    found: dict[int, Known] = {}
    for start, end in cues.places("unplaced", text):
        near = min(spots, key=lambda s: min(abs(s[1][0] - end), abs(start - s[1][1])), default=None)
        if near is not None:
            found[near[0].name.column] = Known(near[0].name.column, negated=True)
    return list(found.values())
