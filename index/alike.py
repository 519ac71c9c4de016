"""Words that may be alike enough, picked from very many without comparing each.

Two words share at most as many letters as the one has that stand in the other at all. That is read
from one bit a letter, for all words of an initial at once. No word that is alike is left out.
"""

from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint32]
Lengths = NDArray[np.int64]

# For a word as for those it is compared with: how much longer or shorter the other may be.
_LONGER = 1


class Alike:
    """Picks from ``words``, of lower-case letters only, those that may reach a ratio ``least``.

    The ratio is that of `difflib.SequenceMatcher`: twice the letters in common over all letters.
    """

    def __init__(self, words: Iterable[str], least: float) -> None:
        self._least = least
        self._words: dict[str, list[str]] = {}
        for word in words:
            self._words.setdefault(word[0], []).append(word)
        # Made for an initial when it is first asked for, because most questions are spelt right.
        self._letters: dict[str, tuple[Bits, Lengths]] = {}

    def to(self, word: str) -> list[str]:
        """The words of its initial and about its length that may be alike."""
        words = self._words.get(word[0], [])
        if not words:
            return []
        if word[0] not in self._letters:
            lengths = np.array([len(one) for one in words], np.int64)
            self._letters[word[0]] = np.array([_bits(one) for one in words], np.uint32), lengths
        bits, lengths = self._letters[word[0]]
        own = np.uint32(_bits(word))
        common = np.minimum(
            len(word) - np.bitwise_count(own & ~bits).astype(np.int64),
            lengths - np.bitwise_count(bits & ~own).astype(np.int64),
        )
        may = 2 * common >= self._least * (lengths + len(word)) - 1e-9
        near = np.abs(lengths - len(word)) <= _LONGER
        return [words[place] for place in np.flatnonzero(may & near)]


def _bits(word: str) -> int:
    return reduce(lambda bits, letter: bits | 1 << (ord(letter) - ord("a")), word, 0)
