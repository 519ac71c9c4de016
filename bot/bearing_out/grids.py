"""Grids: the cited rows of a table of marks or numbers, with their header."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.bearing_out.text import Text
from bot.tables.model.values import MISSING

_RULE = re.compile(r"[|:\s-]+")
MARKS = frozenset({"x", "yes", "✓", "✔", "•"})
_PAIR = 2  # cells of a list of names with a text each, which is no grid
_BLANK = MISSING | {"no"}


@dataclass(frozen=True)
class Grid:
    """The rows of a cited table by name, each with its cells by column."""

    columns: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]

    @property
    def is_marks(self) -> bool:
        cells = {cell.lower() for row in self.rows.values() for cell in row}
        return bool(cells) and cells <= MARKS | _BLANK

    @property
    def is_numbers(self) -> bool:
        return all(cell.isdigit() for row in self.rows.values() for cell in row)


def grid_of(quotes: Sequence[Text]) -> Grid | None:
    """The grid of marks or numbers that some quotes make up, with a header; None without one."""
    lines = [line for quote in quotes for line in _lines(quote.text)]
    headers = [line for line in lines if not any(_is_value(cell) for cell in line[1:])]
    rows = {line[0]: tuple(line[1:]) for line in lines if all(map(_is_value, line[1:]))}
    if len(headers) != 1 or not rows:
        return None
    grid = Grid(tuple(headers[0][1:]), rows)
    sized = all(len(row) == len(grid.columns) for row in rows.values())
    return grid if sized and (grid.is_marks or grid.is_numbers) else None


def _lines(text: str) -> Iterator[list[str]]:
    """The rows of table text; several stand in one folded line, so cells are cut by its width."""
    for line in re.split(r"(?<=\|)\s+(?=\|)", text):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.lstrip().startswith("|") and not _RULE.fullmatch(line) and len(cells) > _PAIR:
            yield cells


def _is_value(cell: str) -> bool:
    return cell.lower() in MARKS | _BLANK or cell.isdigit()
