"""Nouns: what is asked for by name, and whether a reading explains it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bot.tables.model.measures import is_time
from bot.tables.model.words import Word, stems
from bot.tables.names.mentions import Role
from bot.tables.reading.asked import Asked

# From here on a word is explained.
HALF = 0.5
_NO_HEADS = frozenset({"about", "if", "else", "exactly", "happens", "happened"})
AUXILIARIES = frozenset(
    """
    do does did is are was were can could will would must should may has have had
    """.split()
)
# What asks for all that there is on a row.
_ALL_TOLD = frozenset(stems("all everything details info information data facts summary overview"))
_HEAD = re.compile(
    r"\b(?:what|which|whose|how many|how much)\s+(?P<head>[\w'-]+(?:\s+[\w'-]+){0,2})",
    re.IGNORECASE,
)
_HAS = re.compile(r"['\u2019]s\s")
_OF_ROW = re.compile(
    r"\bthe (?:\w+ )?(?P<noun>\w{3,}) (?:of|for|on) (?:the |an? |our )?$", re.IGNORECASE
)
_PEOPLE = frozenset(
    stems("people person persons employees candidates applicants jobs job agencies time times")
)


def is_head_known(asked: Asked, known: Sequence[float]) -> bool:
    """Whether the noun that is asked for is explained: in "what salary", salary."""
    for inside in asked_for(asked):
        words = [asked.words[at] for at in inside]
        heads = [
            0.0 if is_person(asked, asked.words[at]) else known[at]
            for at in inside
            if not asked.words[at].small
        ]
        keyed = any(word.stem in stems(asked.table.key.name) for word in words)
        noun = _noun(asked, inside)
        timed = is_time(asked.words[noun].text)  # "how many extra days can we get"
        unknown = bool(heads) and min(heads[0], 1.0 if timed else known[noun]) < HALF
        if unknown and not (keyed and len(heads) > 1):
            return False
    return True


def nouns_asked_for(asked: Asked) -> Iterator[int]:
    """The places of the nouns after "what" and its like: in "what loan fee does", that of fee.

    Those that a row is said to have, too: score in "Anna's average score".
    Where nothing of the kind is said, that of the noun it begins with: "depth at Drover Lock".
    """
    yield from _owned(asked)
    for inside in asked_for(asked):
        yield _noun(asked, inside)
    opening = _run(asked, range(len(asked.words)))
    named = {at for m in asked.mentions for at in range(m.start, m.end)}
    if opening and not named & {*opening} and asked.words[opening[-1]].stem not in _ALL_TOLD:
        yield opening[-1]


def _owned(asked: Asked) -> Iterator[int]:
    """The places of nouns that a row is said to have."""
    for mention in asked.of_role(Role.ROW):
        start, end = asked.span(mention)
        if _HAS.match(asked.text, end):
            behind = range(mention.end + 1, len(asked.words))  # the s is a word
            yield from _run(asked, behind)[-1:]
        if of_row := _OF_ROW.search(asked.text[:start]):
            yield from (at for at, w in enumerate(asked.words) if w.start == of_row.start("noun"))


def _noun(asked: Asked, inside: Iterable[int]) -> int:
    """The place of the noun among words that may name what is asked for: "which cut score do"."""
    run = _run(asked, inside)
    after = asked.words[run[-1] + 1 : run[-1] + 2]
    return run[-1] if after and after[0].text in AUXILIARIES else run[0]


def _run(asked: Asked, places: Iterable[int]) -> list[int]:
    """The first of some places, up to the first small word."""
    return list(takewhile(lambda at: not asked.words[at].small, places))


def asked_for(asked: Asked) -> Iterator[list[int]]:
    """The places of the words after each "what" and its like that may name what is asked for."""
    for match in _HEAD.finditer(asked.text):
        start, end = match.span("head")
        inside = [at for at, word in enumerate(asked.words) if start <= word.start < end]
        first = asked.words[inside[0]] if inside else None
        if first is not None and not first.small and first.text not in _NO_HEADS:
            yield inside


def is_person(asked: Asked, word: Word) -> bool:
    return word.stem in _PEOPLE and word.stem not in stems(asked.table.key.name)


def is_cut_short(asked: Asked, known: Sequence[float]) -> bool:
    """Whether a name in the question goes on beyond what was understood: Easter Monday."""
    if asked.text.isupper():
        return False
    for mention in asked.mentions:
        if (
            mention.name.role not in {Role.ROW, Role.VALUE}
            or not asked.words[mention.start].capital
        ):
            continue
        for at in (mention.start - 1, mention.end):
            if 0 < at < len(asked.words) and asked.words[at].capital and known[at] < HALF:
                gap = asked.text[
                    asked.words[min(at, mention.end - 1)].end : asked.words[
                        max(at, mention.start)
                    ].start
                ]
                if not gap.strip(" -"):
                    return True
    return False
