"""Ruled tables: cells between lines, merged ones filled."""

from bisect import bisect_left
from dataclasses import dataclass

from corpus.incoming.pdf.hyphens import Hyphens
from corpus.incoming.pdf.runs import lines_of, runs_of
from corpus.incoming.pdf.sheets import Box, Sheet, Word
from corpus.incoming.pdf.wording import wording
from corpus.incoming.spans import Spanned

_SNAP = 4.5


@dataclass(slots=True)
class Grid:
    """A table on a page: its cells with the words in them; without rules, cells are a guess.

    One that is ``open`` has no rule below: its last row may go on over the page.
    """

    box: Box
    page: int
    cells: list[tuple[Box, list[Word]]]
    ruled: bool = True
    open: bool = False

    @property
    def columns(self) -> tuple[float, ...]:
        """Where its columns begin and end."""
        return tuple(_places([side for box, _ in self.cells for side in (box.x0, box.x1)]))


def take_grids(sheet: Sheet) -> tuple[list[Grid], Sheet]:
    """The ruled tables of a page, and the page without their words."""
    grids = [grid for cells in sheet.grids if (grid := _grid(sheet, cells)) is not None]
    inside = {id(word) for grid in grids for _, words in grid.cells for word in words}
    return grids, sheet.without(inside)


def _grid(sheet: Sheet, cells: tuple[Box, ...]) -> Grid | None:
    """The table of these cells; None where they only frame or underlay text."""
    if not cells:
        return None
    box = cells[0]
    for cell in cells[1:]:
        box = box.around(cell)
    within = [word for word in sheet.words if box.holds(word.box)]
    held_by = [(cell, [word for word in within if cell.holds(word.box)]) for cell in cells]
    found = Grid(box, sheet.number, held_by, open=not _is_closed(sheet, box))
    held = sum(len(words) for _, words in found.cells)
    filled_cells = sum(bool(words) for _, words in found.cells)
    if len(found.columns) < 3 or filled_cells < 2 or held < len(within):  # noqa: PLR2004
        return None
    return found


def _is_closed(sheet: Sheet, box: Box) -> bool:
    """Whether a rule ends a table below; the end of a line down the page is as wide as the line."""
    near = [rule for rule in sheet.rules if abs(rule.bottom - box.bottom) < _SNAP]
    return any(rule.width > 2 * _SNAP for rule in near)


def spanned_cells(grid: Grid, hyphens: Hyphens) -> list[Spanned]:
    """The cells of a grid by row and column."""
    columns = _places([side for box, _ in grid.cells for side in (box.x0, box.x1)])
    rows = _places([side for box, _ in grid.cells for side in (box.top, box.bottom)])
    spanned = []
    for box, words in grid.cells:
        left, right = _nearest(columns, box.x0), _nearest(columns, box.x1)
        top, bottom = _nearest(rows, box.top), _nearest(rows, box.bottom)
        text = wording(lines_of(runs_of(words), grid.page), hyphens)
        spanned.append(Spanned(text, top, left, bottom - top, right - left))
    return spanned


def _places(sides: list[float]) -> list[float]:
    """Distinct places; lines that lie close together are the two sides of one rule."""
    places: list[float] = []
    for side in sorted(sides):
        if not places or side - places[-1] > _SNAP:
            places.append(side)
    return places


def _nearest(places: list[float], side: float) -> int:
    at = bisect_left(places, side)
    near = [index for index in (at - 1, at) if 0 <= index < len(places)]
    return min(near, key=lambda index: abs(places[index] - side))
