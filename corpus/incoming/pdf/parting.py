"""Columns so close that the words of one cell nearly touch the next, told by the rows around them.

In "Customer Service NR  X  X" the first gap is no wider than a space between words. The row below
may have its name end earlier; where white space runs down through all rows, a column ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.incoming.pdf.runs import Run
from corpus.incoming.pdf.sheets import Box, Word

Row = list[Run]
Gap = tuple[float, float]
# A row with so many cells apart says where the columns are; so many rows have to agree.
_CELLS, _ROWS = 3, 4
# The least white space between columns, and between rows that are apart, in letter heights.
_NARROW, _APART = 0.12, 3.0
# Words of a cell that does not stand first; with more of them a line is running text.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``[start, end)`` with white space running down in the same places."""

    start: int
    end: int
    gaps: tuple[Gap, ...]

    @property
    def places(self) -> list[float]:
        """Where a column ends and the next begins."""
        return [_middle(gap) for gap in self.gaps]

    def parted(self, row: Row) -> Row:
        """One of its rows, the runs cut where a column ends."""
        return [piece for run in row for piece in _pieces(run, self.places)]


def blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """Blocks around the rows that show most columns, none of them overlapping."""
    taken: set[int] = set()
    guides = [at for at, row in enumerate(rows) if len(row) >= _CELLS and _is_short(row)]
    for at in sorted(guides, key=lambda at: (-len(rows[at]), at)):
        if at in taken:
            continue
        gaps = tuple((one.box.x1, two.box.x0) for one, two in pairwise(rows[at]))
        below = _grown(rows, range(at + 1, len(rows)), at, gaps)
        above = _grown(rows, range(at - 1, -1, -1), at, below.gaps)
        block = _trimmed(rows, Block(above.start, below.end, above.gaps))
        if block.end - block.start >= _ROWS and taken.isdisjoint(range(block.start, block.end)):
            taken |= set(range(block.start, block.end))
            yield block


def _grown(rows: Sequence[Row], further: range, at: int, gaps: tuple[Gap, ...]) -> Block:
    """The block from one row on, as far as white space runs in every gap."""
    start, end, before = at, at + 1, rows[at]
    for number in further:
        row = rows[number]
        left = tuple(_left(gap, row) for gap in gaps)
        if not _is_near(before, row) or any(
            right - begin < _NARROW * row[0].size for begin, right in left
        ):
            break
        if not all(_is_short(list(_pieces(run, [_middle(g) for g in left]))) for run in row):
            break
        start, end, gaps, before = min(start, number), max(end, number + 1), left, row
    return Block(start, end, gaps)


def _trimmed(rows: Sequence[Row], block: Block) -> Block:
    """A block without headings and text at its edges: a line without a wide space is no row."""
    apart = [at for at in range(block.start, block.end) if len(rows[at]) > 1]
    return Block(apart[0], apart[-1] + 1, block.gaps)


def _middle(gap: Gap) -> float:
    return sum(gap) / 2


def _left(gap: Gap, row: Row) -> Gap:
    """The widest part of a gap that no word of a row stands in."""
    left, right = gap
    free = [left]
    for box in sorted((w.box for run in row for w in run.words), key=lambda box: box.x0):
        if box.x1 > left and box.x0 < right:
            free += [max(box.x0, left), min(box.x1, right)]
    free.append(right)
    spaces = [(free[n], free[n + 1]) for n in range(0, len(free), 2)]
    return max(spaces, key=lambda space: space[1] - space[0])


def _is_near(one: Row, other: Row) -> bool:
    upper, lower = sorted((one[0].box, other[0].box), key=lambda box: box.top)
    return lower.top - upper.bottom <= _APART * one[0].size


def _is_short(cells: Sequence[Run]) -> bool:
    """Whether all but the first are cells of a word or two, and not running text."""
    return all(len(cell.words) <= _SHORT for cell in cells[1:])


def _pieces(run: Run, places: Sequence[float]) -> Iterator[Run]:
    """A run, cut at every place that lies between two of its words."""
    words: list[Word] = []
    for word in run.words:
        between = words and any(words[-1].box.x1 <= at <= word.box.x0 for at in places)
        if between:
            yield _run(words)
            words = []
        words.append(word)
    yield _run(words)


def _run(words: list[Word]) -> Run:
    box: Box = words[0].box
    for word in words[1:]:
        box = box.around(word.box)
    return Run(words, box)
