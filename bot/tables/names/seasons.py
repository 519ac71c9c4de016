"""Seasons: rows of a part of the year, by a day or a month that the question names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.tables.model.typed import TypedTable
from bot.tables.model.words import Word
from bot.tables.names.mentions import Mention, Name, Role

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_TILL = r"\s*(?:[-\u2013\u2014]|to|through|thru|until)\s*"
# "Mar 1 – Jun 15 (sowing)", "November to March".
_SEASON = re.compile(
    rf"(?:from\s+)?(?P<one>{_MONTH})(?:\s+(?P<first>\d\d?))?{_TILL}"
    rf"(?P<two>{_MONTH})(?:\s+(?P<last>\d\d?))?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_SAID = re.compile(rf"\b(?P<month>{_MONTH})(?:\s+(?P<day>\d\d?)(?:st|nd|rd|th)?\b)?", re.IGNORECASE)
# What makes a month of a word that is also a verb: "in May", "early March".
_BEFORE = re.compile(
    r"\b(?:in|on|during|for|of|by|this|next|last|early|late|mid|it'?s|until|till|since|from)[\s-]+$",
    re.IGNORECASE,
)
_VERBS = frozenset({"may", "march", "mar", "august"})
_END = 31
_FEWEST, _HALF = 2, 0.5

_Day = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Season:
    """The days from ``first`` to ``last``, each a month and a day; it may go over the new year."""

    first: _Day
    last: _Day

    def holds(self, said: _Day) -> bool:
        if self.first <= self.last:
            return self.first <= said <= self.last
        return said >= self.first or said <= self.last


def season_of(text: str) -> Season | None:
    """The season that a whole cell is; a month without a day is meant from end to end."""
    found = _SEASON.fullmatch(text.strip())
    if found is None:
        return None
    first, last = int(found["first"] or 1), int(found["last"] or _END)
    return Season((_month(found["one"]), first), (_month(found["two"]), last))


def season_mentions(text: str, words: Sequence[Word], table: TypedTable) -> Iterator[Mention]:
    """The rows of a part of the year in which a day or a month of the question lies."""
    seasons = _seasons(table)
    for said in _SAID.finditer(text) if seasons else ():
        word = said["month"].rstrip(".").lower()
        if word in _VERBS and not (said["day"] or _BEFORE.search(text[: said.start()])):
            continue
        month = _month(word)
        day = int(said["day"]) if said["day"] else None
        days = [(month, day)] if day else [(month, day) for day in range(1, _END + 1)]
        rows = [row for row, season in seasons.items() if any(map(season.holds, days))]
        place = [at for at, w in enumerate(words) if said.start() <= w.start < said.end()]
        if rows and place:
            names = frozenset(table.row_name(row) for row in rows)
            yield Mention(Name(Role.ROW, 0, names), place[0], place[-1] + 1)


@cache
def _seasons(table: TypedTable) -> dict[int, Season]:
    """The seasons by which rows go, by their places; none where few rows do."""
    found = {row: s for row in table.rows if (s := season_of(table.row_name(row)))}
    enough = len(found) >= _FEWEST and len(found) >= _HALF * len(table.rows)
    return found if enough else {}


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
