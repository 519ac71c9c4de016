"""Dates: days, months, years and parts of them, as written in any of the usual ways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_NAMES = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_PART = (
    r"(?P<part>mid|early|late|middle|end|close|beginning|start|summer|winter|spring|fall|autumn)"
)
# Shares of a month or year: up to where it is early, and from where it is late.
_EARLY, _LATE, _OVERLAP = 0.4, 0.6, 0.1
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "fall": (9, 12), "autumn": (9, 12)}
_OF_YEAR = rf"(?:,? (?:of )?(?P<y>{_YEAR})\b)?"
# A month alone is one only behind such a word: "May" is a verb as well.
_BEFORE_MONTH = (
    r"(?:(?<=\bin )|(?<=\bby )|(?<=\bof )|(?<=\bto )|(?<=since )|(?<=until )|(?<=and )|(?<=from ))"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b(?P<y>{_YEAR})-(?P<mm>\d\d)-(?P<d>\d\d)\b",
        r"\b(?:[Ff]iscal(?: year)?|FY) ?(?P<fiscal>(?:20)?\d\d)\b",
        rf"(?<![\w-])(?P<d>{_DAY})(?: of)? (?P<m>{_MONTH})\b{_OF_YEAR}",
        rf"\b(?P<m>{_MONTH}) (?P<d>{_DAY})\b(?!,\d)(?:,? (?P<y>{_YEAR})\b)?",
        rf"(?i:\b{_PART}(?:-| in | of | )(?:the )?)(?P<m>{_MONTH})\b{_OF_YEAR}",
        rf"(?i:\b{_PART}(?:-| in | of | )(?:the )?(?:year )?)(?P<y>{_YEAR})\b",
        rf"\b(?P<m>{_MONTH}),? (?:of )?(?P<y>{_YEAR})\b",
        r"\bon the (?P<d>\d\d?(?:st|nd|rd|th))\b",
        rf"(?<![\w/.-])(?P<y>{_YEAR})(?![\w/-]|\.\d)",
        rf"{_BEFORE_MONTH}(?P<m>(?!May (?:also|be|have|not)){_MONTH})\b(?!-)",
    )
)


@dataclass(frozen=True, slots=True)
class Date:
    """As much of a date as is told; ``part`` is a stretch of the month or year, or a season."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    fiscal: bool = False

    def follows_from(self, other: "Date") -> bool:
        """Whether this says no more than ``other``, and nothing else."""
        if self.fiscal != other.fiscal:
            return False
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        if any(own is not None and own != known for own, known in pairs):
            return self.part in _SEASONS and self._within_season(other)
        return not self.part or self.part == other.part or self._in_part(other)

    def _within_season(self, other: "Date") -> bool:
        first, last = _SEASONS[self.part]
        return self.year in {None, other.year} and first <= (other.month or 0) <= last

    def _in_part(self, other: "Date") -> bool:
        """Whether the other's day or month lies in the part of the month or year named here."""
        if self.part in _SEASONS:
            return self._within_season(other)
        inner, length = (other.day, 31) if self.month or not self.year else (other.month, 12)
        if inner is None:
            return False
        share = (inner - 0.5) / length
        if self.part in {"early", "beginning", "start"}:
            return share < _EARLY
        if self.part in {"mid", "middle"}:
            return _EARLY - _OVERLAP < share < _LATE + _OVERLAP
        return share > _LATE


def dates(text: str) -> Iterator[tuple[Date, int, int]]:
    """The dates of a folded text, longest first, none inside another, each with its place."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span()
            if not any(start < stop and begin < end for begin, stop in taken):
                taken.append((start, end))
                yield _date(match), start, end


def _date(match: re.Match[str]) -> Date:
    got = {key: value for key, value in match.groupdict().items() if value}
    part = got.get("part", "").lower()
    part = {"close": "end", "middle": "mid", "start": "early", "beginning": "early"}.get(part, part)
    if "fiscal" in got:
        return Date(year=int(got["fiscal"][-2:]) + 2000, fiscal=True)
    month = int(got["mm"]) if "mm" in got else _NAMES.get(got.get("m", "").lower()[:3])
    day = int(re.sub(r"\D", "", got["d"])) if "d" in got else None
    return Date(int(got["y"]) if "y" in got else None, month, day, part)
