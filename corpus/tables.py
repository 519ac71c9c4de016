"""Tables of a document: cells with their spans."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from corpus.sentences import Span, without_marks

_PIPE = re.compile(r"(?<!\\)\|")
# A number, a code with one, or a day: "101", "25a", "MB-1004", "2026-01-01", "January 1".
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NUMBER = re.compile(
    r"[A-Z]{0,5}[-\u2013./ ]?\d[\dA-Z./-]*[a-z]?"
    rf"|(?i:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
    rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?)"
)
# What stands for the name beside it, in a column that is headed so: "PIPO" for Ponderosa pine.
_CODE = re.compile(r"[A-Z][A-Z0-9&-]{0,7}")
_CODED = re.compile(
    r"(?:.*\b)?(?:codes?|abbreviations?|abbr(?:ev)?|acronyms?|symbols?|initials|ids?|tags?)\W*",
    re.IGNORECASE,
)
# How a column of people or offices ends that goes by what they do: vendor, owner, contact.
AGENT = r"[a-z](?:er|or|ist|ian)|lead|head|contact"
# Of these a table lists each once, as what its rows are.
_PARTIES = re.compile(
    r"(?:supplier|vendor|contractor|provider|customer|manufacturer|member)s?\W*", re.IGNORECASE
)
_NAMING = re.compile(r"(?:full )?(?:names?|titles?|employees?|staff)\W*", re.IGNORECASE)
# Columns of people and of places, whose cells name no row though they may differ.
_ASIDE = re.compile(
    rf"(?:(?:{AGENT}|chief|staff|by|who)"
    r"|\b(?:room|location|place|building|address|lot|weekday|day|date|time)s?)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2}|\d+[- ][^\W\d_]{2}|[^\W\d_]\b.*[^\W\d_]{2}")
# What the foot of the page explains, and what only makes a cell stand out.
FOOTED = "*†‡§¹²³"
_EMPHASIS = "*_"
# So many columns, and rows, a table has whose first one may only number its rows.
_FEWEST, _PAIR = 3, 2
_LAST_NAMING = 3
# So many words a name has on average at most.
_LONGEST = 6


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

    def led_by(self, column: int) -> "Row":
        """The same row with another cell first."""
        rest = self.cells[:column] + self.cells[column + 1 :]
        return Row((self.cells[column], *rest), self.span)


@dataclass(frozen=True)
class Table:
    """A table under its heading path; ``note`` is the paragraph that introduces it.

    Cells stand in the order of the document, save that the one which names the row comes first.
    ``numbered``: what comes second stood first there, and tells rows apart by a number, a day or a
    code.
    What stood first and is the same for several rows, as a place, only moves behind the name.
    """

    section: tuple[str, ...]
    note: Span | None
    header: Row
    rows: tuple[Row, ...]
    span: Span
    numbered: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, first the one that holds the row keys."""
        return tuple(cell.text for cell in self.header.cells)

    @cached_property
    def named(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows by their keys, of which a table may have several alike."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.key, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}


def read_table(text: str, lines: list[Span], section: tuple[str, ...], note: Span | None) -> Table:
    """Read a Markdown table from its ``lines`` (header, delimiter row, rows)."""
    header = _row(text, lines[0], None)
    rows = tuple(_row(text, line, len(header.cells)) for line in lines[2:])
    span = Span(lines[0].start, lines[-1].end)
    if name := _naming(header, rows):
        led = tuple(row.led_by(name) for row in rows)
        numbers = _number(header, rows)
        return Table(section, note, header.led_by(name), led, span, numbered=numbers)
    return Table(section, note, header, rows, span)


def _naming(header: Row, rows: Sequence[Row]) -> int:
    """The column that names the rows: the first, unless it numbers, dates or groups them."""
    if len(header.cells) < _FEWEST or len(rows) < _PAIR:
        return 0
    last = min(len(header.cells), _LAST_NAMING + 1)
    found = next((at for at in range(1, last) if _names(at, header, rows)), 0)
    return (
        found if found and (_number(header, rows) or _group(rows, header.cells[found].text)) else 0
    )


def _number(header: Row, rows: Sequence[Row]) -> bool:
    """Whether the first column only numbers or dates the rows, or has codes for their names."""
    forms = (_NUMBER, _CODE) if _CODED.fullmatch(header.key) else (_NUMBER,)
    keys = [row.key.rstrip(FOOTED) for row in rows]
    return any(all(form.fullmatch(key) for key in keys) for form in forms)


def _group(rows: Sequence[Row], other: str) -> bool:
    """Whether the first column says the same of several rows, as where they are.

    One row that has the name of another is a slip, unless the ``other`` column is that of names.
    """
    again = len(rows) - len({row.key for row in rows})
    return again >= _PAIR or (again > 0 and _NAMING.fullmatch(other) is not None)


def _names(column: int, header: Row, rows: Sequence[Row]) -> bool:
    """Whether a column holds a name for each row, and not who or where it is."""
    values = [row.cells[column].text for row in rows]
    name = header.cells[column].text
    aside = _ASIDE.search(name) and not _PARTIES.fullmatch(name)
    if aside or len(set(values)) < len(values):
        return False
    words = [len(value.split()) for value in values]
    worded = all(_WORD.match(value.lstrip(_EMPHASIS)) for value in values)
    return worded and sum(words) <= _LONGEST * len(words)


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
