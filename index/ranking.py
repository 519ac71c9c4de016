"""How dense, lexical and late scores become one ranking of chunks within a budget of tokens."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.sentences import Span
from index.chunk import Chunk

# BM25 has no upper bound: its best score in a search becomes 1, but a poor best stays poor.
_LEXICAL_WEIGHT = 0.1
_LEXICAL_GOOD = 8.0
_LATE_WEIGHT = 1.5


class Mode(StrEnum):
    """Which scores take part."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class PartScore:
    """How well one sentence or row bears on the question, by late interaction."""

    span: Span
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A found chunk. ``score`` orders hits; for a table it is that of its best row.

    ``dense`` is the best cosine of its vectors, ``lexical`` its BM25, ``late`` the best of
    ``parts``. A score that took no part is 0.
    """

    chunk: Chunk
    score: float
    dense: float
    lexical: float
    late: float
    parts: tuple[PartScore, ...] = ()


def lexical_shares(lexical: dict[str, float]) -> dict[str, float]:
    """BM25 scores brought to 0…1 and weighed against the other two."""
    best = max([*lexical.values(), _LEXICAL_GOOD])
    return {i: _LEXICAL_WEIGHT * score / best for i, score in lexical.items()}


def combined(dense: float, lexical_share: float, late: float) -> float:
    """The score that orders hits; weights chosen on the golden questions, see docs/decisions."""
    return dense + lexical_share + _LATE_WEIGHT * late


def best_by_parent(hits: Iterable[Hit], parents: dict[str, Chunk]) -> list[Hit]:
    """Each shown chunk once, with the scores of its best row and the parts of all, best first."""
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.chunk.parent, []).append(hit)
    merged = [_merged(group, parents[parent]) for parent, group in grouped.items()]
    return sorted(merged, key=lambda hit: -hit.score)


def within_budget(hits: Iterable[Hit], count: int, tokens: int) -> list[Hit]:
    """The first ``count`` hits that together have at most ``tokens`` model tokens."""
    kept: list[Hit] = []
    for hit in hits:
        if len(kept) == count:
            break
        if sum(other.chunk.tokens for other in kept) + hit.chunk.tokens <= tokens:
            kept.append(hit)
    return kept


def _merged(group: list[Hit], shown: Chunk) -> Hit:
    best = max(group, key=lambda hit: hit.score)
    parts = {part.span: part for hit in group for part in hit.parts}
    ordered = tuple(parts[span] for span in sorted(parts))
    return Hit(shown, best.score, best.dense, best.lexical, best.late, ordered)
