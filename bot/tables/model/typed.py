"""Typed tables: every table of a document with the kinds of its columns and its codes explained."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from itertools import islice

from bot.tables.model.codes import Code, Polarity, read_codes
from bot.tables.model.meanings import empty_meaning, notes_on
from bot.tables.model.values import Amount, amount, day, is_missing
from bot.tables.model.words import stems
from corpus.document import Document
from corpus.library import Corpus
from corpus.outline import Block, BlockKind
from corpus.sentences import Span, without_marks
from corpus.tables import Cell, Table

_MOST = 0.8
_MOST_CODES = 6
_NOTES = 8
_OTHERS, _FEW = 2, 4  # so many texts of so many words at most stand between yes and no
_PAIR = 2
_DIGIT = re.compile(r"\d")


class Kind(StrEnum):
    MARK = "mark"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """One column; ``codes`` by their text, empty where cells speak for themselves."""

    name: str
    at: int
    kind: Kind
    codes: dict[str, Code]
    values: tuple[str, ...]

    def polarity(self, value: str) -> Polarity | None:
        """Whether a value of this column affirms, denies or is missing; None for neither."""
        code = self.codes.get(value)
        if code is not None:
            return code.polarity
        return Polarity.MISSING if is_missing(value) else None

    def number(self, value: str) -> float | None:
        """A value as a number that can be compared; a date counts its days."""
        if self.kind is Kind.DATE:
            found = day(value)
            return float(found.toordinal()) if found else None
        known = amount(value)
        return known.number if known else None


@dataclass(frozen=True, eq=False)
class TypedTable:
    """A table of a document; ``notes`` are the passages around it that explain it."""

    document: Document
    table: Table
    columns: tuple[Column, ...]
    notes: tuple[Span, ...]
    lead: str

    @property
    def document_id(self) -> str:
        return self.document.id

    @property
    def key(self) -> Column:
        return self.columns[0]

    @property
    def rows(self) -> range:
        return range(len(self.table.rows))

    @property
    def name(self) -> str:
        """The heading that the table stands under, or its document's title."""
        return self.table.section[-1] if self.table.section else self.document.title

    @property
    def is_glossary(self) -> bool:
        """Whether it gives each name one text, as definitions do."""
        return len(self.columns) == _PAIR and self.columns[1].kind is Kind.TEXT

    @cached_property
    def marks(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns[1:] if c.kind is Kind.MARK)

    @cached_property
    def coded(self) -> tuple[Column, ...]:
        """The columns of marks or, where there are none, those of other codes."""
        return self.marks or tuple(c for c in self.columns[1:] if c.codes and c.kind is Kind.TEXT)

    @cached_property
    def numbers(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.kind is Kind.NUMBER)

    def value(self, row: int, column: int) -> str:
        """The text of a cell."""
        return self.columns[column].values[row]

    def cell(self, row: int, column: int) -> Cell:
        """A cell with its place in the document."""
        return self.table.rows[row].cells[column]

    def row_name(self, row: int) -> str:
        return self.value(row, 0)


@cache
def key_rows(table: TypedTable) -> dict[tuple[str, ...], int]:
    """The rows of a table by the stems of their names."""
    return {stems(table.row_name(row)): row for row in reversed(table.rows)}


def read_tables(corpus: Corpus) -> list[TypedTable]:
    """All tables of a corpus that have a row and two columns, in the order of the manifest."""
    found = []
    for document in corpus.documents:
        outline, text = corpus.outline(document.id), corpus.text(document.id)
        for at, block in enumerate(outline):
            if block.table and block.table.rows and len(block.table.columns) >= _PAIR:
                notes = _notes(outline, at)
                found.append(_typed(document, block.table, notes, text))
    return found


def _typed(document: Document, table: Table, notes: tuple[Span, ...], text: str) -> TypedTable:
    said = [without_marks(text[span.start : span.end]) for span in notes]
    told = "\n".join(" ".join(note.split()) for note in said)
    columns = tuple(
        _column(
            name,
            at,
            tuple(row.cells[at].text for row in table.rows),
            notes_on(name, table.columns, told),
        )
        for at, name in enumerate(table.columns)
    )
    columns = _with_empty_marks(columns)
    lead = without_marks(text[table.note.start : table.note.end]) if table.note else ""
    return TypedTable(document, table, columns, notes, lead)


def _column(name: str, at: int, values: tuple[str, ...], notes: str) -> Column:
    codes = read_codes(values, notes) if at else {}
    codes |= {value: Code(value, "", None) for value in _between(values, codes)}
    if at and "" in values and (meaning := empty_meaning(name, notes)):
        codes = {**codes, "": Code("", meaning, Polarity.MISSING)}
    return Column(name, at, _kind(values, codes), codes, values)


def _between(values: Sequence[str], codes: dict[str, Code]) -> set[str]:
    """What stands between yes and no in a column that has both: "pending"."""
    told = [value for value in values if not is_missing(value)]
    others = [value for value in told if value not in codes]
    both = {Polarity.YES, Polarity.NO} <= {code.polarity for code in codes.values()}
    few = len(others) < len(told) - len(others) and len({*others}) <= _OTHERS
    words = all(not _DIGIT.search(value) and len(value.split()) <= _FEW for value in others)
    return {*others} if both and few and words else set()


def _with_empty_marks(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A column that holds nothing but its neighbours' sign for missing is one of marks too."""
    signs = {value for column in columns if column.kind is Kind.MARK for value in column.codes}
    return tuple(
        replace(column, kind=Kind.MARK)
        if column.at and any(column.values) and set(column.values) <= signs
        else column
        for column in columns
    )


def _kind(values: Sequence[str], codes: dict[str, Code]) -> Kind:
    affirms = [v for v in values if v in codes and codes[v].polarity in {Polarity.YES, Polarity.NO}]
    known = [v for v in values if not is_missing(v) and v not in codes]
    if affirms and not known and len(codes) <= _MOST_CODES:
        return Kind.MARK
    told = [v for v in values if not is_missing(v)]
    if not told:
        return Kind.TEXT
    if sum(day(v) is not None for v in told) >= _MOST * len(told):
        return Kind.DATE
    amounts = [found for v in told if (found := amount(v)) is not None]
    if len(amounts) >= _MOST * len(told) and _comparable(amounts):
        return Kind.NUMBER
    return Kind.TEXT


def _comparable(amounts: Sequence[Amount]) -> bool:
    """Whether amounts are in one currency or one unit, so that one can be more than another."""
    money = {known.before for known in amounts}
    units = {stems(known.unit) or (known.unit,) for known in amounts if known.unit}
    return len(money - {""}) == 1 or (money == {""} and len(units) <= 1)


def _notes(outline: tuple[Block, ...], at: int) -> tuple[Span, ...]:
    """What stands around a table in its section, and the paragraph that introduces it."""
    table = outline[at].table
    before = [*_said(reversed(outline[:at]))][::-1]
    if table and table.note and table.note not in before:
        before = [table.note, *before]
    return (*before, *_said(outline[at + 1 :]))


def _said(blocks: Iterable[Block]) -> Iterator[Span]:
    """The next few blocks, as long as they are text of the same section."""
    for block in islice(blocks, _NOTES):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE}:
            return
        yield block.span
