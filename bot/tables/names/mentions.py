"""Mentions: the names that a question can use of a table, and where it uses them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

# Gives the other words for a word or phrase.
Synonyms = Callable[[str], Iterable[str]]


class Role(StrEnum):
    ROW = "row"
    COLUMN = "column"
    VALUE = "value"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Name:
    """What a run of words can name: a column, or cells of a column with one of ``values``.

    ``weak``: only part of the name, or another word for it.
    """

    role: Role
    column: int
    values: frozenset[str] = frozenset()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a question, at the words ``[start, end)``."""

    name: Name
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start
