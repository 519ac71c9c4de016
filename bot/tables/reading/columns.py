"""Columns: which column a question means where it does not name one outright."""

import re
from calendar import day_abbr, day_name

from bot.tables.model.codes import Polarity
from bot.tables.model.rankings import is_ranking, rankings
from bot.tables.model.typed import Column, Kind, TypedTable
from bot.tables.model.values import amount
from bot.tables.model.words import content, stems
from bot.tables.names.senses import sense_of
from bot.tables.reading.asked import Asked
from bot.tables.wordings import cues

_SIZED = re.compile(
    r"\b(long|tall|wide|heavi|light|deep|fast|quick|slow|soon|short|old|new|small|bigg|larg)(?:est|er)\b",
    re.IGNORECASE,
)
# What is said of a speed or, where a table has none, of a time: the fastest takes the least.
_PACES = frozenset({"fast", "quick", "slow", "soon"})
_ROOM = "size area capacity seats"
_AGES = "year built acquired purchased bought opened made founded established issued since"
_PLACES = frozenset(stems("room location place building address site office floor shelf city"))
# How many pieces there are, in a question that may speak of a price per unit elsewhere.
_PIECES = re.compile(
    r"\b(?:units|pieces|copies|in stock|on hand|quantit(?:y|ies))\b", re.IGNORECASE
)
# Numbers by which things are called, of which none is more than another.
_CALLED = re.compile(
    r"(?:room|office|suite|extension|ext|phone|zip|lot|page|section|badge|case|ticket|serial)\b.*"
    r"|(?:.*\b)?(?:no\.?|number|id|code)",
    re.IGNORECASE,
)
_PAIR = 2
_DAY_OF_WEEK = re.compile(r"\b(?:days? of the week|weekdays?)\b", re.IGNORECASE)
_WEEKDAYS = frozenset(name.lower() for names in (day_name, day_abbr) for name in names)
# What people and offices are called by what they do: vendor, owner, trainer.
_AGENT = re.compile(r"(?:[a-z](?:er|or|ist|ian)|lead|head|contact)$", re.IGNORECASE)
_QUANTITY = frozenset(stems("quantity count number units stock amount copies pieces total"))
_LENGTHS = {
    "long": "length duration term period days hours weeks months years",
    "short": "length duration term period days hours weeks months years",
    "heavi": "weight mass",
    "light": "weight mass",
    "tall": "height",
    "high": "height",
    "wide": "width",
    "heavy": "weight mass",
    "deep": "depth",
    "big": _ROOM,
    "bigg": _ROOM,
    "large": _ROOM,
    "larg": _ROOM,
    "small": _ROOM,
    "far": "distance",
    "fast": "speed",
    "old": f"age {_AGES}",
    "new": _AGES,
}


def pair(asked: Asked) -> tuple[int, int] | None:
    """Two columns of numbers that can be set against each other, in the order of the table."""
    named = asked.of_kind(Kind.NUMBER)
    numbers = tuple(c.at for c in asked.table.numbers if c.at)
    both = named if len(named) == _PAIR else numbers if len(numbers) == _PAIR else ()
    return (min(both), max(both)) if both else None


def comparable(table: TypedTable, both: tuple[int, int]) -> bool:
    """Whether two columns measure the same: places in orders, times, or names that share a word."""
    if len({*both} & {*money(table)}) == 1:  # what a seat costs is no number of seats
        return False
    one, two = (table.columns[c] for c in both)
    if is_ranking(table, one) or is_ranking(table, two):
        return is_ranking(table, one) and is_ranking(table, two)
    shared = set(content(one.name)) & set(content(two.name))
    prices = {*both} <= {*money(table)}
    return (
        prices
        or bool(shared)
        or (bool(sense_of(one.name)) and bool(sense_of(two.name)))
        or _years(one, two)
    )


def _years(one: Column, two: Column) -> bool:
    return all(re.search(r"\b(?:19|20)\d\d\b|\d", c.name) for c in (one, two))


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
    if named:
        return named[0]
    size = _SIZED.search(asked.bare)
    if size and ((told := sized(asked)) is not None or not asked.says("by_time")):
        return told
    if asked.says("by_money") and (paid := money(asked.table)):
        return paid[0]
    dated = date_column(asked) if asked.says("by_time") else None
    return number_column(asked) if dated is None else dated


def ranking_column(asked: Asked) -> int | None:
    """The column of places in an order that is meant."""
    places = rankings(asked.table)
    named = [c for c in asked.of_kind(Kind.NUMBER) if c in places]
    return named[0] if named else _by_tense(asked, places) if places else None


def money(table: TypedTable) -> list[int]:
    """The columns of prices."""
    return [c.at for c in table.numbers if any((a := amount(v)) and a.before for v in c.values)]


def hinted(asked: Asked) -> tuple[int, ...]:
    """Columns that the form of the question points to: when, how much, how long, how many."""
    table = asked.table
    for cue, word in (("highest", "max"), ("lowest", "min")):
        ends = tuple(c.at for c in table.numbers if re.search(rf"\b{word}", c.name, re.IGNORECASE))
        if ends and asked.rows and cues.has(cue, asked.unnamed):
            return ends[:1]
    if asked.says("when"):
        return tuple(c.at for c in table.columns if c.kind is Kind.DATE)
    if asked.says("how_much") and (paid := money(table)):
        return tuple(paid[:1])
    size = re.search(r"\bhow (\w+)", asked.unnamed, re.IGNORECASE)
    if size and (found := _of_size(table, size[1])):
        return found[:1]
    return _of_agent(asked) or _of_place(asked) or _of_quantity(asked)


def weekdays(asked: Asked) -> tuple[int, ...]:
    """The column of days of the week, where the question asks for one."""
    if not _DAY_OF_WEEK.search(asked.unnamed):
        return ()
    told = [c for c in asked.table.columns[1:] if any(v.lower() in _WEEKDAYS for v in c.values)]
    return tuple(c.at for c in told[:1])


def _of_size(table: TypedTable, adjective: str) -> tuple[int, ...]:
    """The columns that tell how long, tall or heavy something is."""
    wanted = set(stems(_LENGTHS.get(adjective.lower(), "")))
    found = tuple(c.at for c in table.columns[1:] if set(stems(c.name)) & wanted)
    return found or (_of_size(table, "long") if adjective.lower() in _PACES else ())


def is_time_taken(column: Column) -> bool:
    """Whether a column tells how long something takes, so that the fastest has the least."""
    return not set(stems(column.name)) & set(stems(_LENGTHS["fast"]))


def calls_by_number(column: Column) -> bool:
    """Whether the numbers of a column are names, such as those of rooms."""
    return _CALLED.fullmatch(column.name.strip()) is not None


def _of_agent(asked: Asked) -> tuple[int, ...]:
    """The column of people or offices, where the question asks who."""
    texts = [c for c in asked.table.columns[1:] if c.kind is Kind.TEXT and _AGENT.search(c.name)]
    return tuple(c.at for c in texts[:1]) if asked.says("who") else ()


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


def quantities(table: TypedTable) -> list[int]:
    """The columns that tell how many pieces there are, and cost nothing."""
    paid = money(table)
    return [c.at for c in table.numbers if set(stems(c.name)) & _QUANTITY and c.at not in paid]


def _of_quantity(asked: Asked) -> tuple[int, ...]:
    return tuple(quantities(asked.table)[:1]) if asked.says("count") else ()


def has_gaps(column: Column) -> bool:
    """Whether a column has cells that hold nothing."""
    return any(column.polarity(value) is Polarity.MISSING for value in column.values)


def coded(asked: Asked, named: tuple[int, ...]) -> frozenset[str]:
    """The codes that are named and stand in those columns, unless they only affirm."""
    own = {v for c in named for v in asked.table.columns[c].codes}
    plain = {v for c in named for v in own if asked.table.columns[c].polarity(v) is Polarity.YES}
    return frozenset(asked.codes & own - plain)
