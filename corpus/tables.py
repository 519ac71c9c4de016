"""Tables of a document: cells with their spans."""

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.sentences import Span, without_marks

_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``span`` is its text without the padding, empty for an empty cell."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``cells`` has as many entries as the table has columns."""

    cells: tuple[Cell, ...]
    span: Span

    @property
    def key(self) -> str:
        """What the row is about: its first cell."""
        return self.cells[0].text


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its heading path; ``note`` is the paragraph that introduces it."""

    section: tuple[str, ...]
    note: Span | None
    header: Row
    rows: tuple[Row, ...]
    span: Span

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, first the one that holds the row keys."""
        return tuple(cell.text for cell in self.header.cells)


def read_table(text: str, lines: list[Span], section: tuple[str, ...], note: Span | None) -> Table:
    """Read a Markdown table from its ``lines`` (header, delimiter row, rows)."""
    header = _row(text, lines[0], None)
    rows = tuple(_row(text, line, len(header.cells)) for line in lines[2:])
    return Table(section, note, header, rows, Span(lines[0].start, lines[-1].end))


def _row(text: str, line: Span, width: int | None) -> Row:
    """Cells between unescaped pipes; short rows are filled up, long ones cut, as GFM does."""
    bars = [m.start() for m in _PIPE.finditer(text, line.start, line.end)]
    edges = [line.start - 1, *bars, line.end]
    gaps = [Span(a + 1, b) for a, b in pairwise(edges)]
    if not text[gaps[0].start : gaps[0].end].strip():
        gaps = gaps[1:]
    if gaps and not text[gaps[-1].start : gaps[-1].end].strip() and text[gaps[-1].start - 1] == "|":
        gaps = gaps[:-1]
    cells = [_cell(text, gap) for gap in gaps]
    if width is not None:
        empty = Cell("", Span(line.end, line.end))
        cells = (cells + [empty] * width)[:width]
    return Row(tuple(cells), line)


def _cell(text: str, gap: Span) -> Cell:
    raw = text[gap.start : gap.end]
    lead = len(raw) - len(raw.lstrip())
    stripped = raw.strip()
    start = gap.start + lead if stripped else gap.start
    value = without_marks(stripped).replace("\\|", "|").strip()
    return Cell(value, Span(start, start + len(stripped)))
