"""Phrases: what a question is about, as far as its words alone tell."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.tables.model.words import SMALL

# "What is X" asks about X, "Who must have X" about something in it.
_MEANT = re.compile(
    r"^(?:what|who)(?:'s|\u2019s|\s+(?:is|are|was|were))\s+(?P<what>[^,;:?]+)$|"
    r"^(?:please )?(?:define|explain|tell me about|describe)\s+(?P<theme>[^,;:?]+)$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
# What neither begins nor ends a phrase for a thing.
_SMALL = SMALL | frozenset(
    """
    without under since until after before not no might must shall whom many much he she gets got
    put puts gives gave go out off over down about still ever only also
    """.split()
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
# A name of several words in capitals, which begins no question.
_NAME = re.compile(r"(?<=\s)[A-Z][\w&\u2019'-]*(?: [A-Z][\w&\u2019'-]*)+")
_WORD = re.compile(r"[\w.'\u2019&-]*\w")
_LONGEST_PHRASE = 5
_MOST_PHRASES = 4


def subjects(asked: str) -> Iterator[str]:
    """What a question is about: what it asks the meaning of, or else a phrase of it."""
    if match := _MEANT.match(asked):
        yield match["what"] or match["theme"]
        return
    for start, end in phrases(asked):
        article = ARTICLE.search(asked[:start])
        yield asked[article.start() if article else start : end]


def phrases(asked: str) -> Iterator[tuple[int, int]]:
    """Where phrases stand that may be those of a thing: words up to the next small one."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(asked):
        if word.group().lower() in _SMALL and not _is_short_name(word.group(), asked):
            runs.append([])
        else:
            runs[-1].append(word)
    found = [
        (run[at].start(), run[-1].end())
        for run in runs
        for at in range(max(0, len(run) - _LONGEST_PHRASE), len(run))
    ]
    found += [
        (one[0].start(), two[-1].end())
        for one, two in pairwise(run for run in runs if run)
        if _OF.fullmatch(asked, one[-1].end(), two[0].start())
    ]
    names = (match.span() for match in _NAME.finditer(asked))
    yield from dict.fromkeys([*found[-_MOST_PHRASES:], *names])


def _is_short_name(word: str, asked: str) -> bool:
    """Whether a word is a name in capitals: "US", and no "us"."""
    return len(word) > 1 and word.isupper() and not asked.isupper()
