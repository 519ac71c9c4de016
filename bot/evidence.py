"""Evidence: the sentences and rows of the found chunks, weighed against the question."""

from dataclasses import dataclass

from bot.expecting import Kind, expected, lacks
from bot.letterhead import is_letterhead
from corpus.sentences import Span
from corpus.tables import Row, Table
from index.chunk import ChunkKind
from index.ranking import Hit, PartScore
from index.search import Index

# How much each counts, chosen on the golden questions: the sentence itself, the nearest of the
# questions that it is known to answer, the share of the question's words that stand in it, and how
# well its chunk does.
_DENSE, _ASKED, _WORDS, _CHUNK = 1.0, 1.5, 0.1, 0.1
# What a candidate loses that has nothing of the kind that is asked for, such as a number.
_UNFIT = 0.1
_BOUND = _DENSE + _ASKED + _WORDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence or a row that might go into the answer.

    ``dense`` and ``asked`` are those of its `PartScore`. ``support``, at most 1, says how well it
    bears on the question; ``score`` adds how well its chunk does, and orders candidates.
    """

    document_id: str
    span: Span
    text: str
    support: float
    score: float
    dense: float
    asked: float
    table: Table | None = None
    row: Row | None = None


def weigh(index: Index, question: str, hits: list[Hit]) -> list[Candidate]:
    """All candidates of the found chunks that say more than the question, best first."""
    rarity = index.lexical.rarity(question)
    kind = expected(question)
    found = [
        candidate
        for hit in hits
        for part in hit.parts
        if (candidate := _candidate(index, hit, part, rarity, question, kind)) is not None
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def _candidate(  # noqa: PLR0913  the question and what was made of it
    index: Index,
    hit: Hit,
    part: PartScore,
    rarity: dict[str, float],
    question: str,
    kind: Kind | None,
) -> Candidate | None:
    own = set(index.lexical.stems(part.text))
    if own <= rarity.keys():
        return None  # a heading or a name that repeats the question answers nothing
    if hit.chunk.kind is ChunkKind.PASSAGE and is_letterhead(part.text, question):
        return None
    around = own | set(index.lexical.stems(" ".join(hit.chunk.section[-2:])))
    share = sum(weight for stem, weight in rarity.items() if stem in around)
    coverage = share / (sum(rarity.values()) or 1.0)
    weight = _DENSE * part.dense + _ASKED * part.asked + _WORDS * coverage
    is_row = hit.chunk.kind is ChunkKind.TABLE
    table, row = _row_at(index, hit, part.span) if is_row else (None, None)
    if row is not None and not rarity.keys() & index.lexical.stems(_cells(row)):
        return None  # it shares no more with the question than the names of its columns
    return Candidate(
        document_id=hit.chunk.document_id,
        span=part.span,
        text=part.text,
        support=weight / _BOUND,
        score=weight + _CHUNK * hit.score - _UNFIT * lacks(kind, part.text, question),
        dense=part.dense,
        asked=part.asked,
        table=table,
        row=row,
    )


def _cells(row: Row) -> str:
    return " ".join(cell.text for cell in row.cells)


def _row_at(index: Index, hit: Hit, span: Span) -> tuple[Table, Row]:
    for block in index.corpus.outline(hit.chunk.document_id):
        if block.table is not None and block.span.start <= span.start < block.span.end:
            return block.table, next(row for row in block.table.rows if row.span == span)
    raise KeyError(f"no table at {hit.chunk.document_id}[{span.start}]")


def alike(first: Candidate, second: Candidate) -> bool:
    """Whether two candidates say nearly the same, by the words they share."""
    a, b = (set(candidate.text.lower().split()) for candidate in (first, second))
    return len(a & b) / max(min(len(a), len(b)), 1) > 0.75  # noqa: PLR2004  nearly all words
