"""How dense, lexical and late scores become one ranking of chunks within a budget of tokens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.sentences import Span
from index.chunk import ASKED, Chunk
from index.embedding import Vectors
from index.late import Match

# How much each score counts, chosen on the golden questions (docs/decisions). BM25 has no upper
# bound: its best score in a search becomes 1, but a poor best stays poor.
_LEXICAL_WEIGHT = 0.1
_LEXICAL_GOOD = 8.0
_LATE_WEIGHT = 1.5
# How much the nearest of a part's questions counts beside its own words, and how much nearer than
# its words it mostly is: so much a part is given for which nobody has written questions down.
_ASKED = 1.0
_NEARER = 0.15


class Mode(StrEnum):
    """Which scores take part."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class PartScore:
    """How well one sentence or row bears on the question.

    ``late`` is its late-interaction score, ``dense`` the cosine of its vector with the question's,
    as far as it was among the nearest; else the smallest of those. ``asked`` is the best
    late-interaction score with a question that the part is known to answer, 0 if it answers none,
    and somewhat above ``late`` where nobody wrote any down. ``near`` has for each token of the
    question its best cosine in the part, headings counted for a little less.
    """

    span: Span
    text: str
    late: float
    dense: float
    asked: float
    near: Vectors = field(compare=False)


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


class Scores:
    """The scores of one search: cosines by vector id and BM25 by chunk id, brought together."""

    def __init__(self, similar: dict[str, float], lexical: dict[str, float]) -> None:
        self._similar = similar
        self._lexical = lexical
        # What is not among the nearest is at most as near as the last of them.
        self._floor = min(similar.values(), default=0.0)
        self._lexical_best = max([*lexical.values(), _LEXICAL_GOOD])
        self._dense: dict[str, float] = {}
        self._found: dict[str, float] = {}
        for vector_id, similarity in similar.items():
            part_id, of_question, _ = vector_id.partition(ASKED)
            chunk_id = part_id.split(":")[0]
            _raise(self._found, chunk_id, similarity)
            if not of_question:
                _raise(self._dense, chunk_id, similarity)

    def first(self) -> dict[str, float]:
        """Every chunk that was found at all, by dense and lexical score alone.

        Here a chunk is also found by the vectors of its questions. They count no further: chunks
        that have more vectors than others would be nearer to anything.
        """
        found = self._found | {i: self._floor for i in self._lexical if i not in self._found}
        return {i: similarity + self._share(i) for i, similarity in found.items()}

    def hit(self, chunk: Chunk, late: list[Match]) -> Hit:
        """A chunk with the late scores of its parts, empty where they take no part."""
        parts = tuple(
            PartScore(
                part.span,
                part.text,
                match.score,
                self._similar.get(chunk.part_id(number), self._floor),
                _asked(match),
                match.near,
            )
            for number, (part, match) in enumerate(zip(chunk.parts, late, strict=bool(late)))
        )
        best = max((match.score for match in late), default=0.0)
        bearing = max((_bearing(match) for match in late), default=0.0)
        dense = self._dense_of(chunk.id)
        score = dense + self._share(chunk.id) + _LATE_WEIGHT * bearing
        return Hit(chunk, score, dense, self._lexical.get(chunk.id, 0.0), best, parts)

    def _dense_of(self, chunk_id: str) -> float:
        return self._dense.get(chunk_id, self._floor)

    def _share(self, chunk_id: str) -> float:
        return _LEXICAL_WEIGHT * self._lexical.get(chunk_id, 0.0) / self._lexical_best


def _raise(best: dict[str, float], key: str, value: float) -> None:
    best[key] = max(best.get(key, -1.0), value)


def _asked(match: Match) -> float:
    return match.score + _NEARER if match.asked is None else match.asked


def _bearing(match: Match) -> float:
    """How well a part bears on the question, by its own words and by what it is asked for."""
    return (match.score + _ASKED * _asked(match)) / (1 + _ASKED)


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
