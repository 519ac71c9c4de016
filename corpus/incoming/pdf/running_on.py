"""What runs on from one column or page to the next: paragraphs, list entries and tables."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.incoming.notes import unmarked
from corpus.incoming.pdf.blocks import Block
from corpus.incoming.pdf.grids import Grid, spanned_cells
from corpus.incoming.pdf.hyphens import Hyphens
from corpus.incoming.pieces import page_mark
from corpus.incoming.reading import Doubt, Removed, doubt
from corpus.incoming.spans import Spanned
from corpus.outline import BlockKind

_ENDED = re.compile(r"[.!?:;][\"”’)\]]*$")
_SAME = 5.0
_LONG = 6
_TEXT = {BlockKind.PARAGRAPH, BlockKind.ITEM}

Flow = Block | Grid


def texts_joined(regions: Sequence[Sequence[Flow]]) -> list[list[Flow]]:
    """Regions in which a text that was broken off goes on where it began."""
    joined: list[list[Flow]] = []
    for region in regions:
        first = next((thing for thing in region if not _is_note(thing)), None)
        before = _last(joined)
        if isinstance(before, Block) and isinstance(first, Block) and _is_one(before, first):
            before.lines += first.lines
            joined.append([thing for thing in region if thing is not first])
        else:
            joined.append(list(region))
    return joined


def _last(regions: list[list[Flow]]) -> Flow | None:
    things = (thing for region in reversed(regions) for thing in reversed(region))
    return next((thing for thing in things if not _is_note(thing)), None)


def _is_note(thing: Flow) -> bool:
    return isinstance(thing, Block) and thing.kind is BlockKind.FOOTNOTE


def _is_one(before: Block, after: Block) -> bool:
    return _runs_on(before, after) or _is_one_heading(before, after)


def _runs_on(before: Block, after: Block) -> bool:
    if before.kind not in _TEXT or after.kind is not BlockKind.PARAGRAPH:
        return False
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.06 * last.size:
        return False
    lower = first.text[:1].islower()
    return lower or (before.full and not _ENDED.search(last.text))


def _is_one_heading(before: Block, after: Block) -> bool:
    """Whether a heading over all columns has its last line where only the first column is."""
    last, first = before.lines[-1], after.lines[0]
    close = last.page == first.page and 0 < first.box.bottom - last.box.bottom < 2 * last.size
    return before.kind is after.kind is BlockKind.HEADING and before.level == after.level and close


class Tables:
    """Ruled tables, those joined that run over a page."""

    def __init__(self, hyphens: Hyphens) -> None:
        self.hyphens = hyphens
        self.doubts: list[Doubt] = []
        self.removed: list[Removed] = []

    def cells(self, grids: Sequence[Grid]) -> list[Spanned]:
        """The cells of one table that stands on several pages, a repeated header once."""
        whole = spanned_cells(grids[0], self.hyphens)
        for before, grid in pairwise(grids):
            part = spanned_cells(grid, self.hyphens)
            whole = self._joined(whole, part, grid.page, may_be_named=before.open)
        return whole

    def _joined(
        self, whole: list[Spanned], part: list[Spanned], page: int, *, may_be_named: bool
    ) -> list[Spanned]:
        repeated = _repeated(whole, part)
        part = _without_empty_row(part, repeated)
        for row in range(repeated):
            words = " ".join(unmarked(cell.text) for cell in part if cell.row == row)
            self.removed.append(Removed(why="header of a table again", words=words, pages=(page,)))
        height = max(cell.row + cell.rows for cell in whole)
        rest = [
            replace(cell, row=cell.row - repeated + height) for cell in part if cell.row >= repeated
        ]
        first = [cell for cell in rest if cell.row == height]
        if not first:
            return whole
        last = [cell for cell in whole if cell.row + cell.rows == height]
        shown = " | ".join(cell.text for cell in first)
        if _goes_on(last, first, may_be_named=may_be_named):
            self.doubts.append(doubt("a row over two pages is put together", shown, page))
            return self._row_joined(whole, rest, height, page)
        first.sort(key=lambda cell: cell.column)
        marked = replace(first[0], text=page_mark(page) + first[0].text)
        return [*whole, *(marked if cell is first[0] else cell for cell in rest)]

    def _row_joined(
        self, whole: list[Spanned], rest: list[Spanned], height: int, page: int
    ) -> list[Spanned]:
        """The first row of the rest appended to the last row of the whole, cell for cell."""
        more = {cell.column: cell.text for cell in rest if cell.row == height and cell.text}
        marked = min(more, default=-1)
        joined = []
        for cell in whole:
            text = more.pop(cell.column, "") if cell.row + cell.rows == height else ""
            if text:
                said = self.hyphens.joined(cell.text, text, page) if cell.text else text
                cut = len(said) - len(text)
                mark = page_mark(page) if cell.column == marked else ""
                joined.append(replace(cell, text=said[:cut] + mark + said[cut:]))
            else:
                joined.append(cell)
        return [*joined, *(replace(c, row=c.row - 1) for c in rest if c.row > height)]


def same_table(before: Grid, after: Grid) -> bool:
    """Whether a table on the next page has the columns of the one before."""
    one, other = before.columns, after.columns
    if after.page != before.page + 1 or len(one) != len(other):
        return False
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _repeated(whole: list[Spanned], part: list[Spanned]) -> int:
    """How many rows at the beginning of a part stand at the beginning of the whole as well."""
    height = max(cell.row + cell.rows for cell in part)
    count = 0
    for row in range(height):
        if _row(part, row) != _row(whole, row):
            break
        count += 1
    return count


def _without_empty_row(cells: list[Spanned], row: int) -> list[Spanned]:
    """The cells without a row that says nothing: the end of one whose text all stands before."""
    if any(cell.text for cell in cells if cell.row == row):
        return cells
    return [replace(c, row=c.row - (c.row > row)) for c in cells if c.row != row]


def _row(cells: list[Spanned], row: int) -> list[tuple[str, int, int]]:
    found = [(unmarked(c.text), c.column, c.columns) for c in cells if c.row == row]
    return sorted(found, key=lambda cell: cell[1])


def _goes_on(last: list[Spanned], first: list[Spanned], *, may_be_named: bool) -> bool:
    """Whether a first row is the rest of the last one: text broken off, and no name of its own.

    Where no rule ends the last row its name may be broken off as well, but not alone.
    """
    named = any(cell.column == 0 and cell.text for cell in first)
    if named and not may_be_named:
        return False
    above = {cell.column: cell.text for cell in last}
    for cell in first:
        if named and cell.column == 0:
            continue
        before = above.get(cell.column, "")
        broken = len(before.split()) >= _LONG and not _ENDED.search(before)
        if cell.text and (cell.text[0].islower() or broken):
            return True
    return False
