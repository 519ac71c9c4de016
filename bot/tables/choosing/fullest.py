"""Fullest: a reading that explains all that another one explains, and more, comes before it."""

from collections.abc import Mapping, Sequence
from typing import Protocol, Self, TypeVar

from bot.tables.queries.conditions import Member
from bot.tables.queries.query import Query
from bot.tables.reading.asked import Asked

# By how much more of a question, by the weight of its words.
_MORE = 0.1
# The log odds of one that is not sure, and yet explains every word.
_NEARLY = -1.5


class Told(Protocol):
    """A reading, as far as it matters here; ``explains`` are the places of words."""

    @property
    def asked(self) -> Asked: ...

    @property
    def queries(self) -> Sequence[Query]: ...

    @property
    def signs(self) -> Mapping[str, float]: ...

    @property
    def explains(self) -> frozenset[int]: ...

    @property
    def score(self) -> float: ...

    @property
    def sure(self) -> bool: ...

    def made_sure(self) -> Self: ...


_Reading = TypeVar("_Reading", bound=Told)


def fullest(found: Sequence[_Reading]) -> list[_Reading]:
    """Readings, the likeliest first unless another one says more of the same, or all of it.

    "Is the Lamp Depot open on Founders' Day?" is asked of the calendar, which has both, though the
    depot may be where gear is kept. What is asked of one table stays with it.
    """
    if not found or not found[0].sure or _is_of_several(found[0]):
        return list(found)
    fuller = next((one for one in found[1:] if _says_more(one, found[0])), found[0])
    # Who is sure of less is so of more: what both rest on is said.
    first = fuller if fuller.sure else fuller.made_sure()
    return [first, *(one for one in found if one is not fuller)]


def _says_more(one: Told, other: Told) -> bool:
    """Whether a reading of another table explains all that the other does, and more."""
    if one.asked.text != other.asked.text or one.asked.table is other.asked.table:
        return False
    share = one.signs["share"]
    whole = share >= 1 and bool(one.signs["rules"]) and one.score > _NEARLY
    more = share - other.signs["share"] >= _MORE and other.explains < one.explains
    return more and (one.sure or whole) and not _is_of_several(one)


def _is_of_several(one: Told) -> bool:
    """Whether it sets a table against others."""
    return any(isinstance(c, Member) for query in one.queries for c in query.where)
