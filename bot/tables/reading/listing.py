"""Listing: which cells are meant where some of them list several things."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.tables.model.columns import parts_in

_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_NOTHING_BUT = re.compile(
    r"\b(?:nothing|none|no \w+) (?:but|other than)\s+(?:\w+\s)?$", re.IGNORECASE
)


class Listed(NamedTuple):
    """The cells of a column that hold a thing, and what is said before it."""

    cells: frozenset[str]
    before: str


def cells_meant(named: Iterable[Listed], *, only: bool) -> Iterator[frozenset[str]]:
    """What a row's cell is to be one of, for each thing that it has to hold.

    Two things may be in one cell, and are both meant unless "or" is said; of others, either.
    ``only``: with nothing beside.
    """
    sets: list[set[str]] = []
    for one in named:
        either = _EITHER.search(one.before) is not None
        joined = next((s for s in sets if either or not _are_together(s, one.cells)), None)
        if joined is None:
            alone = only or _NOTHING_BUT.search(one.before) is not None
            sets.append(_alone(one.cells) if alone else {*one.cells})
        else:
            joined |= one.cells
    return map(frozenset, sets)


def _alone(cells: frozenset[str]) -> set[str]:
    """The cells that hold by itself what others list with more; all if none does."""
    listed = {part for cell in cells if len(parts := parts_in(cell)) > 1 for part in parts}
    return {cell for cell in cells if cell in listed} or {*cells}


def _are_together(one: set[str], other: frozenset[str]) -> bool:
    """Whether some cell holds both of two things, and not only one with the other."""
    return bool(one & other) and not (one <= other or other <= one)
