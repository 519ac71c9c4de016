"""Vectors of many texts: in batches of like length, on all cores."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from index.reading import Vectors

_BATCH = 32

EncodeBatch = Callable[[list[str]], Vectors]


class Encoder:
    """Has batches read side by side. ``threads`` is how many at a time, all cores by default.

    Texts of like length are read together, because a batch is padded to its longest. The same
    texts always make the same batches, and so the same vectors to the last digit.
    """

    def __init__(self, batch: EncodeBatch, threads: int | None = None) -> None:
        self._batch = batch
        self._threads = threads or len(os.sched_getaffinity(0))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``, shape (len(texts), d)."""
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        places = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
        batches = [[texts[place] for place in some] for some in places]
        with ThreadPoolExecutor(self._threads) as threads:
            vectors = np.concatenate(list(threads.map(self._batch, batches)))
        found = np.empty_like(vectors)
        found[order] = vectors
        return found
