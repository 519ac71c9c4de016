"""The order in which a page is read: columns from left to right, between what crosses them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.incoming.marks import list_mark
from corpus.incoming.pdf.grids import Grid
from corpus.incoming.pdf.runs import Run

Placed = Run | Grid
_GUTTER = 6.0
_ALIGNED = 3.0
_LINES = 4
_WORDS = 15
_FULL = 0.55
_HALF = 0.5


@dataclass(slots=True)
class Region:
    """What stands below each other; ``beside`` says that it is a column beside another one."""

    placed: list[Placed]
    beside: bool


def column_starts(pages: Iterable[Sequence[Placed]]) -> tuple[float, ...]:
    """Where second columns begin on any page: what is sure on one page helps on the others."""
    found = (_right_column(_sorted(placed), ()) for placed in pages)
    return tuple(sorted({start for start in found if start is not None}))


def in_reading_order(placed: Sequence[Placed], starts: tuple[float, ...] = ()) -> list[Region]:
    """What stands on a page in regions of one column each, in the order of reading."""
    return list(_cut(_sorted(placed), starts, beside=False))


def _sorted(placed: Sequence[Placed]) -> list[Placed]:
    return sorted(placed, key=lambda thing: (thing.box.top, thing.box.x0))


def _cut(placed: list[Placed], starts: tuple[float, ...], *, beside: bool) -> Iterator[Region]:
    start = _right_column(placed, starts)
    across: list[Placed] = []
    for band in _bands(placed, start) if start is not None else [placed]:
        if start is None or not _reads_in_columns(band, start, starts):
            across += band
            continue
        if across:
            yield Region(across, beside)
        across = []
        for side in _sides(band, start):
            yield from _cut(side, (), beside=True)
    if across:
        yield Region(across, beside)


def _right_column(placed: list[Placed], starts: tuple[float, ...]) -> float | None:
    """Where a second column begins, if there is one: the place that most lines begin at."""
    runs = [thing for thing in placed if isinstance(thing, Run)]
    left = min((run.box.x0 for run in runs), default=0)
    right = max((run.box.x1 for run in runs), default=0)
    begun = [run.box.x0 for run in runs if run.box.x0 > left + 0.2 * (right - left)]
    counted = {start: sum(abs(start - other) <= _ALIGNED for other in begun) for start in begun}
    usual = [start for start in counted if counted[start] >= _LINES]
    for start in sorted(usual, key=lambda start: (-counted[start], start)):
        first = min(other for other in begun if abs(start - other) <= _ALIGNED)
        if any(_reads_in_columns(band, first, ()) for band in _bands(placed, first)):
            return first
    for start in starts:
        if any(_reads_in_columns(band, start, starts) for band in _bands(placed, start)):
            return start
    return None


def _bands(placed: list[Placed], start: float) -> list[list[Placed]]:
    """Horizontal bands of a page between what crosses the gutter, which is a band of its own."""
    bands: list[list[Placed]] = [[]]
    for thing in placed:
        if thing.box.x0 < start - 1 and thing.box.x1 > start - _GUTTER:
            bands += [[thing], []]
        else:
            bands[-1].append(thing)
    return [band for band in bands if band]


def _reads_in_columns(band: list[Placed], start: float, starts: tuple[float, ...]) -> bool:
    """Whether both sides are running text or lists, and not the cells of a table.

    Where other pages have a column that begins here, the right side may be short or empty.
    """
    sides = [[thing for thing in side if isinstance(thing, Run)] for side in _sides(band, start)]
    left, right = sides
    if any(abs(start - other) <= _ALIGNED for other in starts):
        edge = start - min((run.box.x0 for run in left), default=start)
        return len(left) > 1 and median(run.box.width for run in left) > _HALF * edge
    if min(len(left), len(right)) < 2 or max(len(left), len(right)) < _LINES:  # noqa: PLR2004  a line is no column
        return False
    return all(_is_running(side) for side in sides) or all(_is_list(side) for side in sides)


def _is_running(side: list[Run]) -> bool:
    width = max(run.box.x1 for run in side) - min(run.box.x0 for run in side)
    words = sum(len(run.words) for run in side)
    full = median(run.box.width for run in side) > _FULL * width
    return words >= _WORDS and words / len(side) >= 3 and full  # noqa: PLR2004  not cells


def _is_list(side: list[Run]) -> bool:
    marked = sum(list_mark(_text(run)) is not None for run in side)
    return marked >= 2 and marked >= 0.5 * len(side)  # noqa: PLR2004  half of the lines


def _text(run: Run) -> str:
    return " ".join(word.text for word in run.words)


def _sides(band: list[Placed], start: float) -> tuple[list[Placed], list[Placed]]:
    left = [thing for thing in band if thing.box.x0 < start - 1]
    right = [thing for thing in band if thing.box.x0 >= start - 1]
    return left, right
