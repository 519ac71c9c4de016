"""Evidence: the sentences and rows of the found chunks, weighed against the question."""

from dataclasses import dataclass

from corpus.sentences import Span
from corpus.tables import Row, Table
from index.chunk import ChunkKind
from index.ranking import Hit, PartScore
from index.search import Index

# How much each counts, chosen on the golden questions: the nearest words, the whole sentence, the
# share of the question's words that stand in it, and how well its chunk does.
_LATE, _DENSE, _WORDS, _CHUNK = 1.5, 1.0, 0.1, 0.5
_BOUND = _LATE + _DENSE + _WORDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence or a row that might go into the answer.

    ``support``, at most 1, says how well it bears on the question; ``score`` adds how well its
    chunk does, and orders candidates.
    """

    document_id: str
    span: Span
    text: str
    support: float
    score: float
    table: Table | None = None
    row: Row | None = None


def weigh(index: Index, question: str, hits: list[Hit]) -> list[Candidate]:
    """All candidates of the found chunks that say more than the question, best first."""
    rarity = index.lexical.rarity(question)
    found = [
        candidate
        for hit in hits
        for part in hit.parts
        if (candidate := _candidate(index, hit, part, rarity)) is not None
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def _candidate(
    index: Index, hit: Hit, part: PartScore, rarity: dict[str, float]
) -> Candidate | None:
    own = set(index.lexical.stems(part.text))
    if own <= rarity.keys():
        return None  # a heading or a name that repeats the question answers nothing
    around = own | set(index.lexical.stems(" ".join(hit.chunk.section[-2:])))
    share = sum(weight for stem, weight in rarity.items() if stem in around)
    coverage = share / (sum(rarity.values()) or 1.0)
    weight = _LATE * part.late + _DENSE * part.dense + _WORDS * coverage
    is_row = hit.chunk.kind is ChunkKind.TABLE
    table, row = _row_at(index, hit, part.span) if is_row else (None, None)
    return Candidate(
        document_id=hit.chunk.document_id,
        span=part.span,
        text=part.text,
        support=weight / _BOUND,
        score=weight + _CHUNK * hit.score,
        table=table,
        row=row,
    )


def _row_at(index: Index, hit: Hit, span: Span) -> tuple[Table, Row]:
    for block in index.corpus.outline(hit.chunk.document_id):
        if block.table is not None and block.span.start <= span.start < block.span.end:
            return block.table, next(row for row in block.table.rows if row.span == span)
    raise KeyError(f"no table at {hit.chunk.document_id}[{span.start}]")


def alike(first: Candidate, second: Candidate) -> bool:
    """Whether two candidates say nearly the same, by the words they share."""
    a, b = (set(candidate.text.lower().split()) for candidate in (first, second))
    return len(a & b) / max(min(len(a), len(b)), 1) > 0.75  # noqa: PLR2004  nearly all words
