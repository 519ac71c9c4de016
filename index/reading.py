"""What a model makes of a text, whatever runs the model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of a text in one pass.

    ``vector`` stands for the whole, shape (d,). ``tokens`` holds a vector for each of the text's n
    tokens, shape (n, d), ``token_ids`` their numbers in the vocabulary, shape (n,). All vectors
    have length one; the marks of begin and end are left out.
    """

    vector: Vectors
    tokens: Vectors
    token_ids: NDArray[np.int64]


def reading_of(vector: Vectors, states: Vectors, ids: NDArray[np.int64]) -> Reading:
    """The reading of a text from the vector of the whole and what stands at each of its tokens.

    ``states`` (n + 2, d) and ``ids`` (n + 2,) still hold the marks of begin and end.
    """
    return Reading(_unit(vector), _unit(states[1:-1]), ids[1:-1])


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
