"""Values: what the text of a cell is as a number, an amount with its unit, or a date."""

import re
from calendar import day_name
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from dateutil import parser as dates

from corpus.tables import MONTH

# "3 days", not "3 to 5 days", "2 of 3" or "10 x 20": those are no one number.
_UNIT = (
    r"(?!(?:st|nd|rd|th|to|or|and|of|x|by|through|plus)\b)"
    r"[^\W\d_](?:[^\W\d_]|[./ -])*(?<![ -])[23²³]?"
)
_NUMBER = re.compile(
    r"(?P<minus>[-\u2212+])?(?P<before>[$€£]|USD\s)?\s?(?P<sign>[-\u2212+])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?"
    rf"(?:(?P<ordinal>st|nd|rd|th)|\s*(?P<unit>%|{_UNIT}))?\s?[*†‡]*",
    re.IGNORECASE,
)
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WEEKDAY = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?"
_SAID = {"first": "1", "second": "2", "third": "3", "fifteenth": "15"}
_OF_MONTH = r"\d\d?(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<![\w/])(?:{_WEEKDAY}(?:\d{{4}}-\d\d?-\d\d?|\d\d?/\d\d?/(?:\d{{4}}|\d\d)|"
    rf"{MONTH}\s+(?:the\s+)?{_OF_MONTH}(?:,?\s+\d{{4}})?"
    rf"|(?:{_OF_MONTH}\s+(?:of\s+)?|(?:{'|'.join(_SAID)})\s+of\s+){MONTH}(?:,?\s+\d{{4}})?)|"
    rf"\d\d?-{MONTH}-\d{{2,4}}|{MONTH},?\s+\d{{4}}|(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)(?![\w/])",
    re.IGNORECASE,
)
# Several days, of which the first says when: "Jun 2–4, 2026", "Jan 30 to Feb 2".
_TILL = r"\s*(?:[-\u2013\u2014]|to|through|thru|until)\s*"
_DAYS = re.compile(
    rf"(?P<month>{MONTH})\s+(?P<of>\d\d?)(?P<own>,?\s+\d{{4}})?{_TILL}(?:{MONTH}\s+)?\d\d?"
    rf"(?P<year>,?\s+\d{{4}})?|(?P<first>\d\d?)(?:\s+(?P<its>{MONTH}))?{_TILL}\d\d?\s+"
    rf"(?P<other>{MONTH})(?P<later>,?\s+\d{{4}})?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# So many of the cells of a column of days are one, and a few of them may be a year alone.
_MOST, _HALF = 0.8, 0.5
# What tables write where there is nothing to write.
MISSING = frozenset(
    {"", "-", "\u2013", "\u2014", "n/a", "na", "tbd", "tba", "nr", "nil", "none", "?", "…"}
)
_WEEKDAYS = {
    short.lower(): full for full in day_name for short in (full, full[:3], full[:4], full[:5])
}
# The year of a date that names none: a leap year, so that it has every day.
NO_YEAR = 2000
_MIDNIGHT = datetime(NO_YEAR, 1, 1, tzinfo=UTC)

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what stands around it: ``$1,200`` or ``3 days``."""

    number: float
    before: str = ""
    unit: str = ""

    def said(self, number: float) -> str:
        """Another number in the same unit, written in the same way."""
        whole = abs(number - round(number)) < _ROUNDING
        digits = f"{round(number):,}" if whole else f"{number:,.2f}"
        if not (whole or self.before):  # cents are two digits, anything else as few as it needs
            digits = digits.rstrip("0")
        joint = "" if self.unit in {"", "%"} else " "
        before = f"{self.before} " if self.before.isalpha() else self.before
        return f"{before}{digits}{joint}{self.unit}"


def weekday(text: str) -> str | None:
    """The day of the week that a whole cell is, in full: ``Thursday`` for ``Thu.``."""
    return _WEEKDAYS.get(text.strip().lower().rstrip("."))


def is_missing(text: str) -> bool:
    """Whether a cell stands for nothing known."""
    return text.strip().lower().strip("()") in MISSING


@lru_cache(maxsize=8192)
def amount(text: str) -> Amount | None:
    """The number that a whole cell is, or None; a date is none."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or day(text) is not None:
        return None
    size = float(match["digits"].replace(",", "") + (match["rest"] or ""))
    scale, _, unit = (match["unit"] or "").strip().partition(" ")
    if scale.lower() in _SCALES:
        size *= _SCALES[scale.lower()]
    else:
        unit = f"{scale} {unit}".strip()
    signs = {match["minus"], match["sign"]} - {None, "+"}
    number = -size if signs else size
    return Amount(number, (match["before"] or "").strip(), unit)


@lru_cache(maxsize=8192)
def day(text: str) -> date | None:
    """The date that a whole cell is, or None; a date without a year falls in ``NO_YEAR``.

    Of several days in a row it is the first.
    """
    told = text.strip().rstrip("*†‡ ")
    if several := _DAYS.fullmatch(told):
        year = several["own"] or several["year"] or several["later"] or ""
        month = several["month"] or several["its"] or several["other"]
        told = f"{month} {several['of'] or several['first']}{year}"
    if not _DATE.fullmatch(told):
        return None
    told = re.sub(
        r"[a-z]+", lambda word: _SAID.get(word[0].lower(), word[0]), told, flags=re.IGNORECASE
    )
    try:
        found: datetime = dates.parse(told, default=_MIDNIGHT)
    except (ValueError, OverflowError):
        return None
    return found.date()


def ordinal(text: str) -> float | None:
    """The number of the day that a cell is; of a year alone, that of its first day."""
    told = f"January 1, {text.strip()}" if _YEAR.fullmatch(text.strip()) else text
    found = day(told)
    return float(found.toordinal()) if found else None


def are_days(values: Iterable[str]) -> bool:
    """Whether the cells of a column are days, some of which may be years alone."""
    told = [value for value in values if not is_missing(value)]
    days = sum(day(value) is not None for value in told)
    known = days + sum(_YEAR.fullmatch(value.strip()) is not None for value in told)
    return known >= _MOST * len(told) and days >= _HALF * len(told) and days > 0


@lru_cache(maxsize=256)  # every table looks for dates in the same question
def days_in(text: str) -> tuple[tuple[date, int, int], ...]:
    """The dates in a sentence, each with its place."""
    found = []
    for match in _DATE.finditer(text):
        value = day(match.group())
        if value is not None:
            found.append((value, match.start(), match.end()))
    return tuple(found)
