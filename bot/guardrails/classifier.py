"""Which reason there is to decline a question, by a kernel model on its token vectors.

A question is described by its vector, and by the highest and lowest value that each dimension
takes over its tokens: the first says what it is about, the second keeps what a mean washes out
("should I", "for me", "without anybody noticing"). The score of each reason is a weighed sum of
the similarities to all phrasings, fitted by ridge regression: no randomness, no
iterations, so that the same phrasings and the same embedding model give the same weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.guardrails.phrasings import Phrasing
from index.reading import Reading, Vectors

Numbers = NDArray[np.float64]
ORDINARY = "ordinary"
# How fast similarity falls off, for vectors and for the pooled tokens.
_FALL = (2.0, 1.5)
_RIDGE = 0.03


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted classifier.

    ``vectors`` (m, d) and ``pooled`` (m, 2d) stand for m phrasings, ``weights`` (m, labels) for
    what they say about each of ``labels``; ``centre`` (2d,) is the mean that pooled tokens are
    taken from.
    """

    vectors: Vectors
    pooled: Vectors
    centre: Vectors
    weights: Vectors
    labels: tuple[str, ...]

    def margins(self, readings: Sequence[Reading]) -> Numbers:
        """By how much each label beats ``ordinary``, shape (readings, labels)."""
        vectors, pooled = _vectors(readings), _pooled(readings, self.centre)
        scores = _kernel(vectors, pooled, self.vectors, self.pooled) @ self.weights
        return np.asarray(scores - scores[:, [self.labels.index(ORDINARY)]], dtype=np.float64)


def fit(phrasings: Sequence[Phrasing], readings: Sequence[Reading]) -> Model:
    """The model that fits the phrasings best."""
    labels = tuple(sorted({phrasing.label for phrasing in phrasings}))
    raw = _pooled(readings, np.zeros(1, np.float32))
    centre = raw.mean(axis=0)
    vectors, pooled = _vectors(readings), _pooled(readings, centre)
    near = _kernel(vectors, pooled, vectors, pooled).astype(np.float64)
    target = np.array([[1.0 if p.label == x else -1.0 for x in labels] for p in phrasings])
    weights = np.linalg.solve(near + np.diag(_RIDGE / _shares(phrasings)), target)
    return Model(vectors, pooled, centre, weights.astype(np.float32), labels)


def _vectors(readings: Sequence[Reading]) -> Vectors:
    return np.stack([reading.vector for reading in readings])


def _pooled(readings: Sequence[Reading], centre: Vectors) -> Vectors:
    rows = [np.concatenate([r.tokens.max(axis=0), r.tokens.min(axis=0)]) for r in readings]
    return _unit(_unit(np.stack(rows)) - centre)


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _kernel(vectors: Vectors, pooled: Vectors, others: Vectors, others_pooled: Vectors) -> Vectors:
    near = np.exp(_FALL[0] * (vectors @ others.T - 1)) + np.exp(
        _FALL[1] * (pooled @ others_pooled.T - 1)
    )
    return np.asarray(near / 2, dtype=np.float32)


def _shares(phrasings: Sequence[Phrasing]) -> Numbers:
    """What each phrasing counts: those of a label with many count less."""
    labels = [phrasing.label for phrasing in phrasings]
    counts = {label: labels.count(label) for label in set(labels)}
    shares = np.array([counts[label] ** -0.5 for label in labels])
    return np.asarray(shares / shares.mean() * [p.weight for p in phrasings])
