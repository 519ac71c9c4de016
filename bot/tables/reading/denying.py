"""Denying: what of that which a question names it denies."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Kind
from bot.tables.names.mentions import Mention, Role
from bot.tables.wordings import cues

if TYPE_CHECKING:
    from bot.tables.reading.asked import Asked

_TURN = re.compile(r"[.;?!]|\b(?:but|yet|though|while|whereas|however)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"[.;?!]|\b(?:but|yet|though|while|whereas|however|that|which|who|than|when|if)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"[\s,/&+]*(?:\b(?:and|or|nor|at|in|for|a|the|either|both)\b[\s,/&+-]*)*", re.IGNORECASE
)
# Right behind a denial it is a part of that, and turns nothing.
_NOT_YET = re.compile(r"\A\s*yet\b", re.IGNORECASE)
_DENIES_CODE = re.compile(r"\s+(?:(?:marked|rated|an?|the|as)\s+)*", re.IGNORECASE)
_FAR = 7
_TWO = 2


def denied(asked: "Asked", mentions: list[Mention]) -> frozenset[int]:
    """The mentions, by their place in the list, that a denial belongs to."""
    spots = [asked.span(m) for m in mentions]
    found: set[int] = set()
    for start, end in denials(asked):
        ahead = next((i for i, s in enumerate(spots) if s[0] >= end), None)
        behind = next((i for i, s in reversed(list(enumerate(spots))) if s[1] <= start), None)
        if ahead is not None and _reaches(asked.unnamed[end : spots[ahead][0]]):
            found |= {ahead, *_joined(asked, spots, ahead)}
        elif behind is not None and not _TURN.search(asked.unnamed, spots[behind][1], start):
            found.add(behind)
    return frozenset(found)


def denials(asked: "Asked") -> list[tuple[int, int]]:
    """Where something is denied, other than by an "only" or a bound of a course."""
    skip = [
        s
        for cue in ("only", "not_earlier", "not_later", "tag")
        for s in cues.places(cue, asked.unnamed)
    ]
    twice = {spot for pair in denied_twice(asked) for spot in pair}
    found = {*asked.places("not"), *_denying_codes(asked)} - twice
    return sorted((a, b) for a, b in found if not any(s <= a < e for s, e in skip))


def denied_twice(asked: "Asked") -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a code that denies is denied itself, as in "not NR", which denies nothing."""
    return [
        (word, code)
        for word in asked.places("not")
        for code in _denying_codes(asked)
        if _DENIES_CODE.fullmatch(asked.text, word[1], code[0])
    ]


def _denying_codes(asked: "Asked") -> list[tuple[int, int]]:
    return [asked.span(m) for m in asked.mentions if _negative(asked, m)]


def _negative(asked: "Asked", mention: Mention) -> bool:
    """Whether a code is named that denies, in a table whose marks only affirm or deny."""
    if (
        mention.name.role is not Role.CODE
        or asked.table.columns[mention.name.column].kind is not Kind.MARK
    ):
        return False
    column = asked.table.columns[mention.name.column]
    told = {column.polarity(v) for v in mention.name.values}
    return len(set(column.values)) <= _TWO and told <= {Polarity.NO, Polarity.MISSING}


def _reaches(between: str) -> bool:
    """Whether a denial carries over these words to the name that follows."""
    between = _NOT_YET.sub("", between)
    return not _NEXT.search(between) and len(between.split()) <= _FAR


def _joined(asked: "Asked", spots: list[tuple[int, int]], at: int) -> Iterable[int]:
    """The mentions that follow one in the same breath: "not at GS-11 or GS-12"."""
    for i in range(at + 1, len(spots)):
        if not _JOINED.fullmatch(asked.text, spots[i - 1][1], spots[i][0]):
            return
        yield i
