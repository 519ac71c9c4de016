"""The extractive answerer: a short readable answer out of quoted sentences and table rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from bot.answer import Citation, CitedCell, Claim
from bot.citing import Citations
from bot.context import Context
from bot.labels import labelled
from bot.segments import Segment
from bot.selecting import Piece, RowReading
from bot.tables.answering import Told, table_claims
from bot.verifier import harmless, unsupported
from corpus.library import Corpus
from corpus.sentences import Span, without_marks

# What may stand between two sentences that one quote holds: white space and a list mark.
_NOTHING_BETWEEN = re.compile(r"\s+(?:(?:[-*+]|\d+[.)])\s+)?")
_PAIR = 2


@dataclass
class _Composed:
    """An answer in words, and how many claims were left out of it."""

    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    withheld: int = 0


def compose(context: Context, corpus: Corpus, segments: Sequence[Segment]) -> None:
    """Fill text, claims and citations, part after part.

    A claim that its own quote does not bear out is left out and counted as withheld.
    """
    made = _composed(corpus, segments, totals=True)
    if any(unsupported(c, made.citations, corpus) for c in made.claims if c.kind == "table"):
        # A citation names all cells that were read of its table, and another part may read more
        # of them than those that were counted together.
        made = _composed(corpus, segments, totals=False)
    context.text, context.citations = made.text, made.citations
    context.claims += made.claims
    context.withheld += made.withheld


def _composed(corpus: Corpus, segments: Sequence[Segment], *, totals: bool) -> _Composed:
    citations = Citations(corpus)
    made = _Composed()
    paragraphs: list[str] = []
    for segment in segments:
        for lines, claims in (
            _tables(corpus, citations, segment, totals=totals),
            _passages(made, corpus, citations, segment.pieces),
        ):
            paragraphs += lines
            made.claims += claims
    made.text = "\n".join(paragraphs).replace("\n\n- ", "\n- ").strip()
    made.citations = citations.all
    return made


def _passages(
    made: _Composed, corpus: Corpus, citations: Citations, pieces: Sequence[Piece]
) -> tuple[list[str], list[Claim]]:
    """Sentences document by document, list entries as a list, each paragraph and a blank line."""
    kept = [piece for piece in pieces if _holds(corpus, piece)]
    made.withheld += len(pieces) - len(kept)
    lines: list[str] = []
    told: list[Claim] = []
    for (document_id, items), group in groupby(
        kept, key=lambda piece: (piece.document_id, piece.item)
    ):
        claims = [_claim(corpus, citations, piece, kept) for piece in group]
        listed = items and len(claims) > 1
        told += claims
        said = [marked(claim) for claim in claims]
        own = [f"- {text}" for text in said] if listed else [" ".join(said)]
        lines += [*labelled(corpus, document_id, own), ""]
    return lines, told


def _tables(
    corpus: Corpus, citations: Citations, segment: Segment, *, totals: bool
) -> tuple[list[str], list[Claim]]:
    """What tables say, then the sentences that explain their codes."""
    if not segment.told:
        return [], []
    claims = table_claims(corpus, citations, segment.told, segment.question, totals=totals)
    rows = [marked(claim) for claim in claims if claim.kind != "quote"]
    notes = [marked(claim) for claim in claims if claim.kind == "quote"]
    listed = [f"- {row}" for row in rows] if len(rows) > 1 else rows
    document_id = segment.told[0].query.table.document_id
    explained = labelled(corpus, document_id, [" ".join(notes)]) if notes else []
    gap = [""] if notes else []
    return [*labelled(corpus, document_id, listed), "", *explained, *gap], claims


def is_borne_out(corpus: Corpus, one: Told) -> bool:
    """Whether what a table says, and the notes on its codes, stand in what they cite."""
    tried = Citations(corpus)
    claims = table_claims(corpus, tried, [one])
    return all(unsupported(claim, tried.all, corpus) is None for claim in claims)


def marked(claim: Claim) -> str:
    """A claim as it stands in a text, with its markers."""
    return claim.text + "".join(f" [{number}]" for number in claim.citations)


def _holds(corpus: Corpus, piece: Piece) -> bool:
    citations = Citations(corpus)
    claim = _claim(corpus, citations, piece, [piece])
    return harmless(claim.text) and unsupported(claim, citations.all, corpus) is None


def _claim(corpus: Corpus, citations: Citations, piece: Piece, pieces: list[Piece]) -> Claim:
    """What a piece says, in the words of its source, and the number that bears it out."""
    if piece.reading is not None:
        return _row_claim(citations, piece, piece.reading, pieces)
    said = without_marks(corpus.text(piece.document_id)[piece.span.start : piece.span.end])
    number = citations.number(piece.document_id, _run(corpus, piece, pieces))
    return Claim(text=said, citations=(number,), kind="quote")


def _run(corpus: Corpus, piece: Piece, pieces: list[Piece]) -> Span:
    """The span to cite: neighbouring sentences and list entries share one citation."""
    text = corpus.text(piece.document_id)
    start, end = piece.span
    spans = sorted(p.span for p in pieces if p.document_id == piece.document_id and not p.reading)
    for span in spans:
        if span.start >= end and _NOTHING_BETWEEN.fullmatch(text, end, span.start):
            end = span.end
    for span in reversed(spans):
        if span.end <= start and _NOTHING_BETWEEN.fullmatch(text, span.end, start):
            start = span.start
    return Span(start, end)


def _row_claim(
    citations: Citations, piece: Piece, reading: RowReading, pieces: list[Piece]
) -> Claim:
    """What a row says, in the names of its columns, down to the cells that were read."""
    cells = tuple(
        CitedCell(row=reading.row.key, column=column, start=cell.span.start, end=cell.span.end)
        for column, cell in reading.cells
    )
    table = reading.table
    read = [p.span.end for p in pieces if p.reading is not None and p.reading.table == table]
    number = citations.number(piece.document_id, Span(table.span.start, max(read)), cells)
    return Claim(text=_row_text(reading), citations=(number,), kind="table")


def _row_text(reading: RowReading) -> str:
    if len(reading.table.columns) == _PAIR:  # a key and what belongs to it
        return f"{reading.row.key}: {reading.cells[0][1].text}"
    values = ", ".join(f"{column} is {cell.text}" for column, cell in reading.cells)
    return f"{reading.row.key}: {values}."
