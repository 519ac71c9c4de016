"""Swapping: the question before with what a follow-up names in the place of its like."""

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.following.names import PLACE, Named, Names
from bot.parts import AUX
from bot.tables.model.words import words_in

_OF_THOSE = re.compile(
    r"^\W*(?P<ask>which|how many)(?: ones)? (?:of|among) (?:those|these|them) (?P<rest>\w.*)$",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^(?:which|what|how many)\b", re.IGNORECASE)
# "And which slide down", after "Which competencies climb in rank?": what is asked for, what it
# does, and where.
_WHICH_DO = re.compile(r"^which (?!of\b|ones?\b|\d)(?P<does>\w+(?: \w+){0,3})$", re.IGNORECASE)
_WHICH_DID = re.compile(
    r"^(?P<what>(?:which|what) (?:\w+ )?\w+) \w+"
    r"(?P<where>(?: (?:in|between|from|at|by|for|among)\b.*)?)$",
    re.IGNORECASE,
)
_ELSE = re.compile(r"^(?:and )?(?P<where>where|when|at which \w+|which \w+) else$", re.IGNORECASE)
_YES_OR_NO = re.compile(rf"^(?:{AUX})\b", re.IGNORECASE)
_BEFORE_A_COLUMN = re.compile(r"\s*\b(?:at|for|in|on|under|of|to)(?: an?| the)?\s*$", re.IGNORECASE)
_FIRST = re.compile(r"(?:top|first|best|highest) (\w+)", re.IGNORECASE)
_NEXT = re.compile(r"next (\w+)", re.IGNORECASE)
# Words that say of something when it is, and what means the later one.
_TIMELY = frozenset({"current", "present", "future"})
_LATER = re.compile(r"future|^in\b|^within\b|later|down|years?|yrs?", re.IGNORECASE)


def swapped(piece: str, before: str, names: Names) -> str | None:
    """The question before with what the new one names in the place of its like."""
    there = names.find(before)
    swaps: list[tuple[Named, str]] = []
    for role, new in _by_role(names.find(piece, there), piece).items():
        like = [old for old in there if old.role == role]
        if not like or len({old.text.lower() for old in like}) > 1:
            return None
        swaps += [(old, _fitted(old.text, new)) for old in like]
    for old, name in sorted(swaps, key=lambda swap: -swap[0].start):
        before = before[: old.start] + name + before[old.end :]
    return before if swaps else None


def _fitted(old: str, new: str) -> str:
    """What a follow-up says, in the form of what it takes the place of.

    ``places 6 to 10`` for the next five after the first five, ``future`` for "in three years" where
    ``current`` stood.
    """
    if old.lower() in _TIMELY:
        return "future" if _LATER.search(new) else "current"
    first, further = _FIRST.fullmatch(old), _NEXT.fullmatch(new)
    if first is None or further is None:
        return new
    begin, many = (words_in(found[1])[0].value for found in (first, further))
    if begin is None or many is None:
        return new
    return f"places {begin + 1:g} to {begin + many:g}"


def _by_role(named: Iterable[Named], piece: str) -> dict[str, str]:
    """What a question names, by its role; several of one role as they are joined there."""
    found: dict[str, list[Named]] = {}
    for one in named:
        found.setdefault(one.role, []).append(one)
    return {
        role: ones[0].text
        + "".join(piece[one.end : two.start] + two.text for one, two in pairwise(ones))
        for role, ones in found.items()
    }


def narrowed(piece: str, asked: str) -> str | None:
    """``Which of those are at GS-11`` after ``Which are at GS-13``, or ``which slide down``."""
    asked = asked.strip().rstrip(" ?")
    opens = _WHICH.match(asked)
    if opens and (match := _OF_THOSE.match(piece)):
        head = "How many" if match["ask"].lower() == "how many" else "Which"
        return f"{head}{asked[opens.end() :]} and {match['rest']}?"
    did = _WHICH_DID.match(asked)
    if did and (match := _WHICH_DO.match(piece)):
        return f"{did['what']} {match['does']}{did['where']}?"
    return None


def elsewhere(piece: str, asked: str, names: Names) -> str | None:
    """``Where else`` after ``Is it so at GS-13``: the question without the place."""
    match = _ELSE.match(piece)
    if match is None or not _YES_OR_NO.match(asked):
        return None
    for named in reversed([one for one in names.find(asked) if one.role.startswith(PLACE)]):
        asked = _BEFORE_A_COLUMN.sub("", asked[: named.start]) + asked[named.end :]
    return f"{match['where']} {asked}"
