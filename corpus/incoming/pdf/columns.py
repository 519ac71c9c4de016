"""The order in which a page is read: columns from left to right, between what crosses them."""

from collections.abc import Iterator, Sequence
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


@dataclass(slots=True)
class Region:
    """What stands below each other; ``beside`` says that it is a column beside another one."""

    placed: list[Placed]
    beside: bool


def in_reading_order(placed: Sequence[Placed]) -> list[Region]:
    """What stands on a page in regions of one column each, in the order of reading."""
    regions: list[Region] = []
    for region in _cut(
        sorted(placed, key=lambda thing: (thing.box.top, thing.box.x0)), beside=False
    ):
        if regions and not region.beside and not regions[-1].beside:
            regions[-1].placed += region.placed
        else:
            regions.append(region)
    return regions


def _cut(placed: list[Placed], *, beside: bool) -> Iterator[Region]:
    start = _right_column(placed)
    if start is None:
        if placed:
            yield Region(placed, beside)
        return
    for band, in_columns in _bands(placed, start):
        if in_columns:
            for side in _sides(band, start):
                yield from _cut(side, beside=True)
        else:
            yield Region(band, beside)


def _right_column(placed: list[Placed]) -> float | None:
    """Where a second column begins, if there is one: the place that most lines begin at."""
    runs = [thing for thing in placed if isinstance(thing, Run)]
    if not runs:
        return None
    left = min(run.box.x0 for run in runs)
    right = max(run.box.x1 for run in runs)
    starts = [run.box.x0 for run in runs if run.box.x0 > left + 0.2 * (right - left)]
    counted = {start: sum(abs(start - other) <= _ALIGNED for other in starts) for start in starts}
    for start in sorted(counted, key=lambda start: (-counted[start], start)):
        if counted[start] < _LINES:
            return None
        first = min(other for other in starts if abs(start - other) <= _ALIGNED)
        if any(in_columns for _, in_columns in _bands(placed, first)):
            return first
    return None


def _bands(placed: list[Placed], start: float) -> list[tuple[list[Placed], bool]]:
    """Horizontal bands of a page: those in columns, and those that something crosses."""
    bands: list[tuple[list[Placed], bool]] = []
    band: list[Placed] = []
    for thing in placed:
        if thing.box.x0 < start - 1 and thing.box.x1 > start - _GUTTER:
            bands += [(band, _reads_in_columns(band, start)), ([thing], False)]
            band = []
        else:
            band.append(thing)
    bands.append((band, _reads_in_columns(band, start)))
    return [(band, in_columns) for band, in_columns in bands if band]


def _reads_in_columns(band: list[Placed], start: float) -> bool:
    """Whether both sides are running text or lists, and not the cells of a table."""
    sides = [[thing for thing in side if isinstance(thing, Run)] for side in _sides(band, start)]
    if any(len(side) < 2 for side in sides) or max(map(len, sides)) < _LINES:
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
