"""Measures: what one column measures in several units, as numbers that can be compared.

``3 years``, ``180 days`` and ``Permanent`` are numbers of minutes, ``450 g`` and ``6.1 kg`` are
numbers of grams.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.tables.model.values import Amount, amount, is_missing
from bot.tables.model.words import stems


class Dimension(StrEnum):
    """What units measure; those of one dimension can be turned into each other."""

    TIME = "time"
    MASS = "mass"
    LENGTH = "length"
    VOLUME = "volume"
    DATA = "data"
    POWER = "power"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is written; ``size``: how many of its dimension's smallest unit it is.

    Those are minutes, grams, millimeters, milliliters, kilobytes and watts.
    """

    name: str
    dimension: Dimension
    size: float


_DAY = 24 * 60
_YEAR = 365.25 * _DAY
# Names of each unit, the one in full first; the largest of each dimension first.
_UNITS: dict[Dimension, tuple[tuple[float, str], ...]] = {
    Dimension.TIME: (
        (_YEAR, "year yr yrs"),
        (_YEAR / 12, "month mo"),
        (7.0 * _DAY, "week wk"),
        (float(_DAY), "day"),
        (60.0, "hour hr hrs h"),
        (1.0, "minute min"),
    ),
    Dimension.MASS: (
        (1_000_000.0, "tonne"),
        (1_000.0, "kg kilogram kilo"),
        (453.59237, "lb pound"),
        (28.349523125, "oz ounce"),
        (1.0, "g gram"),
    ),
    Dimension.LENGTH: (
        (1_609_344.0, "mile mi"),
        (1_000_000.0, "km kilometer kilometre"),
        (1_000.0, "m meter metre"),
        (914.4, "yard yd"),
        (304.8, "ft foot feet"),
        (25.4, "in inch inches"),
        (10.0, "cm centimeter centimetre"),
        (1.0, "mm millimeter millimetre"),
    ),
    Dimension.VOLUME: (
        (3_785.411784, "gal gallon"),
        (1_000.0, "l liter litre"),
        (946.352946, "qt quart"),
        (1.0, "ml milliliter millilitre"),
    ),
    Dimension.DATA: ((1e9, "TB"), (1e6, "GB"), (1e3, "MB"), (1.0, "KB")),
    Dimension.POWER: ((1e3, "kW kilowatt"), (1.0, "W watt")),
}
# An hour and minutes: "1 h 15 min".
_PARTS = re.compile(r"\d[\d.,]*\s*[a-z]+\.?", re.IGNORECASE)
_SEVERAL = re.compile(rf"(?:{_PARTS.pattern}(?:,?\s+(?:and\s+)?|$)){{2,3}}", re.IGNORECASE)
_BY_STEM = {
    stem: Unit(names.split()[0], dimension, size)
    for dimension, units in _UNITS.items()
    for size, names in units
    for name in names.split()
    for stem in stems(name)
}
_ENDLESS = re.compile(
    r"permanent(?:ly)?|indefinite(?:ly)?|forever|unlimited|never expires|no (?:time )?limit"
    r"|no expir(?:y|ation)",
    re.IGNORECASE,
)
_HUNDREDTHS, _ROUNDING = 100, 1e-6


def unit_of(word: str) -> Unit | None:
    """The unit that a word names, in full or in short; None for a word that names none."""
    own = stems(word)
    return _BY_STEM.get(own[0]) if len(own) == 1 else None


def names_of_units(dimension: Dimension) -> frozenset[str]:
    """The stems of the names of all units of a dimension."""
    return frozenset(stem for stem, unit in _BY_STEM.items() if unit.dimension is dimension)


def is_time(word: str) -> bool:
    """Whether a word names a unit of time."""
    unit = unit_of(word)
    return unit is not None and unit.dimension is Dimension.TIME


def size_of(text: str, dimension: Dimension) -> float | None:
    """What a whole cell measures, in the smallest unit; ``Permanent`` is without end.

    None if it measures nothing of the dimension.
    """
    if dimension is Dimension.TIME and is_endless(text):
        return math.inf
    parts = _PARTS.findall(text) if _SEVERAL.fullmatch(text.strip()) else [text]
    known = [_one(part, dimension) for part in parts]
    return None if None in known else sum(part for part in known if part)


def _one(text: str, dimension: Dimension) -> float | None:
    known = amount(text)
    unit = unit_of(known.unit) if known and not known.before else None
    if known is None or unit is None or unit.dimension is not dimension:
        return None
    return known.number * unit.size


def is_endless(text: str) -> bool:
    """Whether a cell says that something lasts without end."""
    return _ENDLESS.fullmatch(text.strip().rstrip(".")) is not None


def measured_in(values: Iterable[str]) -> Dimension | None:
    """What all cells that hold something measure, in two units or more; None if there is none."""
    told = [value for value in values if not is_missing(value)]
    units = {unit_of(known.unit) for value in told if (known := amount(value))} - {None}
    dimensions = {unit.dimension for unit in units if unit}
    several = len(units) + any(is_endless(value) for value in told) > 1
    if not several or len(dimensions) != 1:
        return None
    dimension = dimensions.pop()
    return dimension if all(size_of(value, dimension) is not None for value in told) else None


def written(size: float, dimension: Dimension, values: Iterable[str]) -> str:
    """A size in the largest unit that says it exactly: time in whole ones, others in hundredths.

    Units of time may be any, others are those of the column's ``values``.
    """
    if math.isinf(size):
        return "without end"
    if dimension is Dimension.TIME:
        units = _UNITS[dimension]
        large, names = next((u for u in units if size >= u[0] and size % u[0] == 0), units[-1])
        count, name = size / large, names.split()[0]
        return Amount(count, unit=name if count == 1 else f"{name}s").said(count)
    told = {known.unit for value in values if (known := amount(value))}
    used = [(unit.size, name) for name in told if (unit := unit_of(name))]
    used.sort(reverse=True)
    large, name = next((u for u in used if abs(size) >= u[0] and _is_exact(size / u[0])), used[-1])
    return Amount(size / large, unit=name).said(size / large)


def _is_exact(count: float) -> bool:
    """Whether two decimals say a number."""
    return abs(count * _HUNDREDTHS - round(count * _HUNDREDTHS)) < _ROUNDING
