"""What makers share: their type, and stretches of a sentence that are found and replaced."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple, TypeAlias, TypeVar

_T = TypeVar("_T")
_BEGINNING = 6  # letters, so that "require" and "required" are the same

Maker: TypeAlias = Callable[[str, Sequence[str], Random], str | None]
"""A sentence and the texts of its quotes give a faulty sentence, or None where the rule fails.

The same `Random` state gives the same sentence.
"""


class Found(NamedTuple):
    """A stretch of a sentence, ``[start, end)``."""

    start: int
    end: int
    text: str

    def replaced(self, sentence: str, new: str) -> str:
        """The sentence with something else in this place."""
        return sentence[: self.start] + new + sentence[self.end :]

    def overlaps(self, others: "Sequence[Found]") -> bool:
        return any(self.start < other.end and other.start < self.end for other in others)


def random(seed: str) -> Random:
    """A generator that draws the same for the same words."""
    return Random(seed)  # noqa: S311  nothing here is a secret


def shuffled(items: Sequence[_T], rng: Random) -> list[_T]:
    """The items in an order that the generator decides."""
    return rng.sample(items, len(items))


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text, by which two texts can be compared."""
    words = re.findall(r"[^\W\d_]{4,}", text.lower())
    return frozenset(word[:_BEGINNING] for word in words)


def shared(one: str, two: str) -> float:
    """The share of the longer words of a text that another has too, 0 to 1."""
    words = content(one)
    return len(words & content(two)) / len(words) if words else 0.0


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
