"""Judged: a sentence that a language model wrote, and what became of it."""

from dataclasses import dataclass
from typing import Literal

Became = Literal["released", "repaired", "repeated", "withheld"]


@dataclass(frozen=True)
class Judged:
    """A sentence with the numbers that it cites in the prompt.

    ``kind`` and ``why`` say what is wrong with one that was withheld or had to be repaired.
    """

    text: str
    numbers: tuple[int, ...]
    became: Became
    kind: str = ""
    why: str = ""
