"""From a document's outline to its chunks: never across sections, tables also row by row."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.document import Document
from corpus.outline import Block, BlockKind
from corpus.sentences import Span
from index.chunk import Chunk, ChunkKind
from index.draft import Draft
from index.measure import CountTokens, Measure
from index.passages import passages
from index.table_pieces import table_pieces

# Lists of headings with page numbers answer nothing.
_NAVIGATION = {"table of contents", "contents"}
# What ends a passage, because it is not shown in one.
_BREAKS = {BlockKind.HEADING, BlockKind.FOOTNOTE, BlockKind.TABLE}


def chunk_document(
    document: Document,
    text: str,
    outline: Sequence[Block],
    count: CountTokens,
    asked: Mapping[Span, tuple[str, ...]] | None = None,
) -> list[Chunk]:
    """All chunks of a document, in order; ``count`` is the model's number of tokens of a text.

    ``asked`` are questions by the place of the sentence that answers them.
    """
    measure = Measure(document.title, text, count)
    chunks = _chunks(document, measure, _drafts(measure, outline))
    return [_with_questions(chunk, asked) for chunk in chunks]


def _with_questions(chunk: Chunk, asked: Mapping[Span, tuple[str, ...]] | None) -> Chunk:
    """A passage whose sentences know what they answer; what is asked of tables is a query."""
    if asked is None or chunk.kind is not ChunkKind.PASSAGE:
        return chunk
    parts = (part._replace(asked=_of(part.span, asked)) for part in chunk.parts)
    return replace(chunk, parts=tuple(parts))


def _of(span: Span, asked: Mapping[Span, tuple[str, ...]]) -> tuple[str, ...]:
    """The questions of all sentences that begin within a span, each once."""
    own = (asked[place] for place in asked if span.start <= place.start < span.end)
    return tuple(dict.fromkeys(question for questions in own for question in questions))


def _drafts(measure: Measure, outline: Sequence[Block]) -> Iterator[Draft]:
    """Runs of text between headings, tables and footnotes, and the tables."""
    kept = [b for b in outline if not (b.section and b.section[-1].lower() in _NAVIGATION)]
    for breaks, run in groupby(kept, key=lambda block: block.kind in _BREAKS):
        blocks = list(run)
        if not breaks:
            yield from passages(measure, blocks)
            continue
        for block in blocks:
            if block.table is not None:
                yield from table_pieces(measure, block.table)


def _chunks(document: Document, measure: Measure, drafts: Iterable[Draft]) -> Iterator[Chunk]:
    seen: Counter[str] = Counter()
    table = ""
    for draft in drafts:
        reading = measure.reading(draft.section, draft.said)
        chunk_id = _id(document, draft.kind, reading, seen)
        if draft.kind is ChunkKind.TABLE:
            table = chunk_id
        yield Chunk(
            id=chunk_id,
            parent=table if draft.kind is ChunkKind.ROW else chunk_id,
            document_id=document.id,
            kind=draft.kind,
            section=draft.section,
            context=" > ".join(dict.fromkeys([document.title, *draft.section[-2:]])),
            start=draft.span.start,
            end=draft.span.end,
            text=measure.words(draft.span),
            reading=reading,
            tokens=measure.tokens(draft.section, draft.span, draft.said),
            parts=draft.parts,
        )


def _id(document: Document, kind: ChunkKind, reading: str, seen: Counter[str]) -> str:
    """The same for the same reading, so that an unchanged chunk is not embedded again."""
    key = hashlib.sha256(f"{document.id}\n{kind}\n{reading}".encode()).hexdigest()[:20]
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"
