"""Conditions: what is demanded of a row of a table, and the cells that it is read from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import eq, ge, gt, le, lt

from bot.tables.model.codes import Polarity
from bot.tables.model.typed import TypedTable, key_rows
from bot.tables.model.words import stems

Place = tuple[int, int]


class Sign(StrEnum):
    """How a number or a date compares with a bound."""

    LESS = "less than"
    AT_MOST = "at most"
    EQUAL = "exactly"
    AT_LEAST = "at least"
    MORE = "more than"


_COMPARE: dict[Sign, Callable[[float, float], bool]] = {
    Sign.LESS: lt,
    Sign.AT_MOST: le,
    Sign.EQUAL: eq,
    Sign.AT_LEAST: ge,
    Sign.MORE: gt,
}


@dataclass(frozen=True, slots=True)
class Among:
    """The row is one of these."""

    rows: tuple[int, ...]

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:  # noqa: ARG002  as all do
        return () if row in self.rows else None


@dataclass(frozen=True, slots=True)
class Is:
    """The cell in a column has one of these texts; ``negated``: it has none of them."""

    column: int
    values: frozenset[str]
    negated: bool = False

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        holds = (table.value(row, self.column) in self.values) != self.negated
        return ((row, self.column),) if holds else None


@dataclass(frozen=True, slots=True)
class Marked:
    """So many of the columns affirm: at least ``least`` and at most ``most``."""

    columns: tuple[int, ...]
    least: int
    most: int

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        yes = sum(affirms(table, row, column) for column in self.columns)
        holds = self.least <= yes <= self.most
        return tuple((row, column) for column in self.columns) if holds else None


@dataclass(frozen=True, slots=True)
class Bound:
    """The number or date in a column compares so with a bound; ``negated``: or is missing."""

    column: int
    sign: Sign
    bound: float
    negated: bool = False

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        value = table.columns[self.column].number(table.value(row, self.column))
        holds = value is not None and _COMPARE[self.sign](value, self.bound)
        return ((row, self.column),) if holds != self.negated else None


@dataclass(frozen=True, slots=True)
class Step:
    """From one column of numbers to another the value falls, stays or rises (LESS, EQUAL, MORE).

    ``least`` and ``most``: by how much, where that is asked.
    """

    before: int
    after: int
    sign: Sign | None
    least: float = 0
    most: float | None = None

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        one, two = (number(table, row, column) for column in (self.before, self.after))
        if one is None or two is None or (self.sign and not _COMPARE[self.sign](two, one)):
            return None
        step = abs(step_between(one, two))
        fits = step >= self.least and (self.most is None or step <= self.most)
        return ((row, self.before), (row, self.after)) if fits else None


@dataclass(frozen=True, slots=True)
class Course:
    """Along the columns a cell that affirms is followed by one that does not.

    ``returns``: and later by one that affirms again.
    """

    columns: tuple[int, ...]
    returns: bool = False

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        yes = "".join("+-"[not affirms(table, row, column)] for column in self.columns)
        holds = "+-" in yes if not self.returns else "-" in yes.strip("-")
        return tuple((row, column) for column in self.columns) if holds else None


@dataclass(frozen=True, slots=True)
class Member:
    """The row's name stands in one of these tables; ``negated``: in none of them."""

    tables: tuple[TypedTable, ...]
    negated: bool = False

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        return ((row, 0),) if bool(self.places(table, row)) != self.negated else None

    def places(self, table: TypedTable, row: int) -> tuple[tuple[TypedTable, Place], ...]:
        """Where the row's name stands in the other tables."""
        own = stems(table.row_name(row))
        return tuple((t, (at, 0)) for t in self.tables if (at := key_rows(t).get(own)) is not None)

    def read(self, table: TypedTable, rows: Iterable[int]) -> list[tuple[TypedTable, Place]]:
        """What was read in the other tables: the names found, or all where none may be found."""
        found = [] if self.negated else [p for row in rows for p in self.places(table, row)]
        return found or [(other, (at, 0)) for other in self.tables for at in other.rows]


@dataclass(frozen=True, slots=True)
class Known:
    """The cell in a column holds something; ``negated``: it is missing."""

    column: int
    negated: bool = False

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        column = table.columns[self.column]
        missing = column.polarity(table.value(row, self.column)) is Polarity.MISSING
        return ((row, self.column),) if missing == self.negated else None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The row's name stands in one of these tables where conditions hold there.

    ``negated``: it stands in none of them so. The table may be that of the row itself.
    """

    parts: tuple[tuple[TypedTable, tuple["Condition", ...]], ...]
    negated: bool = False

    def cells(self, table: TypedTable, row: int) -> tuple[Place, ...] | None:
        own = stems(table.row_name(row))
        found = any(own in met(other, where) for other, where in self.parts)
        return ((row, 0),) if found != self.negated else None

    def read(self, table: TypedTable, rows: Iterable[int]) -> list[tuple[TypedTable, Place]]:
        """What was read in the other tables: of the names found or, where denied, left out.

        Of a table that has none of them, what meets the conditions there, or the names of all.
        """
        own = {stems(table.row_name(row)) for row in rows}
        read: list[tuple[TypedTable, Place]] = []
        for other, where in self.parts:
            there = met(other, where)
            found = [p for name, at in there.items() if self.negated or name in own for p in at]
            found = found or [p for at in there.values() for p in at]
            read += [(other, p) for p in found or [(row, 0) for row in other.rows]]
        return read


Condition = Among | Is | Marked | Bound | Step | Known | Course | Member | Elsewhere


@lru_cache(maxsize=256)
def met(
    table: TypedTable, where: tuple[Condition, ...]
) -> dict[tuple[str, ...], tuple[Place, ...]]:
    """The rows of a table that meet conditions, by the stems of their names, with what was read."""
    found: dict[tuple[str, ...], tuple[Place, ...]] = {}
    for name, row in key_rows(table).items():
        read = [condition.cells(table, row) for condition in where]
        if None not in read:
            found[name] = ((row, 0), *(place for cells in read if cells for place in cells))
    return found


def affirms(table: TypedTable, row: int, column: int) -> bool:
    """Whether a cell says yes."""
    return table.columns[column].polarity(table.value(row, column)) is Polarity.YES


def number(table: TypedTable, row: int, column: int) -> float | None:
    """The number or day that a cell holds, or None."""
    return table.columns[column].number(table.value(row, column))


def step_between(one: float, two: float) -> float:
    """From one number to another, rounded: 1.3 - 1.1 and 2.3 - 2.1 are the same step."""
    return round(two - one, 9)
