"""Figures: every number that can be counted or computed from the cells that a sentence rests on."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Protocol

from bot.tables.model.values import amount, day
from bot.tables.model.words import words_in
from corpus.tables import Table

_DIGITS = 2


class Cell(Protocol):
    """A cell with the names of its row and column."""

    @property
    def table(self) -> Table: ...
    @property
    def row(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def value(self) -> str: ...


def numbers_of(cells: Sequence[Cell]) -> set[float]:
    """Values, counts, sums, means and differences of the cells, rounded to two decimals."""
    counts = _counts(cells)
    columns = [list(column.values()) for column in _by_column(cells).values()]
    found = {
        *_held(cells),
        *counts,
        *(sum(column) for column in columns),
        *(sum(column) / len(column) for column in columns),
        *_apart(columns),
        *_apart(_by_row(cells)),
        *_apart([sorted(counts)]),
        *(a + b for a, b in combinations(sorted(counts), 2)),
        sum(_per_column(cells)),
    }
    return {round(number, _DIGITS) for number in found}


def _held(cells: Iterable[Cell]) -> set[float]:
    words = (word for cell in cells for word in words_in(cell.value))
    return {float(word.text.replace(",", "")) for word in words if word.text[0].isdigit()}


def _apart(groups: Iterable[Sequence[float]]) -> set[float]:
    return {abs(a - b) for group in groups for a, b in combinations(group, 2)}


def _by_column(cells: Sequence[Cell]) -> dict[tuple[int, str], dict[tuple[str, int], float]]:
    """The numbers of each column, a day as the number of its days."""
    found: dict[tuple[int, str], dict[tuple[str, int], float]] = {}
    for at, cell in enumerate(cells):
        number = _number(cell.value)
        if number is not None:
            found.setdefault((id(cell.table), cell.column), {})[cell.row, at] = number
    return found


def _by_row(cells: Sequence[Cell]) -> list[list[float]]:
    rows: dict[tuple[int, str], list[float]] = {}
    for cell in cells:
        number = _number(cell.value)
        if number is not None:
            rows.setdefault((id(cell.table), cell.row), []).append(number)
    return list(rows.values())


def _number(value: str) -> float | None:
    known = amount(value)
    if known is not None:
        return known.number
    date = day(value)
    return float(date.toordinal()) if date else None


def _counts(cells: Sequence[Cell]) -> set[float]:
    """Sizes of the sets that the cells make: all, by table, by column, by value, and by both."""
    groups: dict[tuple[object, ...], set[tuple[object, ...]]] = {}
    for cell in cells:
        member = (id(cell.table), cell.row)
        for key in (
            ("all",),
            ("table", id(cell.table)),
            ("column", cell.column),
            ("value", cell.value),
            ("cell", cell.column, cell.value),
            ("cell", id(cell.table), cell.column, cell.value),
        ):
            groups.setdefault(key, set()).add(member)
        groups.setdefault(("columns",), set()).add((cell.column,))
        groups.setdefault(("marks", cell.value), set()).add((*member, cell.column))
        groups.setdefault(("row", *member, cell.value), set()).add((cell.column,))
        groups.setdefault(("row", *member), set()).add((cell.column,))
    return {float(len(group)) for group in groups.values()}


def _per_column(cells: Sequence[Cell]) -> list[float]:
    columns: dict[tuple[int, str], set[str]] = {}
    for cell in cells:
        columns.setdefault((id(cell.table), cell.column), set()).add(cell.row)
    return [float(len(rows)) for rows in columns.values()]
