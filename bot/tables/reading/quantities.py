"""Quantities: what a column of numbers tells, whatever is asked of it."""

import re

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Column, Kind
from bot.tables.model.measures import Dimension, Unit, is_time, unit_of
from bot.tables.model.rankings import is_ranking, rankings
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import amount, weekday
from bot.tables.model.words import content, stems
from bot.tables.names.senses import sense_of

_ROOM = "size area capacity seats spaces"
# How many people a room or a vehicle holds.
SEATS = frozenset(stems("seats seating capacity persons people passengers occupancy holds"))
_AGES = "year built acquired purchased bought opened made founded established issued since"
# Numbers by which things are called, of which none is more than another.
_CALLED = re.compile(
    r"(?:room|office|suite|extension|ext|phone|zip|lot|page|section|badge|case|ticket|serial)\b.*"
    r"|(?:.*\b)?(?:no\.?|number|id|code)",
    re.IGNORECASE,
)
CHANGES = frozenset(
    stems("change changed growth growing gain increase decrease difference movement variance net")
)
_PRICED = re.compile(
    r"[$€£]|\b(?:prices?|costs?|fees?|fares?|charges?|rents?|tolls?|usd|eur"
    r"|(?:hourly|daily|weekly|monthly|nightly) rates?)\b",
    re.IGNORECASE,
)
_IN_TIME = re.compile(
    r"\b(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?)\W*$", re.IGNORECASE
)
# "Weight (kg)", "Weight, kg", "Weight in kg", "Lb on hand".
_HEADED = re.compile(
    r"(?:[(\[,]\s*(?:in\s+)?|\bin\s+)(?P<unit>[A-Za-z]+)\.?\s*[)\]]?$"
    r"|^(?P<first>[A-Za-z]+)\.? (?:on hand|in stock|held|stored|left|available|used)$"
)
_WHOLE = re.compile(r"\d[\d,]*|\W{1,3}|n/?a|none", re.IGNORECASE)
# What is counted in a column of such a name is not the same as in the next.
_MEASURED = re.compile(
    r"\(|\b(?:total|all|sum|years?|age|seats?|capacity|size|weight|mass|length|width|height|depth"
    r"|distance|range|speed|score|points|hours?|days?|weeks?|months?|minutes?|model|power|range)\b",
    re.IGNORECASE,
)
_QUANTITY = frozenset(stems("quantity qty count number units stock amount copies pieces total"))
LENGTHS = {
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
    "far": "distance range",
    "fast": "speed",
    "old": f"age {_AGES}",
    "new": _AGES,
}


def comparable(table: TypedTable, both: tuple[int, int]) -> bool:
    """Whether two columns measure the same: places in orders, times, or names that share a word."""
    if len({*both} & {*money(table)}) == 1:  # what a seat costs is no number of seats
        return False
    one, two = (table.columns[c] for c in both)
    if is_ranking(table, one) or is_ranking(table, two):
        return is_ranking(table, one) and is_ranking(table, two)
    if bool(set(stems(one.name)) & CHANGES) != bool(set(stems(two.name)) & CHANGES):
        return False
    shared = {s for s in content(one.name) if not s[0].isdigit()} & set(content(two.name))
    prices = {*both} <= {*money(table)}
    return (
        prices
        or bool(shared)
        or (bool(sense_of(one.name)) and bool(sense_of(two.name)))
        or _years(one, two)
    )


def _years(one: Column, two: Column) -> bool:
    return all(re.search(r"\b(?:19|20)\d\d\b|\d", c.name) for c in (one, two))


def money(table: TypedTable) -> list[int]:
    """The columns of prices."""
    return [
        c.at
        for c in table.numbers
        if _PRICED.search(c.name) or any((a := amount(v)) and a.before for v in c.values)
    ]


def is_weekday(text: str) -> bool:
    """Whether a cell is a day of the week."""
    return weekday(text) is not None


def lasting(table: TypedTable) -> list[int]:
    """The columns of lengths of time, by their cells or by the unit that they are headed with."""
    return [c.at for c in table.numbers if lasts(c) or _IN_TIME.search(c.name)]


def unit_in(column: Column) -> Unit | None:
    """The one unit in which a column is, by its header or its cells."""
    if head := _IN_TIME.search(column.name):
        return unit_of(head[0].strip(" )].:"))
    if headed := unit_headed(column):
        return headed
    words = {known.unit.split()[-1] for v in column.values if (known := amount(v)) and known.unit}
    units = {unit_of(word) for word in words}
    return units.pop() if len(units) == 1 else None


def unit_headed(column: Column) -> Unit | None:
    """The unit that a header names behind what is measured."""
    head = _HEADED.search(column.name.strip())
    return unit_of(head["unit"] or head["first"]) if head else None


def dimension(column: Column) -> Dimension | None:
    """What a column measures, in one unit or in several."""
    unit = unit_in(column)
    return column.mixes or (unit.dimension if unit else None)


def lasts(column: Column) -> bool:
    """Whether the cells of a column are lengths of time: "20 business days"."""
    units = [known.unit.split() for v in column.values if (known := amount(v)) and known.unit]
    return column.mixes is Dimension.TIME or (
        bool(units) and all(is_time(words[-1]) for words in units)
    )


def is_time_taken(column: Column) -> bool:
    """Whether a column tells how long something takes, so that the fastest has the least."""
    return not set(stems(column.name)) & set(stems(LENGTHS["fast"]))


def calls_by_number(column: Column) -> bool:
    """Whether the numbers of a column are names, such as those of rooms."""
    return _CALLED.fullmatch(column.name.strip()) is not None


def quantities(table: TypedTable) -> list[int]:
    """The columns that tell how many pieces there are, and cost nothing."""
    paid = money(table)
    return [c.at for c in table.numbers if set(stems(c.name)) & _QUANTITY and c.at not in paid]


def countings(table: TypedTable) -> tuple[int, ...]:
    """The columns next to each other that count pieces in whole numbers, as for each of some sites.

    None where one column tells how many there are.
    """
    if quantities(table):
        return ()
    odd = {*money(table), *rankings(table)}
    runs: list[list[int]] = [[]]
    for column in table.columns[1:]:
        whole = column.kind is Kind.NUMBER and all(_WHOLE.fullmatch(v) for v in column.values if v)
        of_kind = whole and column.at not in odd and not _MEASURED.search(column.name)
        if of_kind and not lasts(column) and not calls_by_number(column):
            runs[-1].append(column.at)
        elif runs[-1]:
            runs.append([])
    return max((tuple(run) for run in runs), key=len)


def has_gaps(column: Column) -> bool:
    """Whether a column has cells that hold nothing."""
    return any(column.polarity(value) is Polarity.MISSING for value in column.values)
