"""Columns, blocks and tables of all pages put together, also where they run over a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.incoming.marks import list_mark
from corpus.incoming.pdf.aligned import split_aligned
from corpus.incoming.pdf.blocks import (
    CONTENTS_ENTRY,
    NUMBERED_NOTE,
    Block,
    Column,
    Lists,
    blocks_of,
)
from corpus.incoming.pdf.columns import Placed, Region, column_starts, in_reading_order
from corpus.incoming.pdf.grids import Grid
from corpus.incoming.pdf.hyphens import Hyphens
from corpus.incoming.pdf.running_on import Flow, Tables, same_table, texts_joined
from corpus.incoming.pdf.runs import Run, lines_of, runs_of
from corpus.incoming.pdf.sheets import Line, Sheet
from corpus.incoming.pdf.styles import Styles, styles_of
from corpus.incoming.pdf.wording import wording
from corpus.incoming.pieces import Piece
from corpus.incoming.reading import Doubt, Removed, doubt
from corpus.incoming.spans import filled
from corpus.outline import BlockKind

Part = list[Line] | Grid
_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Assembled:
    pieces: list[Piece]
    doubts: list[Doubt]
    removed: list[Removed]


@dataclass(frozen=True)
class _Placed:
    """A region of a page with its lines and tables, and the edges of its column on all pages."""

    sheet: Sheet
    parts: list[Part]
    beside: bool

    @cached_property
    def edges(self) -> tuple[float, float]:
        boxes = [line.box for part in self.parts if isinstance(part, list) for line in part]
        return min((b.x0 for b in boxes), default=0), max((b.x1 for b in boxes), default=0)

    @cached_property
    def ends(self) -> list[float]:
        """Where its longer lines end."""
        left, right = self.edges
        lines = (line for part in self.parts if isinstance(part, list) for line in part)
        return [line.box.x1 for line in lines if line.box.x1 - left > (right - left) / 2]


def assembled(
    sheets: Sequence[Sheet], grids: Mapping[int, Sequence[Grid]], known: frozenset[str]
) -> Assembled:
    """The pieces of a document, in reading order."""
    things = [(sheet, _things(sheet, grids[sheet.number])) for sheet in sheets]
    starts = column_starts(on_page for _, on_page in things)
    placed = [
        _Placed(sheet, _parts(region, sheet.number), region.beside)
        for sheet, on_page in things
        for region in in_reading_order(on_page, starts)
    ]
    columns = [part for region in placed for part in region.parts if isinstance(part, list)]
    styles = styles_of(columns)
    cells = [lines for _, on_page in things for thing in on_page for lines in _cell_lines(thing)]
    hyphens = Hyphens(([line.text for line in lines] for lines in (*columns, *cells)), known)
    flow = texts_joined(list(_blocks(placed, styles)))
    tables = Tables(hyphens)
    pieces = list(_pieces([thing for region in flow for thing in region], tables))
    return Assembled(pieces, [*tables.doubts, *hyphens.doubts], tables.removed)


def _things(sheet: Sheet, grids: Sequence[Grid]) -> list[Placed]:
    return [*runs_of(sheet.words), *grids]


def _cell_lines(thing: Placed) -> Iterator[list[Line]]:
    if isinstance(thing, Grid):
        for _, words in thing.cells:
            yield lines_of(runs_of(words), thing.page)


def _parts(region: Region, page: int) -> list[Part]:
    """Lines between tables, in order."""
    parts: list[Part] = []
    runs: list[Run] = []
    for thing in region.placed:
        if isinstance(thing, Run):
            runs.append(thing)
        else:
            parts += [*_texts(runs, page), thing]
            runs = []
    return [*parts, *_texts(runs, page)]


def _texts(runs: list[Run], page: int) -> Iterator[Part]:
    for part in split_aligned(runs, page):
        yield part if isinstance(part, Grid) else lines_of(part, page)


def _blocks(placed: list[_Placed], styles: Styles) -> Iterator[list[Flow]]:
    lists = Lists()
    for region in placed:
        left, right = _edges(region, placed)
        blocks: list[Flow] = []
        for part in region.parts:
            if isinstance(part, Grid):
                blocks.append(part)
            else:
                column = Column(part, region.sheet.dots, left, right)
                blocks += blocks_of(column, styles, lists)
        yield blocks


def _edges(region: _Placed, placed: list[_Placed]) -> tuple[float, float]:
    """Where the column of a region begins and ends on all pages that have it."""
    left, right = region.edges
    ends: list[float] = []
    for other in placed:
        x0, x1 = other.edges
        shared = min(right, x1) - max(left, x0)
        if other.beside == region.beside and shared > 0.5 * min(right - left, x1 - x0):
            left = min(left, x0)
            ends += other.ends
    # A few lines may stand out into the margin: the edge is where most lines end at the latest.
    ends.sort()
    return left, ends[int(_MOST * (len(ends) - 1))] if ends else right


def _pieces(flow: list[Flow], tables: Tables) -> Iterator[Piece]:
    open_table: list[Grid] = []
    waiting: list[Block] = []
    for thing in flow:
        if isinstance(thing, Grid):
            if open_table and not same_table(open_table[-1], thing):
                yield from _closed(open_table, waiting, tables)
                open_table, waiting = [], []
            open_table.append(thing)
        elif open_table and thing.kind is BlockKind.FOOTNOTE:
            waiting.append(thing)
        else:
            yield from _closed(open_table, waiting, tables)
            open_table, waiting = [], []
            yield _piece(thing, tables.hyphens)
    yield from _closed(open_table, waiting, tables)


def _closed(grids: list[Grid], notes: list[Block], tables: Tables) -> Iterator[Piece]:
    if grids:
        yield from _table(grids, tables)
    for note in notes:
        yield _piece(note, tables.hyphens)


def _table(grids: list[Grid], tables: Tables) -> Iterator[Piece]:
    page = grids[0].page
    table = filled(tables.cells(grids))
    if table is None:
        return
    for title in table.titles:
        yield Piece(BlockKind.PARAGRAPH, title, page=page)
    if table.rows:
        yield Piece(BlockKind.TABLE, rows=table.rows, page=page)
    if not grids[0].ruled:
        said = " | ".join(table.rows[0]) if table.rows else ""
        tables.doubts.append(doubt("columns of a table told by white space alone", said, page))
    if table.merged:
        tables.doubts.append(doubt("merged cells are filled", " | ".join(table.rows[0]), page))


def _piece(block: Block, hyphens: Hyphens) -> Piece:
    text, mark = wording(block.lines, hyphens), block.mark
    if block.kind is BlockKind.ITEM and not block.drawn:
        found = list_mark(text)
        text = found.text if found else text
    page, level = block.lines[0].page, block.level or block.depth
    numbered = NUMBERED_NOTE.match(text)
    if block.kind is BlockKind.FOOTNOTE and numbered:
        rest = text[numbered.end() :]
        return Piece(block.kind, rest, mark=numbered.group(1), page=page, guessed=True)
    entry = CONTENTS_ENTRY.sub(r", \1", text) if block.kind is BlockKind.ITEM else text
    return Piece(block.kind, entry, level, mark, page=page)
