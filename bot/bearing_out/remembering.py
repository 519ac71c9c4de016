"""Remembering the vectors of words: quotes have the same ones in sentence after sentence."""

import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
_MOST = 20_000  # words; 30 MB of vectors


class Remembering:
    """An encoder that reads a text without a blank once. Safe to use from threads."""

    def __init__(self, encode: Callable[[list[str]], Vectors]) -> None:
        self._encode = encode
        self._known: dict[str, Vectors] = {}
        self._lock = threading.Lock()

    def __call__(self, texts: list[str]) -> Vectors:
        """A vector for each text, in order."""
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        found |= dict(zip(new, self._encode(new), strict=True)) if new else {}
        with self._lock:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known |= {text: found[text] for text in new if " " not in text}
        return np.stack([found[text] for text in texts])
