"""Durations: lengths of time in one column that are written in several units, as numbers.

``3 years``, ``180 days`` and ``Permanent`` can be compared once each is a number of minutes.
"""

import math
import re
from collections.abc import Iterable

from bot.tables.model.values import Amount, amount, is_missing
from bot.tables.model.words import stems

_DAY = 24 * 60
_YEAR = 365.25 * _DAY
# Minutes, the longest unit first.
_MINUTES = {
    "year": _YEAR,
    "month": _YEAR / 12,
    "week": 7.0 * _DAY,
    "day": float(_DAY),
    "hour": 60.0,
    "minute": 1.0,
}
_SHORT = {"yr": "year", "mo": "month", "wk": "week", "hr": "hour", "h": "hour", "min": "minute"}
# An hour and minutes: "1 h 15 min".
_PARTS = re.compile(r"\d[\d.,]*\s*[a-z]+\.?", re.IGNORECASE)
_SEVERAL = re.compile(rf"(?:{_PARTS.pattern}(?:,?\s+(?:and\s+)?|$)){{2,3}}", re.IGNORECASE)
_BY_STEM = {stem: size for unit, size in _MINUTES.items() for stem in stems(unit)} | {
    stem: _MINUTES[unit] for short, unit in _SHORT.items() for stem in stems(short)
}
_ENDLESS = re.compile(
    r"permanent(?:ly)?|indefinite(?:ly)?|forever|unlimited|never expires|no (?:time )?limit"
    r"|no expir(?:y|ation)",
    re.IGNORECASE,
)


def unit_size(unit: str) -> float | None:
    """How many minutes a unit of time is; None for a word that is none."""
    own = stems(unit)
    return _BY_STEM.get(own[0]) if len(own) == 1 else None


def minutes(text: str) -> float | None:
    """The minutes that a whole cell says, without end for ``Permanent``; None if it says none."""
    if is_endless(text):
        return math.inf
    parts = _PARTS.findall(text) if _SEVERAL.fullmatch(text.strip()) else [text]
    known = [_one(part) for part in parts]
    return None if None in known else sum(part for part in known if part)


def _one(text: str) -> float | None:
    known = amount(text)
    size = unit_size(known.unit) if known and not known.before else None
    return None if known is None or size is None else known.number * size


def is_endless(text: str) -> bool:
    """Whether a cell says that something lasts without end."""
    return _ENDLESS.fullmatch(text.strip().rstrip(".")) is not None


def are_durations(values: Iterable[str]) -> bool:
    """Whether all cells that hold something are lengths of time, in two units or more."""
    told = [value for value in values if not is_missing(value)]
    units = {unit_size(known.unit) for value in told if (known := amount(value))}
    several = len(units) + any(is_endless(value) for value in told) > 1
    return bool(units) and several and all(minutes(value) is not None for value in told)


def written(size: float) -> str:
    """A number of minutes in the longest unit of which it is a whole number."""
    if math.isinf(size):
        return "without end"
    unit = next((u for u, m in _MINUTES.items() if size >= m and size % m == 0), "minute")
    count = size / _MINUTES[unit]
    return Amount(count, unit=unit if count == 1 else f"{unit}s").said(count)
