"""Bands: columns and cells that stand for all numbers between two, as prices by size.

``to 10 bu``, ``over 10 to 50 bu`` and ``over 50 bu`` head the columns of a fee schedule, ``$1,000
to $5,000`` fills a cell of a table of approvals; "30 bushels" and "a $3,000 order" lie within them.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.tables.model.measures import unit_of
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import is_missing
from bot.tables.model.words import Word, stems
from bot.tables.names.mentions import Mention, Name, Role

_MONEY = r"[$€£]"
_NUMBER = rf"{_MONEY}?\s?\d[\d,]*(?:\.\d+)?(?:\s?k\b)?"
_UNIT = r"[A-Za-z][A-Za-z.]*"
_MORE = r"over|above|more\ than|greater\ than|>"
_LESS = r"under|below|less\ than|fewer\ than|<"
_TILL = r"-|\u2013|\u2014|\bto\b|\band\b|\bthrough\b|\bup\ to\b"
_BAND = re.compile(
    rf"""(?:
    (?:(?:up\ to|to|at\ most|no\ more\ than|through|\u2264|<=)|(?P<under>{_LESS}))
      \s*(?P<high>{_NUMBER})
    |(?P<high2>{_NUMBER})(?:\s+{_UNIT})?\s+(?:or|and)\ (?:less|fewer|under|below)
    |(?:(?P<over>{_MORE})|from|between|at\ least|\u2265|>=)?
      \s*(?P<one>{_NUMBER})(?:\s*{_UNIT})?\s*(?:{_TILL})\s*(?P<two>{_NUMBER})
    |(?:(?P<past>{_MORE})|at\ least|from|\u2265|>=)\s*(?P<low>{_NUMBER})
      (?:\s+(?:and|or)\ (?:up|over|more|above))?
    |(?P<low2>{_NUMBER})(?:\s+{_UNIT})?
      \s*(?:\+|\bplus\b|(?:and|or)\ (?:up|over|more|above)\b)
    )\s*(?P<unit>(?:{_UNIT}\s?){{0,3}})""",
    re.IGNORECASE | re.VERBOSE,
)
_SIDE = re.compile(
    r"\b(?:(?P<more>over|above|more than|greater than|beyond)|under|below|less than|fewer than)"
    r"\s+(?:about\s+)?[$€£]?$",
    re.IGNORECASE,
)
_NEXT = 1e-6
_FEWEST, _HALF = 2, 0.5
_OLDEST, _NEWEST = 1900, 2100
_IN_MONEY = frozenset({"dollar", "dollars", "bucks", "usd", "grand"})
_NOT_COUNTED = frozenset({"th", "st", "nd", "rd", "percent", "am", "pm", "a", "p"})


@dataclass(frozen=True, slots=True)
class Band:
    """All numbers from ``low`` to ``high`` of a ``unit``; an ``open`` end is not within it."""

    low: float
    high: float
    open_low: bool
    open_high: bool
    unit: str
    money: bool

    def holds(self, number: float) -> bool:
        above = number > self.low if self.open_low else number >= self.low
        below = number < self.high if self.open_high else number <= self.high
        return above and below


@lru_cache(maxsize=4096)
def band_of(text: str) -> Band | None:
    """The band that a whole heading or cell is; None for a plain number, years or words."""
    said = _BAND.fullmatch(text.strip())
    if said is None:
        return None
    low = _value(said["one"] or said["low"] or said["low2"])
    high = _value(said["two"] or said["high"] or said["high2"])
    unit = said["unit"].strip()
    money = re.search(_MONEY, text) is not None
    years = {low, high} - {None}
    if not (unit or money) and all(year and _OLDEST <= year <= _NEWEST for year in years):
        return None
    if low is not None and high is not None and low >= high:
        return None
    return Band(
        low=-math.inf if low is None else low,
        high=math.inf if high is None else high,
        open_low=bool(said["over"] or said["past"]),
        open_high=bool(said["under"]),
        unit=unit,
        money=money,
    )


def _value(text: str | None) -> float | None:
    if text is None:
        return None
    digits = re.sub(r"[^\d.]", "", text)
    return float(digits) * (1_000 if text.lower().endswith("k") else 1)


def band_mentions(text: str, words: Sequence[Word], table: TypedTable) -> Iterator[Mention]:
    """The column, or the cells, whose band holds a number of the question.

    Of columns one alone must; cells of several rows do where something else tells those apart.
    """
    for name, bands in _axes(table):
        for at, word in enumerate(words):
            if word.value is None or not _counts(text, words, at, bands):
                continue
            number = word.value + _beyond(text[: word.start])
            held = [index for index, band in bands.items() if band.holds(number)]
            if held and (name is not None or len(held) == 1):
                yield Mention(_name(table, name, held), at, _end(words, at, bands[held[0]]))


def _beyond(before: str) -> float:
    """What lies next to a number on the side that is asked for: "over 50" is more than 50."""
    found = _SIDE.search(before)
    return 0.0 if found is None else (_NEXT if found["more"] else -_NEXT)


@cache
def _axes(table: TypedTable) -> tuple[tuple[int | None, dict[int, Band]], ...]:
    """The bands of the columns, by their places, and of each column's cells, by their rows."""
    axes: list[tuple[int | None, dict[int, Band]]] = []
    heads = {c.at: band for c in table.columns[1:] if (band := band_of(c.name))}
    if len(heads) >= _FEWEST:
        axes.append((None, heads))
    for column in table.columns:
        told = [value for value in column.values if not is_missing(value)]
        cells = {row: band for row, v in enumerate(column.values) if (band := band_of(v))}
        if len({*cells.values()}) >= _FEWEST and len(cells) >= _HALF * len(told):
            axes.append((column.at, cells))
    return tuple(axes)


def _name(table: TypedTable, column: int | None, held: Sequence[int]) -> Name:
    if column is None:
        return Name(Role.COLUMN, held[0])
    values = frozenset(table.value(row, column) for row in held)
    return Name(Role.VALUE if column else Role.ROW, column, values)


def _counts(text: str, words: Sequence[Word], at: int, bands: dict[int, Band]) -> bool:
    """Whether a number counts what the bands are of: their money, their unit or anything."""
    word, one = words[at], next(iter(bands.values()))
    behind = [w.text for w in words[at + 1 : at + 3]]
    money = text[: word.start].rstrip().endswith(tuple("$€£")) or bool({*behind} & _IN_MONEY)
    if one.money or money:
        return one.money and money
    if {*behind[:1]} & _NOT_COUNTED:
        return False
    unit = next((band.unit for band in bands.values() if band.unit), "")
    if not unit:
        return unit_of(behind[0]) is None if behind else True
    return any(_is_unit(said, unit) for said in behind)


def _is_unit(said: str, unit: str) -> bool:
    """Whether a word is a unit, in full or in short: "bushels" for ``bu``."""
    own, known = unit_of(said), unit_of(unit.split(maxsplit=1)[0])
    if own and known:
        return own == known
    short = unit.split(maxsplit=1)[0].rstrip(".").lower()
    return {*stems(said)} <= {*stems(unit)} or said.startswith(short)


def _end(words: Sequence[Word], at: int, band: Band) -> int:
    """Where a number ends with the unit that stands behind it."""
    behind = words[at + 1 : at + 2]
    told = bool(behind) and bool(band.unit) and _is_unit(behind[0].text, band.unit)
    money = bool(behind) and behind[0].text in _IN_MONEY
    return at + 2 if told or money else at + 1
