"""Late interaction: each word of a question looks for its nearest word in a sentence.

One vector a sentence blurs what a long sentence says. Here the model's token vectors are kept, and
a part of a chunk scores the mean, over the question's words, of the best cosine that the word finds
in it; a rare word counts more. After ColBERT's MaxSim (Khattab and Zaharia, 2020), with inverse
document frequencies as weights, and without any training beyond the embedding model's own.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, Reading, Vectors

_CONTEXT_WEIGHT = 0.7
# Function words carry the form of a question, not what it asks for.
_FUNCTION_WORDS = frozenset(
    """
    a an and are as at be been but by can could did do does for from had has have how i if in into
    is it its may me my of on or our should so some than that the their them then there these they
    this those to up us was we were what when where which who whose why will with would you your
    s t
    """.split()  # noqa: SIM905  a list of strings is harder to read
)


@dataclass(frozen=True)
class TokenWeights:
    """How much each token of the vocabulary counts: 0 for function words and signs."""

    weights: NDArray[np.float32]

    @classmethod
    def from_counts(cls, embedder: Embedder, counts: dict[int, int], chunks: int) -> "TokenWeights":
        """Inverse chunk frequencies, from the number of chunks that each token stands in."""
        weights = np.full(embedder.vocabulary_size, np.log(1 + chunks), dtype=np.float32)
        for token_id, count in counts.items():
            weights[token_id] = np.log(1 + chunks / (1 + count))
        for token_id in range(embedder.vocabulary_size):
            text = embedder.token_text(token_id)
            if text in _FUNCTION_WORDS or not any(sign.isalnum() for sign in text):
                weights[token_id] = 0.0
        return cls(weights)

    def count_for_something(self, token_ids: list[int]) -> bool:
        """Whether any of the tokens counts."""
        return bool(self.weights[token_ids].any())

    def of(self, question: Reading) -> NDArray[np.float32]:
        """The weights of a question's tokens, summing to one; equal if none counts."""
        weights = self.weights[question.token_ids]
        if not weights.any():
            weights = np.ones_like(weights)
        return np.asarray(weights / max(float(weights.sum()), 1e-12), dtype=np.float32)


def chunk_counts(embedder: Embedder, readings: Iterable[str]) -> dict[int, int]:
    """In how many of the readings each token stands."""
    return dict(Counter(token for text in readings for token in set(embedder.token_ids(text))))


@dataclass(frozen=True, slots=True)
class Match:
    """How well a part bears on a question, at most 1, and for each token its best cosine there.

    ``asked`` is how well the question agrees with one that the part is known to answer, 0 if it
    answers none and None where nobody wrote any down.
    """

    score: float
    near: Vectors
    asked: float | None = None


class LateScorer:
    """Scores parts of chunks for one question."""

    def __init__(self, question: Reading, weights: TokenWeights) -> None:
        self._tokens = question.tokens
        self._weights = weights.of(question)

    def nearest(self, tokens: Vectors) -> Vectors:
        """For each word of the question its best cosine among ``tokens``, shape (words,)."""
        if not len(tokens) or not len(self._tokens):
            return np.zeros(len(self._tokens), dtype=np.float32)
        return np.asarray((self._tokens @ tokens.T).max(axis=1), dtype=np.float32)

    def match(self, part: Vectors, context: Vectors) -> Match:
        """How well a part bears on the question.

        ``context`` is what `nearest` gives for the title and headings it stands under: a word that
        the part leaves to its heading is found there, for a little less.
        """
        found = np.maximum(self.nearest(part), _CONTEXT_WEIGHT * context)
        return Match(float(self._weights @ found), found)

    def agreements(self, questions: list[Vectors]) -> Vectors:
        """How well the question agrees with each of others, at most 1, shape (questions,)."""
        lengths = np.array([len(tokens) for tokens in questions])
        if not len(self._tokens) or not lengths.size or not lengths.all():
            return np.zeros(len(questions), dtype=np.float32)
        # One product for all of them: one each would cost more in calls than in arithmetic.
        cosines = np.concatenate(questions) @ self._tokens.T
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return np.asarray(np.maximum.reduceat(cosines, starts, axis=0) @ self._weights)


def pack(parts: list[Vectors]) -> tuple[bytes, list[int]]:
    """Token vectors of a chunk's parts as half-precision bytes, and how many each part has."""
    if not parts:
        return b"", []
    return np.concatenate(parts).astype(np.float16).tobytes(), [len(part) for part in parts]


def unpack(data: bytes, lengths: list[int]) -> list[Vectors]:
    """The inverse of `pack`, in single precision."""
    if not data:  # signs that the model knows no token for
        return [np.zeros((0, 1), dtype=np.float32) for _ in lengths]
    flat = np.frombuffer(data, dtype=np.float16).astype(np.float32).reshape(sum(lengths), -1)
    return np.split(flat, np.cumsum(lengths)[:-1])
