"""Typed tables: every table of a document with the kinds of its columns and its codes explained."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice

from bot.tables.model.columns import (
    Column,
    Kind,
    as_names,
    column_of,
    with_empty_marks,
    with_states,
)
from bot.tables.model.legends import legend_of
from bot.tables.model.meanings import class_meaning, notes_on
from bot.tables.model.words import stems
from corpus.document import Document
from corpus.library import Corpus
from corpus.outline import Block, BlockKind
from corpus.sentences import Span, without_marks
from corpus.tables import Cell, Table

_NOTES = 16
_PAIR = 2
_LEGEND = re.compile(
    r"(?:\W|\d|table)*(?:(?:explanatory|general|table|foot|end)?\s*notes?(?: (?:on|to) .*)?"
    r"|(?:key|legend|explanations?|abbreviations|symbols|codes|marks|footnotes|signs)(?: .*)?"
    r"|(?:how to|reading) (?:read|use|the) .*|what the .* (?:mean|stand for))\W*",
    re.IGNORECASE,
)


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
        explained = (c for c in self.columns[1:] if c.kind is Kind.TEXT and {*c.codes} - {""})
        return self.marks or tuple(explained)

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
        tables = [block.table for block in outline if block.table]
        legend = {key: said for table in tables for key, said in legend_of(table).items()}
        for at, block in enumerate(outline):
            if block.table and block.table.rows and len(block.table.columns) >= _PAIR:
                notes = _notes(outline, at)
                typed = _typed(document, block.table, notes, text, legend)
                found.append(_with_classes(typed, outline, text))
    return found


def _with_classes(typed: TypedTable, outline: tuple[Block, ...], text: str) -> TypedTable:
    """The table with what its document says of classes that columns are headed with."""
    said = [text[b.span.start : b.span.end].strip() for b in outline if b.kind is BlockKind.ITEM]
    told = {c.at: c.told or class_meaning(c.name, said) for c in typed.columns[1:]}
    if not any(told.values()):
        return typed
    columns = (replace(c, told=told.get(c.at, c.told)) for c in typed.columns)
    return replace(typed, columns=tuple(columns))


def _typed(
    document: Document,
    table: Table,
    notes: tuple[Span, ...],
    text: str,
    legend: Mapping[str, str],
) -> TypedTable:
    said = [without_marks(text[span.start : span.end]) for span in notes]
    told = "\n".join(" ".join(note.split()) for note in said)
    legend = {} if legend_of(table) else legend
    columns = tuple(
        column_of(
            name,
            at,
            tuple(row.cells[at].text for row in table.rows),
            f"{notes_on(name, table.columns, told)}\n{name}",  # a header may explain codes too
            legend,
        )
        for at, name in enumerate(table.columns)
    )
    columns = with_states(with_empty_marks(columns))
    if table.numbered:
        columns = (columns[0], as_names(columns[1]), *columns[2:])
    lead = without_marks(text[table.note.start : table.note.end]) if table.note else ""
    return TypedTable(document, table, columns, notes, lead)


def _notes(outline: tuple[Block, ...], at: int) -> tuple[Span, ...]:
    """What stands around a table in its section, and the paragraph that introduces it.

    Notes may have a heading of their own, "Key", before or behind it.
    """
    table = outline[at].table
    before = [*_said(reversed(outline[:at]))][::-1]
    own = at - len(before) - 1  # the table's heading
    if own > 0 and outline[own].kind is BlockKind.HEADING:
        told = [*_said(reversed(outline[:own]))][::-1]
        if _is_legend(outline[own - len(told) - 1]):
            before = [*told, *before]
    if table and table.note and table.note not in before:
        before = [table.note, *before]
    after = [*_said(outline[at + 1 :])]
    head = at + 1 + len(after)
    if head < len(outline) and _is_legend(outline[head]):
        after += _said(outline[head + 1 :])
    return (*before, *after)


def _is_legend(block: Block) -> bool:
    """Whether a block is the heading of notes on a table beside it."""
    return block.kind is BlockKind.HEADING and _LEGEND.fullmatch(block.section[-1]) is not None


def _said(blocks: Iterable[Block]) -> Iterator[Span]:
    """The next few blocks, as long as they are text of the same section."""
    for block in islice(blocks, _NOTES):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE}:
            return
        yield block.span
