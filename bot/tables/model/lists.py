"""Lists: bullet lists of names as tables of one column, so that sets can be compared."""

from itertools import groupby

from bot.tables.model.columns import Column, Kind
from bot.tables.model.typed import TypedTable
from corpus.document import Document
from corpus.library import Corpus
from corpus.outline import Block, BlockKind
from corpus.sentences import Span, without_marks
from corpus.tables import Cell, Row, Table

_FEWEST = 3
_LONGEST = 6
_SHORT = 0.9
_MOST = 0.6


def read_lists(corpus: Corpus) -> list[TypedTable]:
    """All lists of a corpus of at least three short entries, in the order of the manifest."""
    found = []
    for document in corpus.documents:
        outline, text = corpus.outline(document.id), corpus.text(document.id)
        before: Block | None = None
        for (kind, section), run in groupby(outline, key=lambda b: (b.kind, b.section)):
            blocks = list(run)
            if (
                kind is BlockKind.ITEM
                and _is_list(text, blocks)
                and not _is_contents(text, blocks, outline)
            ):
                note = _note(outline, blocks[0], before)
                table = _table(text, blocks, section, note)
                found.append(_typed(document, table, text))
            before = blocks[-1]
    return found


def _is_list(text: str, blocks: list[Block]) -> bool:
    entries = [without_marks(text[b.span.start : b.span.end]) for b in blocks]
    short = [e for e in entries if len(e.split()) <= _LONGEST and not e.endswith((".", ";", ":"))]
    distinct = len(set(entries)) == len(entries)
    return len(entries) >= _FEWEST and len(short) >= _SHORT * len(entries) and distinct


def _is_contents(text: str, blocks: list[Block], outline: tuple[Block, ...]) -> bool:
    """Whether most entries are headings of the document itself, with or without a page."""
    heads = {
        without_marks(text[b.span.start : b.span.end]).strip("# ").lower()
        for b in outline
        if b.kind is BlockKind.HEADING
    }
    entries = [
        without_marks(text[b.span.start : b.span.end]).rstrip(" ,.0123456789").lower()
        for b in blocks
    ]
    return sum(entry in heads for entry in entries) >= _MOST * len(entries)


def _note(outline: tuple[Block, ...], first: Block, before: Block | None) -> Span | None:
    """The paragraph that introduces a list, right before it or at the head of its part."""
    if before is not None and before.kind is BlockKind.PARAGRAPH:
        return before.span
    parent = first.section[:-1]
    paragraphs = [b for b in outline if b.kind is BlockKind.PARAGRAPH and b.section == parent]
    earlier = [b for b in paragraphs if b.span.start < first.span.start]
    return earlier[-1].span if parent and earlier else None


def _table(text: str, blocks: list[Block], section: tuple[str, ...], note: Span | None) -> Table:
    rows = tuple(Row((_cell(text, b.span),), b.span) for b in blocks)
    start, end = blocks[0].span.start, blocks[-1].span.end
    head = Cell(section[-1] if section else "", Span(start, start))
    return Table(section, note, Row((head,), Span(start, start)), rows, Span(start, end))


def _cell(text: str, span: Span) -> Cell:
    return Cell(without_marks(text[span.start : span.end]).strip(), span)


def _typed(document: Document, table: Table, text: str) -> TypedTable:
    lead = without_marks(text[table.note.start : table.note.end]) if table.note else ""
    values = tuple(row.cells[0].text for row in table.rows)
    key = Column(table.columns[0], 0, Kind.TEXT, {}, values)
    notes = (table.note,) if table.note else ()
    return TypedTable(document, table, (key,), notes, lead)
