"""The extractive answerer: a short readable answer out of quoted sentences and table rows."""

import re
from dataclasses import dataclass
from itertools import groupby

from bot.answer import CitedCell, Claim
from bot.citing import Citations
from bot.context import Context
from bot.evidence import Candidate, alike
from bot.verifier import unsupported
from corpus.library import Corpus
from corpus.outline import Block, BlockKind
from corpus.sentences import Span, sentences, without_marks
from corpus.tables import Cell, Row, Table

_MAX_SENTENCES = 3
_MAX_ITEMS = 8
# A further sentence must weigh this share of the best one, and say something else.
_CLOSE = 0.92
# A sentence that opens so points at the one before it, which then comes along.
_POINTS_BACK = re.compile(
    r"(?:This|These|That|Those|It|Its|They|Their|He|She|Such|As a result|As such|In addition|"
    r"Additionally|The person|The (?:pilot|first|second|next|report|series|order|same))\b"
)

# What may stand between two sentences that one quote holds: white space and a list mark.
_NOTHING_BETWEEN = re.compile(r"\s+(?:(?:[-*+]|\d+[.)])\s+)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, list entry or row that goes into the answer, at its place in a document."""

    document_id: str
    span: Span
    item: bool = False
    table: Table | None = None
    row: Row | None = None


def compose(context: Context, corpus: Corpus, candidates: list[Candidate]) -> None:
    """Fill text, claims and citations from the weightiest candidates.

    A claim that its own quote does not bear out is left out and counted as withheld.
    """
    pieces = _ordered([p for c in _chosen(candidates) for p in _with_company(corpus, c)])
    citations = Citations(corpus)
    lines: list[str] = []
    for _, group in groupby(pieces, key=lambda piece: (piece.document_id, piece.item)):
        said = [_say(context, corpus, citations, piece, pieces) for piece in group]
        shown = [text for text, _ in said if text]
        items = any(item for _, item in said)
        lines += [f"- {text}" for text in shown] if items else [" ".join(shown)]
        lines.append("")
    context.text = "\n".join(lines).replace("\n\n- ", "\n- ").strip()
    context.citations = citations.all


def _chosen(candidates: list[Candidate]) -> list[Candidate]:
    """The best candidate and those close to it that do not repeat what is said already."""
    best = candidates[0]
    chosen: list[Candidate] = []
    for candidate in candidates:
        close = candidate.score >= _CLOSE * best.score
        fresh = not any(alike(candidate, other) for other in chosen)
        same_form = (candidate.row is None) == (best.row is None)
        if close and fresh and same_form and len(chosen) < _MAX_SENTENCES:
            chosen.append(candidate)
    return chosen


def _with_company(corpus: Corpus, candidate: Candidate) -> list[Piece]:
    """A candidate with what it cannot be read without: the sentence before, its whole list."""
    document_id = candidate.document_id
    text = corpus.text(document_id)
    if candidate.row is not None and candidate.table is not None:
        own = Piece(document_id, candidate.span, table=candidate.table, row=candidate.row)
        notes = _code_notes(text, candidate.table, candidate.row)
        return [own, *(Piece(document_id, note) for note in notes)]
    outline = corpus.outline(document_id)
    at = next(i for i, b in enumerate(outline) if b.span.start <= candidate.span.start < b.span.end)
    around = _list_of(outline, text, at)
    if around:
        return [Piece(document_id, span, item) for span, item in around]
    before = _before(outline, text, at, candidate.span)
    own = Piece(document_id, candidate.span, outline[at].kind is BlockKind.ITEM and not before)
    return [Piece(document_id, before), own] if before else [own]


def _code_notes(text: str, table: Table, row: Row) -> list[Span]:
    """The sentences by which the table's introduction explains a code that the row holds."""
    if table.note is None:
        return []
    codes = {cell.text for cell in row.cells[1:] if cell.text.isalpha() and cell.text.isupper()}
    return [
        sentence
        for sentence in sentences(text, *table.note)
        if codes & set(re.findall(r"\w+", text[sentence.start : sentence.end]))
    ]


def _list_of(outline: tuple[Block, ...], text: str, at: int) -> list[tuple[Span, bool]]:
    """The introducing sentence and all entries, where a sentence introduces a short list."""
    first = at
    while first > 0 and outline[first].kind is BlockKind.ITEM:
        first -= 1
    intro = outline[first]
    if intro.kind is not BlockKind.PARAGRAPH or not text[: intro.span.end].endswith(":"):
        return []
    entries: list[Block] = []
    for block in outline[first + 1 :]:
        if block.kind is not BlockKind.ITEM:
            break
        entries.append(block)
    opening = sentences(text, *intro.span)[-1]
    if (
        not entries
        or len(entries) > _MAX_ITEMS
        or (at == first and not _is_last(text, at, outline))
    ):
        return []
    return [(opening, False), *((entry.span, True) for entry in entries)]


def _is_last(text: str, at: int, outline: tuple[Block, ...]) -> bool:
    return text[: outline[at].span.end].endswith(":")


def _before(outline: tuple[Block, ...], text: str, at: int, span: Span) -> Span | None:
    """The sentence before one that points back at it, within the same section."""
    if not _POINTS_BACK.match(text, span.start):
        return None
    section = outline[at].section
    blocks = [b for b in outline[max(at - 1, 0) : at + 1] if b.section == section]
    running = [
        sentence
        for block in blocks
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        for sentence in sentences(text, *block.span)
    ]
    earlier = [sentence for sentence in running if sentence.end <= span.start]
    return earlier[-1] if earlier else None


def _ordered(pieces: list[Piece]) -> list[Piece]:
    """Documents in the order of their best sentence, sentences in the order of the document."""
    documents = list(dict.fromkeys(piece.document_id for piece in pieces))
    unique = list({(p.document_id, p.span): p for p in pieces}.values())
    return sorted(unique, key=lambda p: (documents.index(p.document_id), p.span.start))


def _say(
    context: Context, corpus: Corpus, citations: Citations, piece: Piece, pieces: list[Piece]
) -> tuple[str, bool]:
    """One piece as text with its marker; empty if the verifier does not let it pass."""
    if piece.row is not None:
        claim = _row_claim(context, citations, piece, pieces)
    else:
        said = without_marks(corpus.text(piece.document_id)[piece.span.start : piece.span.end])
        number = citations.number(piece.document_id, _run(corpus, piece, pieces))
        claim = Claim(text=said, citations=(number,), kind="quote")
    if unsupported(claim, citations.all, corpus):
        context.withheld += 1
        return "", piece.item
    context.claims.append(claim)
    return f"{claim.text} [{claim.citations[0]}]", piece.item


def _run(corpus: Corpus, piece: Piece, pieces: list[Piece]) -> Span:
    """The span to cite: neighbouring sentences and list entries share one citation."""
    text = corpus.text(piece.document_id)
    start, end = piece.span
    spans = sorted(p.span for p in pieces if p.document_id == piece.document_id and not p.row)
    for span in spans:
        if span.start >= end and _NOTHING_BETWEEN.fullmatch(text, end, span.start):
            end = span.end
    for span in reversed(spans):
        if span.end <= start and _NOTHING_BETWEEN.fullmatch(text, span.end, start):
            start = span.start
    return Span(start, end)


def _row_claim(
    context: Context,
    citations: Citations,
    piece: Piece,
    pieces: list[Piece],
) -> Claim:
    """What a row says, in the names of its columns, down to the cells that were read."""
    table, row = piece.table, piece.row
    if table is None or row is None:
        raise ValueError(f"no row at {piece.document_id}[{piece.span.start}]")
    asked = _asked_columns(context.asked, table)
    pairs = [(c, cell) for c, cell in zip(table.columns, row.cells, strict=True) if c in asked]
    cells = tuple(
        CitedCell(row=row.key, column=column, start=cell.span.start, end=cell.span.end)
        for column, cell in pairs
    )
    span = Span(table.span.start, _last_row(piece, pieces))
    number = citations.number(piece.document_id, span, cells)
    return Claim(text=_row_text(table, row, pairs), citations=(number,), kind="table")


def _last_row(piece: Piece, pieces: list[Piece]) -> int:
    """Where the last row ends that the answer reads from the same table."""
    return max(p.span.end for p in pieces if p.row is not None and p.table == piece.table)


def _asked_columns(question: str, table: Table) -> list[str]:
    """The columns that the question names, or all of them."""
    folded = f" {_fold(question)} "
    named = [column for column in table.columns[1:] if f" {_fold(column)} " in folded]
    return named or list(table.columns[1:])


def _row_text(table: Table, row: Row, pairs: list[tuple[str, Cell]]) -> str:
    if len(table.columns) == 2:  # noqa: PLR2004  a key and what belongs to it
        return f"{row.key}: {pairs[0][1].text}"
    return f"{row.key}: " + ", ".join(f"{column} is {cell.text}" for column, cell in pairs) + "."


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
