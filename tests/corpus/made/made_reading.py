"""A made document and what was read of it."""

from dataclasses import dataclass

from made_model import Made

from corpus.incoming.reading import Reading


@dataclass(frozen=True)
class Read:
    made: Made
    reading: Reading


def quiet(_done: int, _count: int) -> None:
    """Progress that nobody looks at."""
