"""Which sentences and rows go into an extractive answer, with what they cannot be read without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence import Candidate, alike
from bot.several import together
from corpus.library import Corpus
from corpus.outline import Block, BlockKind
from corpus.sentences import Span, sentences
from corpus.tables import Cell, Row, Table

_MAX_SENTENCES = 3
_MAX_ITEMS = 8
_FEWEST_WORDS = 3
# A further sentence must weigh this share of the best one, and say something else.
_CLOSE = 0.9
# One that has a number or name of the question which none before it has may weigh less, and may
# lack another one: what A and B say is answered by a sentence on each.
_FILLS_GAP = 0.75
_PLACES = r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last"
_COUNTS_OFF = re.compile(rf"(?:The|A)?\s*(?:{_PLACES})\b", re.IGNORECASE)
_NAMES_A_PLACE = re.compile(rf"\b(?:{_PLACES}|\d(?:st|nd|rd|th))\b", re.IGNORECASE)
_SPECIFIC = re.compile(r"\b[\w-]*\d[\w.-]*|\b[A-Z]{2,}[\w-]*")
# A sentence that opens so points at the one before it, which then comes along.
_POINTS_BACK = re.compile(
    r"(?:This|These|That|Those|It|Its|They|Their|He|She|Such|As a result|As such|In addition|"
    r"Additionally|The person|The (?:pilot|first|second|next|report|series|order|same))\b"
    r"(?! [A-Z])"  # "The next Forum" says itself what it is about
)


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row and those of its cells that the question asks for, by column name."""

    table: Table
    row: Row
    cells: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, list entry or row that goes into the answer.

    ``after`` orders the pieces of a document: mostly where the piece stands, for the explanation
    of a table's code where the row stands that it explains.
    """

    document_id: str
    span: Span
    after: int
    item: bool = False
    reading: RowReading | None = None


def select(corpus: Corpus, question: str, candidates: list[Candidate]) -> list[Piece]:
    """The pieces of an answer: documents, and their paragraphs, by their best sentence.

    Within a list or a table they keep its order; within a paragraph its best sentence comes first.
    """
    document_id, spans = together(corpus, question, candidates)
    if spans:
        return [Piece(document_id, span, span.start, item=True) for span in spans]
    chosen: list[Candidate] = []
    places: dict[tuple[str, int], list[list[Piece]]] = {}
    asked = specifics(question)
    for candidate in candidates:
        own = specifics(candidate.text)
        fills_gap = own & asked - {s for other in chosen for s in specifics(other.text)}
        close = _FILLS_GAP if fills_gap else _CLOSE
        if len(chosen) == _MAX_SENTENCES:
            break
        if candidate.score < close * candidates[0].score:
            continue
        # Rows of one table may stand beside each other, but not beside another's, or sentences.
        same_form = not chosen or candidate.table is chosen[0].table
        strays = chosen and not fills_gap and asked & specifics(chosen[0].text) - own
        if same_form and not strays and not any(alike(candidate, other) for other in chosen):
            pieces = _with_company(corpus, question, candidate)
            fresh = [p for p in pieces if not _stands(p, places)]
            places.setdefault(_place(corpus, candidate), []).append(fresh)
            chosen += [candidate] if pieces else []
    documents = list(dict.fromkeys(document_id for document_id, _ in places))
    return [
        piece
        for place in sorted(places, key=lambda place: documents.index(place[0]))
        for piece in _ordered(places[place])
    ]


def _ordered(groups: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The pieces of one paragraph, list or table as they are to be read.

    A sentence stays behind what it cannot be read without, which is in its group.
    """
    pieces = [piece for group in groups for piece in group]
    if any(piece.item or piece.reading for piece in pieces):
        return sorted(pieces, key=lambda p: (p.after, not p.reading))
    return pieces


def _place(corpus: Corpus, candidate: Candidate) -> tuple[str, int]:
    """The paragraph, list or table that holds a candidate, as its document and first block."""
    outline, at = corpus.outline(candidate.document_id), _block_at(corpus, candidate)
    while at > 0 and outline[at].kind is outline[at - 1].kind is BlockKind.ITEM:
        at -= 1
    return candidate.document_id, at


def _stands(piece: Piece, places: dict[tuple[str, int], list[list[Piece]]]) -> bool:
    return any(
        document_id == piece.document_id and piece.span == other.span
        for (document_id, _), groups in places.items()
        for group in groups
        for other in group
    )


def specifics(text: str) -> frozenset[str]:
    """What in a text names one thing: words with digits in them, and names in capitals.

    A further sentence that lacks one which question and best sentence share is about another,
    unless it brings one that is still missing.
    """
    return frozenset(word.strip(".-") for word in _SPECIFIC.findall(text))


def asked_cells(question: str, table: Table, row: Row) -> tuple[tuple[str, Cell], ...]:
    """The cells in the columns that the question names; all where it names none; no empty ones."""
    folded = f" {_fold(question)} "
    pairs = [p for p in list(zip(table.columns, row.cells, strict=True))[1:] if p[1].text]
    named = [(column, cell) for column, cell in pairs if f" {_fold(column)} " in folded]
    return tuple(named or pairs)


def _block_at(corpus: Corpus, candidate: Candidate) -> int:
    """Where in the outline of its document the block is that holds a candidate."""
    start = candidate.span.start
    outline = corpus.outline(candidate.document_id)
    return next(n for n, b in enumerate(outline) if b.span.start <= start < b.span.end)


def _with_company(corpus: Corpus, question: str, candidate: Candidate) -> list[Piece]:
    """A candidate with the sentence before it or its whole list, if it leans on those."""
    text = corpus.text(candidate.document_id)
    if candidate.table is not None and candidate.row is not None:
        return _row_with_codes(text, question, candidate, candidate.table, candidate.row)
    outline = corpus.outline(candidate.document_id)
    at = _block_at(corpus, candidate)
    opening, entries = _list_around(outline, text, at)
    leads = opening == candidate.span
    if opening and len(entries) <= _MAX_ITEMS and (leads or outline[at] in entries):
        spans = [(opening, False), *((entry.span, True) for entry in entries)]
    elif leads:
        return []  # an introduction to a list too long to give says nothing by itself
    elif run := _enumeration(outline, text, at, candidate.span, question):
        spans = [(span, False) for span in run]
    else:
        before = _before(outline, text, at, candidate.span)
        if before is None and len(candidate.text.split()) < _FEWEST_WORDS:
            return []  # a label, or an entry without its list
        item = outline[at].kind is BlockKind.ITEM and before is None
        spans = [(before, False)] if before else []
        spans.append((candidate.span, item))
    return [Piece(candidate.document_id, span, span.start, item) for span, item in spans]


def _row_with_codes(
    text: str, question: str, candidate: Candidate, table: Table, row: Row
) -> list[Piece]:
    """A row, and the sentences of the table's introduction that explain a code read in it."""
    reading = RowReading(table, row, asked_cells(question, table, row))
    if not reading.cells:
        return []
    own = Piece(candidate.document_id, row.span, row.span.start, reading=reading)
    values = [cell.text for _, cell in reading.cells]
    codes = {value for value in values if value.isalpha() and value.isupper()}
    notes = sentences(text, *table.note) if table.note else []
    explaining = [s for s in notes if codes & set(re.findall(r"\w+", text[s.start : s.end]))]
    return [own, *(Piece(candidate.document_id, note, row.span.start) for note in explaining)]


def _list_around(
    outline: Sequence[Block], text: str, at: int
) -> tuple[Span | None, Sequence[Block]]:
    """The sentence that introduces the list at or after a block, and the list's entries."""
    first = at
    while first > 0 and outline[first].kind is BlockKind.ITEM:
        first -= 1
    intro = outline[first]
    if intro.kind is not BlockKind.PARAGRAPH or not text[: intro.span.end].endswith(":"):
        return None, []
    end = first + 1
    while end < len(outline) and outline[end].kind is BlockKind.ITEM:
        end += 1
    return sentences(text, *intro.span)[-1], outline[first + 1 : end]


def _enumeration(
    outline: Sequence[Block], text: str, at: int, span: Span, question: str
) -> list[Span]:
    """The whole run of sentences that count things off, where the question asks for them all.

    "The first … is", "The second … is": each names its place and goes on like the others.
    """
    if not _COUNTS_OFF.match(text, span.start) or _NAMES_A_PLACE.search(question):
        return []
    near = [
        sentence
        for block in outline
        if block.section == outline[at].section
        and block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        for sentence in sentences(text, *block.span)
    ]
    run = [sentence for sentence in near if _COUNTS_OFF.match(text, sentence.start)]
    return run if 1 < len(run) <= _MAX_ITEMS else []


def _before(outline: Sequence[Block], text: str, at: int, span: Span) -> Span | None:
    """The sentence before one that points back at it, within the same section."""
    if not _POINTS_BACK.match(text, span.start):
        return None
    running = [
        sentence
        for block in outline[max(at - 1, 0) : at + 1]
        if block.section == outline[at].section
        and block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        for sentence in sentences(text, *block.span)
    ]
    earlier = [sentence for sentence in running if sentence.end <= span.start]
    return earlier[-1] if earlier else None


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
