"""Columns: what a column holds, by its cells and by what the notes say of its codes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from bot.tables.model.codes import Code, Polarity, read_codes, usual_polarity
from bot.tables.model.meanings import description, empty_meaning
from bot.tables.model.measures import Dimension, measured_in, size_of
from bot.tables.model.values import Amount, amount, are_days, is_missing, ordinal
from bot.tables.model.words import stems

_MOST = 0.8
_MOST_CODES = 6
# So many texts of so many words at most stand between yes and no.
_OTHERS, _FEW = 2, 4
_PAIR = 2
# What numbers rows and is more or less all the same: a rank, a year.
_COUNTING = re.compile(
    r"\b(?:rank|priority|position|place|order|year|fy|level|step|grade)", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_LONGEST_CODE = 4
_LISTED = re.compile(r"\s*[,;/]\s*")
_SPACED = re.compile(r"[A-Z][A-Za-z]?(?: [A-Z][A-Za-z]?)+")
# So many of the codes that cells list are explained at least.
_EXPLAINED = 2 / 3


class Kind(StrEnum):
    MARK = "mark"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """One column; ``codes`` by their text, empty where cells speak for themselves.

    ``told`` is what a note says that it tells.
    """

    name: str
    at: int
    kind: Kind
    codes: dict[str, Code]
    values: tuple[str, ...]
    told: str = ""

    def polarity(self, value: str) -> Polarity | None:
        """Whether a value of this column affirms, denies or is missing; None for neither."""
        code = self.codes.get(value)
        if code is not None:
            return code.polarity
        return Polarity.MISSING if is_missing(value) else None

    @cached_property
    def mixes(self) -> Dimension | None:
        """What it measures in several units; None where it has one or none."""
        return measured_in(self.values) if self.kind is Kind.NUMBER else None

    def number(self, value: str) -> float | None:
        """A value as a number that can be compared; a date counts its days.

        Where a column mixes units, as g and kg, it counts the smallest of their kind.
        """
        if self.kind is Kind.DATE:
            return ordinal(value)
        if self.mixes:
            return size_of(value, self.mixes)
        known = amount(value)
        return known.number if known else None


def column_of(
    name: str, at: int, values: tuple[str, ...], notes: str, legend: Mapping[str, str]
) -> Column:
    codes = read_codes(values, notes) if at else {}
    if at:
        if listed := _listed_codes(values, notes, legend, codes):
            codes = {**{text: c for text, c in codes.items() if is_missing(text)}, **listed}
        codes = {} if _count(values, codes) else codes
    codes |= {value: Code(value, "", None) for value in _between(values, codes)}
    if at and "" in values and (meaning := empty_meaning(name, notes)):
        codes = {**codes, "": Code("", meaning, Polarity.MISSING)}
    told = description(name, notes) if at else ""
    return Column(name, at, _kind(values, codes), codes, values, told)


def _count(values: tuple[str, ...], codes: dict[str, Code]) -> bool:
    """Whether digits that notes explain stand beside others that they do not: those count."""
    told = {value for value in values if not is_missing(value)}
    digits = [code for code in codes if code.isdigit()]
    return bool(digits) and not told <= {*codes}


def _listed_codes(
    values: tuple[str, ...], notes: str, legend: Mapping[str, str], codes: dict[str, Code]
) -> dict[str, Code]:
    """The codes that cells list, if most are explained, or that a table of codes explains."""
    held = sorted({part for value in values for part in parts_in(value)})
    if not held or any(len(part) > _LONGEST_CODE for part in held):
        return {}
    if {*held} <= {*legend} and not any(code.meaning for code in codes.values()):
        return read_codes(held, "\n".join(f"{key} = {legend[key]}" for key in held))
    codes = read_codes(held, notes) if any(part not in values for part in held) else {}
    told = sum(part in codes and bool(codes[part].meaning) for part in held)
    return codes if told >= _EXPLAINED * len(held) else {}


def parts_in(value: str) -> list[str]:
    """What a cell lists: ``K, C, M`` or, of letters, ``K C M``."""
    parts = value.split() if _SPACED.fullmatch(value) else _LISTED.split(value)
    return [part for part in parts if part]


def _between(values: Sequence[str], codes: dict[str, Code]) -> set[str]:
    """What stands between yes and no in a column that has both: "pending"."""
    told = [value for value in values if not is_missing(value)]
    others = [value for value in told if value not in codes]
    both = {Polarity.YES, Polarity.NO} <= {code.polarity for code in codes.values()}
    few = len(others) < len(told) - len(others) and len({*others}) <= _OTHERS
    words = all(not _DIGIT.search(value) and len(value.split()) <= _FEW for value in others)
    return {*others} if both and few and words else set()


def with_empty_marks(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A column that holds nothing but its neighbours' sign for missing is one of marks too."""
    signs = {value for column in columns if column.kind is Kind.MARK for value in column.codes}
    return tuple(
        replace(column, kind=Kind.MARK)
        if column.at and any(column.values) and set(column.values) <= signs
        else column
        for column in columns
    )


def with_states(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """One column alone of open, closed and whatever else is of states, not of yes and no."""
    kept = []
    for column in columns:
        told = [code for code in column.codes.values() if code.text]
        states = len(told) > _PAIR and all(code.meaning for code in told)
        plain = {Polarity.YES, Polarity.NO}
        usual = any(usual_polarity(code.text) in plain and code.polarity for code in told)
        shared = any({*c.codes} & {*column.codes} for c in columns if c is not column)
        of_states = column.kind is Kind.MARK and states and not (usual or shared)
        kept.append(replace(column, kind=Kind.TEXT) if of_states else column)
    return tuple(kept)


def as_names(column: Column) -> Column:
    """The column that numbers the rows of a list: of its numbers none is more than another."""
    counts = column.kind is Kind.NUMBER and not _COUNTING.search(column.name)
    return replace(column, kind=Kind.TEXT) if counts else column


def _kind(values: Sequence[str], codes: dict[str, Code]) -> Kind:
    affirms = [v for v in values if v in codes and codes[v].polarity in {Polarity.YES, Polarity.NO}]
    known = [v for v in values if not is_missing(v) and v not in codes]
    if affirms and not known and len(codes) <= _MOST_CODES and not _are_states(codes):
        return Kind.MARK
    told = [v for v in values if not is_missing(v)]
    if not told:
        return Kind.TEXT
    if are_days(told):
        return Kind.DATE
    if measured_in(told):
        return Kind.NUMBER
    amounts = [found for v in told if (found := amount(v)) is not None]
    if len(amounts) >= _MOST * len(told) and _comparable(amounts):
        return Kind.NUMBER
    return Kind.TEXT


def _are_states(codes: dict[str, Code]) -> bool:
    """Whether codes are several states of which none denies another: planned, open, retired."""
    told = [code for code in codes.values() if code.text]
    usual = any(usual_polarity(code.text) is Polarity.YES and code.polarity for code in told)
    open_ended = all(code.meaning and code.polarity in {None, Polarity.YES} for code in told)
    return len(told) > _PAIR and open_ended and not usual


def _comparable(amounts: Sequence[Amount]) -> bool:
    """Whether amounts are in one currency or one unit, so that one can be more than another."""
    money = {known.before for known in amounts}
    units = {stems(known.unit) or (known.unit,) for known in amounts if known.unit}
    return len(money - {""}) == 1 or (money == {""} and len(units) <= 1)
