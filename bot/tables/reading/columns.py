"""Columns: which column a question means where it does not name one outright."""

import re
from collections.abc import Sequence

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.model.rankings import rankings
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import content, stems
from bot.tables.reading.asked import Asked
from bot.tables.reading.quantities import (
    CHANGES,
    LENGTHS,
    SEATS,
    is_weekday,
    lasts,
    money,
    quantities,
)
from bot.tables.wordings import cues
from corpus.tables import AGENT

_SIZED = re.compile(
    r"\b(long|tall|wide|heavi|light|deep|fast|quick|slow|soon|short|old|new|small|bigg|larg)(?:est|er)\b",
    re.IGNORECASE,
)
# What is said of a speed or, where a table has none, of a time: the fastest takes the least.
_PACES = frozenset({"fast", "quick", "slow", "soon"})
_PLACES = frozenset(
    stems("room location place building address site office floor shelf city kept stored where")
)
# How many pieces there are, in a question that may speak of a price per unit elsewhere.
_PIECES = re.compile(
    r"\b(?:units|pieces|copies|in stock|on hand|quantit(?:y|ies))\b", re.IGNORECASE
)
# What a column of days is called where it is the one that is meant by "when".
_DAYS = frozenset(stems("date day when"))
# "How heavy is it when it is empty" asks for no day.
_HOW_WHEN = re.compile(r"\bhow (?!long|soon|often)\w+\b.*\bwhen\b", re.IGNORECASE)
_SIGNED = re.compile(r"[-+\u2212]\s?[$€£]?\d")
_PAIR = 2
_DAY_OF_WEEK = re.compile(r"\b(?:days? of the week|weekdays?)\b", re.IGNORECASE)
# What people and offices are called by what they do: vendor, owner, trainer.
_AGENT = re.compile(rf"(?:{AGENT})$", re.IGNORECASE)
_EDGES = {
    "highest": re.compile(
        r"\b(?:max|largest|highest|biggest|up to|at most|ceiling)", re.IGNORECASE
    ),
    "lowest": re.compile(r"\b(?:min|smallest|lowest|at least|floor)", re.IGNORECASE),
}
_HOW_MANY_PEOPLE = re.compile(
    r"\bhow many (?P<who>people|persons|passengers|guests|riders|attendees|participants|folks|of us"
    r"|visitors)\b.*\b(?P<hold>fits?|holds?|seats?|takes?|carry|carries|put|go(?:es)? in|get in"
    r"|get into|aboard|on board|ride|accommodates?|room for)\b",
    re.IGNORECASE,
)
# How a question says that something is somewhere: "where does it sit", "where do I find".
_BEING = re.compile(
    r"\bwhere\b.*?\b(?P<verb>sits?|stands?|lives?|hangs?|belongs?|goes|go|found|find|parked|park"
    r"|kept|keep|put|get|gets|locked up|look for)\b",
    re.IGNORECASE,
)
_HOW_SIZED = re.compile(r"\bhow (\w+)", re.IGNORECASE)
_TELEPHONE = frozenset(stems("telephone extension tel line fax"))
_CALLING = re.compile(
    r"\b(?:dial|call|phone|telephone|ring|reach|extension)\b(?! (?:it|them|this|that)\b)",
    re.IGNORECASE,
)


def pair(asked: Asked) -> tuple[int, int] | None:
    """Two columns of numbers that can be set against each other, in the order of the table."""
    named = asked.of_kind(Kind.NUMBER)
    numbers = tuple(c.at for c in asked.table.numbers if c.at)
    both = named if len(named) == _PAIR else numbers if len(numbers) == _PAIR else ()
    return (min(both), max(both)) if both else None


def change(asked: Asked) -> int | None:
    """The one column that tells by how much something has changed, up or down."""
    found = [
        c.at
        for c in asked.table.numbers
        if set(stems(c.name)) & CHANGES and any(_SIGNED.match(value) for value in c.values)
    ]
    return found[0] if len(found) == 1 else None


def number_column(asked: Asked) -> int | None:
    """The column of numbers that is meant."""
    named = asked.of_kind(Kind.NUMBER)
    if (counted := pieces(asked)) is not None:
        return counted
    if named:
        return named[0]
    pointed = [c for c in hinted(asked) if asked.table.columns[c].kind is Kind.NUMBER]
    numbers = [c.at for c in asked.table.numbers if c.at]
    if pointed:
        return pointed[0]
    places = rankings(asked.table)
    return numbers[0] if len(numbers) == 1 else _by_tense(asked, places) if places else None


def _by_tense(asked: Asked, places: list[int]) -> int:
    """Where no column is named, "will be" points to the one about times to come."""
    later = [c for c in places if asked.names.is_later(c)]
    return later[0] if later and cues.has("to_come", asked.unnamed) else places[0]


def date_column(asked: Asked) -> int | None:
    named = asked.of_kind(Kind.DATE)
    days = [c.at for c in asked.table.columns if c.kind is Kind.DATE]
    return named[0] if named else days[0] if days else None


def measure(asked: Asked) -> int | None:
    """The column of numbers or days by which rows are ordered or bounded."""
    named = asked.of_kind(Kind.NUMBER, Kind.DATE)
    if (counted := pieces(asked)) is not None:
        return counted
    if (end := edge(asked)) is not None and not {*named} - {end}:
        return end
    if named:
        return _per_piece(asked, named[0]) if asked.says("superlative") else named[0]
    size = _SIZED.search(asked.bare)
    if size and ((told := sized(asked)) is not None or not asked.says("by_time")):
        return told
    if paid := _paid(asked):
        return paid[0]
    dated = date_column(asked) if asked.says("by_time") else None
    return number_column(asked) if dated is None else dated


def ranking_column(asked: Asked) -> int | None:
    """The column of places in an order that is meant."""
    places = rankings(asked.table)
    named = [c for c in asked.of_kind(Kind.NUMBER) if c in places]
    return named[0] if named else _by_tense(asked, places) if places else None


def _per_piece(asked: Asked, named: int) -> int:
    """The price per seat, where the dearest per seat is asked for and seats have a column too."""
    of = set(content(asked.table.columns[named].name))
    paid = (c for c in _paid(asked) if of < set(content(asked.table.columns[c].name)))
    return next(paid, named)


def _paid(asked: Asked) -> list[int]:
    """The columns of prices, where the question speaks of money."""
    return money(asked.table) if asked.says("by_money") else []


def hinted(asked: Asked) -> tuple[int, ...]:
    """Columns that the form of the question points to: when, how much, how long, how many."""
    table = asked.table
    if (end := edge(asked)) is not None and asked.rows:
        return (end,)
    if asked.says("when") and not _HOW_WHEN.search(asked.unnamed):
        days = [c for c in table.columns if c.kind is Kind.DATE]
        plain = [c for c in days if set(content(c.name)) <= _DAYS]
        return tuple(c.at for c in plain or days)
    if asked.says("how_much") and (paid := money(table)):
        return tuple(paid[:1])
    size = _HOW_SIZED.search(asked.unnamed)
    if size and (found := _of_size(table, size[1])):
        return found[:1]
    if room := _of_room(asked):
        return room
    return _of_telephone(asked) or _of_agent(asked) or _of_place(asked) or _of_quantity(asked)


def hint_places(asked: Asked, columns: Sequence[int]) -> list[tuple[int, int]]:
    """The words by which a question points to columns that it does not name: "how heavy"."""
    if not columns or not {*columns} <= {*hinted(asked)}:
        return []
    found = [m.span() for p in (_HOW_SIZED, _CALLING) if (m := p.search(asked.unnamed))]
    being = _BEING.search(asked.unnamed)
    found += [being.span("verb")] if being and {*columns} <= {*_of_place(asked)} else []
    room = _HOW_MANY_PEOPLE.search(asked.unnamed)
    return [*found, *([room.span("who"), room.span("hold")] if room else [])]


def edge(asked: Asked) -> int | None:
    """The column of the most or the least that may be, where the question asks for that."""
    for cue, name in _EDGES.items():
        ends = [c.at for c in asked.table.numbers if name.search(c.name)]
        others = [
            c.at for c in asked.table.numbers if any(e.search(c.name) for e in _EDGES.values())
        ]
        if ends and cues.has(cue, asked.unnamed) and (asked.rows or len(others) > 1):
            return ends[0]
    return None


def weekdays(asked: Asked) -> tuple[int, ...]:
    """The column of days of the week, where the question asks for one."""
    if not _DAY_OF_WEEK.search(asked.unnamed):
        return ()
    told = [c for c in asked.table.columns[1:] if any(is_weekday(v) for v in c.values)]
    return tuple(c.at for c in told[:1])


def _of_size(table: TypedTable, adjective: str) -> tuple[int, ...]:
    """The columns that tell how long, tall or heavy something is."""
    wanted = set(stems(LENGTHS.get(adjective.lower(), "")))
    found = tuple(c.at for c in table.columns[1:] if set(stems(c.name)) & wanted)
    if not found and adjective.lower() in {"long", "short"}:
        found = tuple(c.at for c in table.numbers if lasts(c))
    return found or (_of_size(table, "long") if adjective.lower() in _PACES else ())


def _of_agent(asked: Asked) -> tuple[int, ...]:
    """The column of people or offices, where the question asks who."""
    texts = [c for c in asked.table.columns[1:] if c.kind is Kind.TEXT and _AGENT.search(c.name)]
    return tuple(c.at for c in texts[:1]) if asked.says("who") else ()


def _of_room(asked: Asked) -> tuple[int, ...]:
    """The column of how many people something holds, where the question asks for that."""
    found = [c.at for c in asked.table.numbers if set(stems(c.name)) & SEATS]
    return tuple(found[:1]) if _HOW_MANY_PEOPLE.search(asked.unnamed) else ()


def _of_telephone(asked: Asked) -> tuple[int, ...]:
    """The column of numbers to call, where the question speaks of calling."""
    found = [c.at for c in asked.table.columns[1:] if set(stems(c.name)) & _TELEPHONE]
    return tuple(found[:1]) if _CALLING.search(asked.unnamed) else ()


def _of_place(asked: Asked) -> tuple[int, ...]:
    """The column of places, where the question asks where."""
    found = [c.at for c in asked.table.columns[1:] if set(stems(c.name)) & _PLACES]
    return tuple(found[:1]) if asked.says("where") else ()


def pieces(asked: Asked) -> int | None:
    """The column of how many pieces there are, where the question speaks of them."""
    found = quantities(asked.table) if _PIECES.search(asked.unnamed) else []
    return found[0] if found else None


def sized(asked: Asked) -> int | None:
    """The column of numbers or days that tells how large, fast or old something is, if compared."""
    size = _SIZED.search(asked.bare)
    kinds = {Kind.NUMBER, Kind.DATE}
    found = _of_size(asked.table, size[1].lower()) if size else ()
    return next((c for c in found if asked.table.columns[c].kind in kinds), None)


def compared(asked: Asked) -> tuple[int, ...]:
    """The column by which a row is the largest, oldest or cheapest, where its name is not said."""
    if not asked.says("superlative"):
        return ()
    paid = money(asked.table)[:1] if asked.says("by_money") else []
    size = sized(asked)
    return tuple(paid) if size is None else (size,)


def _of_quantity(asked: Asked) -> tuple[int, ...]:
    return tuple(quantities(asked.table)[:1]) if asked.says("count") else ()


def coded(asked: Asked, named: tuple[int, ...]) -> frozenset[str]:
    """The codes that are named and stand in those columns, unless they only affirm."""
    own = {v for c in named for v in asked.table.columns[c].codes}
    plain = {v for c in named for v in own if asked.table.columns[c].polarity(v) is Polarity.YES}
    return frozenset(asked.codes & own - plain)
