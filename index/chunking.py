"""From a document's outline to its chunks: never across sections, tables also row by row."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Document
from corpus.outline import Block, BlockKind
from corpus.sentences import Span, sentences, without_marks
from corpus.tables import Row, Table
from index.chunk import Chunk, ChunkKind, Part

# The model reads 256 tokens, two of which mark begin and end.
MAX_TOKENS = 245
# Lists of headings with page numbers answer nothing.
_NAVIGATION = {"table of contents", "contents"}

CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Chunker:
    """Cuts one document; ``count`` gives the model's number of tokens of a text."""

    document: Document
    text: str
    count: CountTokens

    def chunks(self, outline: tuple[Block, ...]) -> list[Chunk]:
        """All chunks of the document, in order."""
        drafts = (draft for part in self._sections(outline) for draft in self._section(part))
        return list(self._finish(drafts))

    def _sections(self, outline: tuple[Block, ...]) -> Iterator[list[Block]]:
        for section, blocks in groupby(outline, key=lambda block: block.section):
            if not section or section[-1].lower() not in _NAVIGATION:
                yield [b for b in blocks if b.kind not in {BlockKind.HEADING, BlockKind.FOOTNOTE}]

    def _section(self, blocks: list[Block]) -> Iterator["_Draft"]:
        running: list[Block] = []
        for block in blocks:
            if block.table is None:
                running.append(block)
                continue
            yield from self._passages(running)
            running = []
            yield from self._table(block.table)
        yield from self._passages(running)

    def _passages(self, blocks: list[Block]) -> Iterator["_Draft"]:
        """Pack blocks up to the limit; a sentence that introduces a list stays with it."""
        pack: list[Span] = []
        section = blocks[0].section if blocks else ()
        room = MAX_TOKENS - self.count(self._context(section))
        for unit in self._units(blocks, room):
            if pack and self._size(pack[0].start, unit.end) > room:
                carried = self._lead_in(pack)
                if carried and len(pack) > 1:
                    pack = pack[:-1]
                yield self._passage(section, pack)
                pack = [carried] if carried and carried not in pack else []
                if pack and self._size(pack[0].start, unit.end) > room:
                    yield self._passage(section, pack)
                    pack = []
            pack.append(unit)
        if pack:
            yield self._passage(section, pack)

    def _units(self, blocks: list[Block], room: int) -> Iterator[Span]:
        """Blocks that fit as they are, others sentence by sentence, longer ones by words."""
        for block in blocks:
            if self._size(*block.span) <= room:
                yield block.span
                continue
            for sentence in sentences(self.text, *block.span):
                yield from self._fitting(sentence, room)

    def _fitting(self, span: Span, room: int) -> Iterator[Span]:
        if self._size(*span) <= room or " " not in self.text[span.start : span.end].strip():
            yield span
            return
        middle = self.text.find(" ", (span.start + span.end) // 2, span.end)
        if middle < 0:
            middle = self.text.rfind(" ", span.start, span.end)
        yield from self._fitting(Span(span.start, middle), room)
        yield from self._fitting(Span(middle + 1, span.end), room)

    def _lead_in(self, pack: list[Span]) -> Span | None:
        last = pack[-1]
        return last if self.text[last.start : last.end].rstrip().endswith(":") else None

    def _passage(self, section: tuple[str, ...], pack: list[Span]) -> "_Draft":
        span = Span(pack[0].start, pack[-1].end)
        spans = [s for unit in pack for s in sentences(self.text, *unit)]
        parts = tuple(Part(s, self._words(s)) for s in spans)
        reading = " ".join(part.text for part in parts)
        return _Draft(ChunkKind.PASSAGE, section, span, reading, parts)

    def _table(self, table: Table) -> Iterator["_Draft"]:
        """The table in pieces that fit, each followed by its rows one by one."""
        header = " | ".join(table.columns)
        room = MAX_TOKENS - self.count(self._context(table.section)) - self.count(header) - 2
        pack: list[Row] = []
        for row in table.rows:
            if pack and self._size(pack[0].span.start, row.span.end) > room:
                yield from self._rows(table, header, pack)
                pack = []
            pack.append(row)
        if pack:
            yield from self._rows(table, header, pack)

    def _rows(self, table: Table, header: str, pack: list[Row]) -> Iterator["_Draft"]:
        whole = pack[0] is table.rows[0]
        span = Span(table.span.start if whole else pack[0].span.start, pack[-1].span.end)
        rows = "\n".join(" | ".join(cell.text for cell in row.cells) for row in pack)
        yield _Draft(ChunkKind.TABLE, table.section, span, f"{header}\n{rows}")
        for row in pack:
            reading = row_reading(table, row)
            parts = (Part(row.span, reading),)
            yield _Draft(ChunkKind.ROW, table.section, row.span, reading, parts)

    def _finish(self, drafts: Iterable["_Draft"]) -> Iterator[Chunk]:
        seen: Counter[str] = Counter()
        table = ""
        for draft in drafts:
            reading = f"{self._context(draft.section)}\n{draft.reading}".strip()
            chunk_id = self._id(draft.kind, reading, seen)
            if draft.kind is ChunkKind.TABLE:
                table = chunk_id
            text = self._words(draft.span)
            yield Chunk(
                id=chunk_id,
                parent=table if draft.kind is ChunkKind.ROW else chunk_id,
                document_id=self.document.id,
                kind=draft.kind,
                section=draft.section,
                context=" > ".join(dict.fromkeys([self.document.title, *draft.section[-2:]])),
                start=draft.span.start,
                end=draft.span.end,
                text=text,
                reading=reading,
                tokens=max(self.count(reading), self.count(text)),
                parts=draft.parts,
            )

    def _id(self, kind: ChunkKind, reading: str, seen: Counter[str]) -> str:
        """The same for the same reading, so that an unchanged chunk is not embedded again."""
        key = hashlib.sha256(f"{self.document.id}\n{kind}\n{reading}".encode()).hexdigest()[:20]
        seen[key] += 1
        return key if seen[key] == 1 else f"{key}-{seen[key]}"

    def _words(self, span: Span) -> str:
        return without_marks(self.text[span.start : span.end])

    def _context(self, section: tuple[str, ...]) -> str:
        """The innermost headings, as far as they tell a section from its siblings."""
        return " > ".join(section[-2:]) or self.document.title

    def _size(self, start: int, end: int) -> int:
        return self.count(self._words(Span(start, end)))


@dataclass(frozen=True)
class _Draft:
    kind: ChunkKind
    section: tuple[str, ...]
    span: Span
    reading: str
    parts: tuple[Part, ...] = ()


def row_reading(table: Table, row: Row) -> str:
    """A row in words: ``key: column value; column value``."""
    pairs = zip(table.columns[1:], row.cells[1:], strict=False)
    if len(table.columns) == 2:  # noqa: PLR2004  a key and what belongs to it
        return f"{row.key}: {row.cells[1].text}"
    return f"{row.key}: " + "; ".join(f"{column} {cell.text}" for column, cell in pairs)
