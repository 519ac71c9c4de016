"""Tables without rules: rows whose cells stand below each other with white space between."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.incoming.marks import list_mark
from corpus.incoming.pdf.grids import Grid
from corpus.incoming.pdf.parting import Block, blocks
from corpus.incoming.pdf.runs import Run, rows_of
from corpus.incoming.pdf.sheets import Box

_ROWS = 3
_GAP = 1.0
_TIGHT = 0.45
_LONGEST = 3.0

Row = list[Run]


def split_aligned(runs: Sequence[Run], page: int) -> list[list[Run] | Grid]:
    """Runs of a column in order, those that make a table without rules as a `Grid`."""
    parts: list[list[Run] | Grid] = []
    rows = [_with_mark(row) for row in rows_of(runs)]
    close = {block.start: block for block in blocks(rows)}
    at = 0
    while at < len(rows):
        length = _stretch(rows[at:])
        if block := close.get(at):
            parts.append(_close_grid(rows, block, page))
            length = block.end - at
        elif length:
            length = min([length, *(start - at for start in close if start > at)])
            parts.append(_grid(rows[at : at + length], page, _edges(rows[at : at + length])))
        elif parts and isinstance(parts[-1], list):
            parts[-1] += rows[at]
        else:
            parts.append(list(rows[at]))
        at += length or 1
    return parts


def _with_mark(row: Row) -> Row:
    """A line whose list mark stands far from its text, as one run."""
    if len(row) == 1 or list_mark(f"{row[0].words[0].text} x") is None or len(row[0].words) > 1:
        return row
    first, second, *rest = row
    return [Run([*first.words, *second.words], first.box.around(second.box)), *rest]


def _stretch(rows: list[Row]) -> int:
    """How many rows from the first on keep the same columns; 0 if they make no table."""
    columns = _spans(rows[0])
    if len(columns) < 2 or _is_named(rows[0]):  # noqa: PLR2004  one column is no table
        return 0
    length = last = several = 0
    for row in rows:
        merged = _merged([*columns, *_spans(row)], _GAP * row[0].size)
        if (
            len(merged) < len(columns)
            or _has_leaders(row)
            or _is_apart(rows[length - 1] if length else None, row)
        ):
            break
        if len(row) > 1:
            several, last = several + 1, length + 1
        columns = merged
        length += 1
    # A last cell may go on below the last line that has several.
    while last < length and _stands_close(rows[last - 1], rows[last]):
        last += 1
    return last if several >= _ROWS else 0


def _stands_close(before: Row, row: Row) -> bool:
    return row[0].box.top - before[0].box.bottom < _TIGHT * row[0].size


def _is_named(row: Row) -> bool:
    """Whether a line is of the kind “From: the office”, which is no row of a table."""
    return row[0].words[-1].text.endswith(":") or _has_leaders(row)


def _has_leaders(row: Row) -> bool:
    """Whether a line is one of a table of contents, with dots up to its page number."""
    return "...." in "".join(word.text for run in row for word in run.words)


def _is_apart(before: Row | None, row: Row) -> bool:
    return before is not None and row[0].box.top - before[0].box.bottom > _LONGEST * row[0].size


def _spans(row: Row) -> list[tuple[float, float]]:
    return _merged([(run.box.x0, run.box.x1) for run in row], _GAP * row[0].size)


def _merged(spans: list[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Spans that overlap or nearly touch as one."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _close_grid(rows: Sequence[Row], block: Block, page: int) -> Grid:
    cut = [block.parted(row) for row in rows[block.start : block.end]]
    left = min(row[0].box.x0 for row in cut)
    right = max(row[-1].box.x1 for row in cut)
    return _grid(cut, page, [left, *block.places, right])


def _edges(rows: list[Row]) -> list[float]:
    columns = _merged([s for row in rows for s in _spans(row)], _GAP * rows[0][0].size)
    return [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]


def _grid(rows: list[Row], page: int, edges: list[float]) -> Grid:
    grouped = _grouped(rows, edges)
    tops = [min(run.box.top for run in group) for group in grouped]
    bottoms = [*tops[1:], max(run.box.bottom for run in grouped[-1])]
    cells = []
    for group, top, bottom in zip(grouped, tops, bottoms, strict=True):
        for left, right in pairwise(edges):
            within = [run for run in group if left - 1 <= run.box.x0 < right]
            box = Box(left, top, right, bottom)
            cells.append((box, [word for run in within for word in run.words]))
    whole = cells[0][0].around(cells[-1][0])
    return Grid(whole, page, cells, ruled=False)


def _grouped(rows: list[Row], edges: list[float]) -> list[Row]:
    """Lines by the row they belong to: a line goes on with the one above where it stands close."""
    groups: list[Row] = []
    gaps = [row[0].box.top - before[0].box.bottom for before, row in pairwise(rows)]
    loose = max(gaps) > 2 * max(min(gaps), 0.5)
    for number, row in enumerate(rows):
        nameless = row[0].box.x0 >= edges[1] - 1
        tight = number > 0 and gaps[number - 1] < _TIGHT * row[0].size
        if groups and tight and (nameless or (loose and gaps[number - 1] < max(gaps) / 2)):
            groups[-1] = [*groups[-1], *row]
        else:
            groups.append(list(row))
    return groups
