"""What a made document consists of, and what must come back when it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Head:
    level: int
    text: str


@dataclass(frozen=True)
class Para:
    """Running text; ``[^1]`` in it is the mark of a footnote."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Entries with their depth, from 1; inner lists have bullets."""

    entries: tuple[tuple[int, str], ...]
    numbered: bool = False


@dataclass(frozen=True)
class Cell:
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Grid:
    """A table: ``headers`` rows are its header; a ``ruled`` one has lines around its cells."""

    rows: tuple[tuple[Cell, ...], ...]
    headers: int = 1
    ruled: bool = True

    @property
    def width(self) -> int:
        return sum(cell.columns for cell in self.rows[0])

    def placed(self) -> Iterator[tuple[int, int, Cell]]:
        """Each cell with the row and column of its upper left corner."""
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                taken |= {
                    (number + y, column + x) for y in range(cell.rows) for x in range(cell.columns)
                }
                yield number, column, cell
                column += cell.columns

    def expected(self) -> list[list[str]]:
        """The table with merged cells filled and its header rows made one."""
        filled = [[""] * self.width for _ in self.rows]
        for row, column, cell in self.placed():
            for y in range(cell.rows):
                filled[row + y][column : column + cell.columns] = [cell.text] * cell.columns
        heads = filled[: self.headers]
        columns = (dict.fromkeys(filter(None, column)) for column in zip(*heads, strict=True))
        header = [": ".join(column) for column in columns]
        return [header, *filled[self.headers :]]


@dataclass(frozen=True)
class Scan:
    """A page that is a picture of words: what it says cannot be read."""


@dataclass(frozen=True)
class Made:
    """A document: its blocks, its footnotes by mark, its columns, and what runs over its pages."""

    blocks: tuple[Head | Para | Listing | Grid | Scan, ...]
    notes: dict[str, str] = field(default_factory=dict)
    columns: int = 1
    running_head: str = ""

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]


def row(*texts: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell(text) for text in texts)
