"""Vectors of many texts: in batches of like length, on all cores."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from index.reading import Vectors

_BATCH = 32

EncodeBatch = Callable[[list[str]], Vectors]
Sizes = Callable[[list[str]], list[int]]


class Encoder:
    """Has batches read side by side. ``threads`` is how many at a time, all cores by default.

    Texts of one size are read together, because a batch is padded to its longest: ``sizes`` tells
    tokens. By their letters alone a quarter more would be read. The same texts always make the same
    batches, and so the same vectors to the last digit.
    """

    def __init__(self, batch: EncodeBatch, sizes: Sizes, threads: int | None = None) -> None:
        self._batch = batch
        self._sizes = sizes
        self._threads = threads or len(os.sched_getaffinity(0))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``, shape (len(texts), d)."""
        sizes = self._sizes(list(texts))
        order = sorted(range(len(texts)), key=lambda place: -sizes[place])
        places = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
        batches = [[texts[place] for place in some] for some in places]
        with ThreadPoolExecutor(self._threads) as threads:
            vectors = np.concatenate(list(threads.map(self._batch, batches)))
        found = np.empty_like(vectors)
        found[order] = vectors
        return found


def letters(texts: list[str]) -> list[int]:
    """Sizes for a model that sorts what it is given by itself."""
    return [len(text) for text in texts]
