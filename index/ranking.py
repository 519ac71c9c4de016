"""How dense and lexical scores become one ranking of chunks within a budget of tokens."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.sentences import Span
from index.chunk import ASKED, OPEN, OUTSIDE, Chunk, Part

# How much each score counts, chosen on the golden questions (docs/decisions). BM25 has no upper
# bound: its best score in a search becomes 1, but a poor best stays poor.
_LEXICAL_WEIGHT = 0.1
_LEXICAL_GOOD = 8.0
# How much the nearest of a part's questions counts beside its own words, and how much nearer than
# its words it mostly is: so much a part is given for which nobody has written questions down.
_ASKED = 1.5
_NEARER = 0.1
_SEVERAL = 3


class Mode(StrEnum):
    """Which scores take part."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class PartScore:
    """How well one sentence or row bears on the question, as cosines.

    ``dense`` is that of its vector, as far as it was among the nearest; else the smallest of those.
    ``asked`` is that of the nearest question which the part is known to answer, the smallest where
    it answers none, and somewhat above ``dense`` where nobody wrote any down: it is not
    ``written_about``.
    """

    span: Span
    text: str
    dense: float
    asked: float
    written_about: bool = True

    @property
    def bearing(self) -> float:
        """Both together."""
        return self.dense + _ASKED * self.asked


@dataclass(frozen=True, slots=True)
class Hit:
    """A found chunk. ``score`` orders hits; for a table it is that of its best row.

    ``dense`` is the best cosine of its vectors, ``lexical`` its BM25. A score that took no part is
    0.
    """

    chunk: Chunk
    score: float
    dense: float
    lexical: float
    parts: tuple[PartScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """How near a question comes to what people wrote down: the best cosine, and the mean of three.

    ``answered`` are questions that some sentence answers, ``open`` those about the documents that
    none answers, ``outside`` those that have nothing to do with the documents.
    """

    answered: tuple[float, float]
    open: tuple[float, float]
    outside: tuple[float, float]


class Scores:
    """The scores of one search: cosines by vector id and BM25 by chunk id, brought together.

    Unless ``heeds_written``, as if nobody had written questions down for any document.
    """

    def __init__(
        self, similar: dict[str, float], lexical: dict[str, float], *, heeds_written: bool = True
    ) -> None:
        self._lexical = lexical
        self._heeds_written = heeds_written
        # What is not among the nearest is at most as near as the last of them.
        self._floor = min(similar.values(), default=0.0)
        self._nearer = _NEARER if similar else 0.0
        self._lexical_best = max([*lexical.values(), _LEXICAL_GOOD])
        self._similar: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self._found: dict[str, float] = {}
        self._unanswered: dict[str, list[float]] = {OPEN: [], OUTSIDE: []}
        for vector_id, similarity in similar.items():
            if vector_id[0] in self._unanswered:
                self._unanswered[vector_id[0]].append(similarity)
                continue
            part_id, of_question, _ = vector_id.partition(ASKED)
            if of_question and not heeds_written:
                continue
            _raise(self._asked if of_question else self._similar, part_id, similarity)
            _raise(self._found, part_id.split(":")[0], similarity)

    def first(self) -> dict[str, float]:
        """Every chunk that was found at all, by its nearest vector and its words."""
        found = self._found | {i: self._floor for i in self._lexical if i not in self._found}
        return {i: similarity + self._share(i) for i, similarity in found.items()}

    def hit(self, chunk: Chunk) -> Hit:
        """A chunk with the scores of its parts."""
        parts = tuple(self._part(chunk, number, part) for number, part in enumerate(chunk.parts))
        own = self._similar.get(chunk.id, self._floor)
        dense = max([own, *(part.dense for part in parts)])
        bearing = max((part.bearing for part in parts), default=(1 + _ASKED) * own)
        score = own + bearing + self._share(chunk.id)
        return Hit(chunk, score, dense, self._lexical.get(chunk.id, 0.0), parts)

    def known(self) -> Known:
        """How near the question comes to those that people wrote down."""
        unanswered = (self._best(self._unanswered[sign]) for sign in (OPEN, OUTSIDE))
        return Known(self._best(self._asked.values()), *unanswered)

    def _part(self, chunk: Chunk, number: int, part: Part) -> PartScore:
        part_id = chunk.part_id(number)
        dense = self._similar.get(part_id, self._floor)
        if part.asked is None or not self._heeds_written:
            return PartScore(part.span, part.text, dense, dense + self._nearer, written_about=False)
        return PartScore(part.span, part.text, dense, self._asked.get(part_id, self._floor))

    def _best(self, found: Iterable[float]) -> tuple[float, float]:
        """The best of cosines and the mean of the best three; the smallest where there are none."""
        best = [*sorted(found, reverse=True)[:_SEVERAL], *[self._floor] * _SEVERAL][:_SEVERAL]
        return best[0], sum(best) / _SEVERAL

    def _share(self, chunk_id: str) -> float:
        return _LEXICAL_WEIGHT * self._lexical.get(chunk_id, 0.0) / self._lexical_best


def _raise(best: dict[str, float], key: str, value: float) -> None:
    best[key] = max(best.get(key, -1.0), value)


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
    return Hit(shown, best.score, best.dense, best.lexical, ordered)
