"""Tables with merged cells made into rows and columns: what a merged cell says holds in each."""

from dataclasses import dataclass

from corpus.errors import GuideError
from corpus.incoming.pieces import Rows

COLUMNS = 60
ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell and where it stands: its first row and column, and how many it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A table without merged cells; ``titles`` are lines over its whole width, above the header."""

    rows: Rows
    titles: tuple[str, ...] = ()
    merged: bool = False


def filled(cells: list[Spanned], header_rows: int | None = None) -> Filled | None:
    """The table of these cells; None if there is none.

    Several header rows become one: “Grade: GS-11”. Without ``header_rows`` they are told by the
    merged cells of the first row.
    """
    cells = [cell for cell in cells if cell.rows > 0 and cell.columns > 0]
    if not cells:
        return None
    height = max(cell.row + cell.rows for cell in cells)
    width = max(cell.column + cell.columns for cell in cells)
    if width > COLUMNS or height > ROWS:
        raise GuideError(
            f"a table of {height} rows and {width} columns is too large, expected at most "
            f"{ROWS} and {COLUMNS}: split it first"
        )
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            grid[row][cell.column : cell.column + cell.columns] = [cell.text] * cell.columns
    titles, at = _titles(cells, grid, width)
    depth = header_rows - at if header_rows is not None else _depth(cells, at, width)
    depth = min(max(depth, 1), height - at) if height > at else 0
    if depth == 0:
        return Filled((), titles)
    header = tuple(
        _joined([grid[at + row][column] for row in range(depth)]) for column in range(width)
    )
    # A row without a word is the rest of a row that ended on the page before.
    rows = (header, *(tuple(row) for row in grid[at + depth :] if any(row)))
    merged = any(cell.rows * cell.columns > 1 for cell in cells if cell.row >= at)
    return Filled(rows, titles, merged)


def _titles(cells: list[Spanned], grid: list[list[str]], width: int) -> tuple[tuple[str, ...], int]:
    """The lines that stand over all columns above the header, and where the header begins."""
    at = 0
    while (
        width > 1
        and at < len(grid)
        and any(cell.row == at and cell.columns == width and cell.rows == 1 for cell in cells)
    ):
        at += 1
    return tuple(grid[row][0] for row in range(at) if grid[row][0]), at


def _depth(cells: list[Spanned], at: int, width: int) -> int:
    """How many rows the header has: as many as a cell of the first row that spans them."""
    first = [cell for cell in cells if cell.row == at]
    grouped = any(cell.columns > 1 for cell in first)
    if not grouped:
        return 1
    tallest = max(cell.rows for cell in first)
    corner_empty = any(cell.column == 0 and not cell.text for cell in first)
    return tallest if tallest > 1 else 2 if corner_empty and width > 1 else 1


def _joined(parts: list[str]) -> str:
    said = dict.fromkeys(part for part in parts if part)
    return ": ".join(said)
