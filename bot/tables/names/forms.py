"""Forms: the shorter and other forms under which a name may be said."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from bot.tables.model.words import SMALL, content, stems, words_in

_PAIR = 2
_SHORTEST = 5
_AKIN = 0.8
_PARTS = re.compile(r"\s*(?:,|/|;|\bor\b|\band\b|&)\s*")
# What stands behind "or" in a bound: "3 or more".
_BOUNDS = frozenset(
    """
    more less over under older younger higher lower later earlier above below
    """.split()
)
# What divides the things that a cell lists, each of so many words at most.
_LISTED = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+/\s+")
_LONGEST_MEMBER = 3
_SHORTEST_NAME = 3
BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")
_INITIALS = re.compile(r"\(([A-Z][A-Z0-9&-]{1,7})\)")
BRIDGES = frozenset({"or", "and", "the", "of", "for", "a", "an", "to", "in"})


def same_bag(bag: Sequence[str], said: Sequence[str]) -> bool:
    """Whether two bags hold the same words, a differing ending aside."""
    rest = list(said)
    for word in bag:
        match = next((other for other in rest if _akin(word, other)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def _akin(one: str, other: str) -> bool:
    """Whether two stems are one word in two forms."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    return shared >= _SHORTEST and shared >= _AKIN * longest


def by_stems(texts: Iterable[str]) -> dict[tuple[str, ...], set[str]]:
    grouped: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in texts:
        for run in {stems(text), tuple(w.stem for w in words_in(text) if w.text not in BRIDGES)}:
            if run:
                grouped[run].add(text)
    return grouped


def parts_of(texts: set[str]) -> dict[tuple[str, ...], set[str]]:
    """Parts by which a longer name also goes, as words in lower case.

    The parts of ``A or B``, the name without what is in brackets, and its initials.
    """
    grouped: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in texts:
        bare = BRACKETS.sub(" ", text)
        parts = {*_PARTS.split(bare), bare, *BRACKETS.findall(text)} - {text, "", *_BOUNDS}
        for part in parts:
            if set(part.lower().split()) - SMALL:
                grouped[tuple(w.text for w in words_in(part))].add(text)
        for initials in _initials(bare):
            grouped[initials].add(text)
    grouped.pop((), None)
    return grouped


def members_of(texts: set[str]) -> dict[str, set[str]]:
    """What stands in cells that list several things, with the cells that it stands in.

    A comma lists things where one of them stands in another cell too: not in ``Moreau, Ines``.
    """
    holding: dict[tuple[str, ...], set[str]] = defaultdict(set)
    spelt: dict[tuple[str, ...], str] = {}
    for text in texts:
        for part in _LISTED.split(text):
            if part and len(part.split()) <= _LONGEST_MEMBER:
                holding[stems(part)].add(text)
                spelt.setdefault(stems(part), part)
    return {spelt[run]: cells for run, cells in holding.items() if len(cells) > 1}


def own_names_in(texts: set[str]) -> dict[str, str]:
    """Words with a capital behind others without: Petrel of ``Survey launch Petrel``."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        words = text.split()
        plain = any(word.islower() and word not in SMALL for word in words[1:])
        for word in words[1:] if plain else ():
            if word[:1].isupper() and word[1:].islower() and len(word) >= _SHORTEST_NAME:
                found[word].append(text)
    return {word: wholes[0] for word, wholes in found.items() if len(wholes) == 1}


def heads_of(texts: set[str]) -> dict[tuple[str, ...], str]:
    """What names end in, where one of them alone holds it: the sonar of ``Side-scan sonar``."""
    runs = {text: stems(BRACKETS.sub(" ", text).split(",")[0]) for text in texts}
    return _alone({text: [run[at:] for at in range(1, len(run))] for text, run in runs.items()})


def openings_of(texts: set[str]) -> dict[tuple[str, ...], str]:
    """What names begin with, where one of them alone holds it: the annex of ``Annex Lot``."""
    runs = {text: stems(BRACKETS.sub(" ", text)) for text in texts}
    return _alone({text: [run[:at] for at in range(1, len(run))] for text, run in runs.items()})


def _alone(parts: Mapping[str, Sequence[tuple[str, ...]]]) -> dict[tuple[str, ...], str]:
    """The parts of names that no other name holds, each with its own."""
    whole = [stems(text) for text in parts]
    return {
        part: text
        for text, own in parts.items()
        for part in own
        if sum(_holds(run, part) for run in whole) == 1
    }


def shortened(texts: set[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The words of longer names but for one, where no other name has them: ``GIS extract``."""
    words = {text: content(BRACKETS.sub(" ", text)) for text in texts}
    for text, own in words.items():
        for left in range(len(own)) if len(own) > _PAIR else ():
            rest = own[:left] + own[left + 1 :]
            if sum({*rest} <= {*other} for other in words.values()) == 1:
                yield rest, text


def bracketed(texts: Iterable[str]) -> dict[str, str]:
    """The names that have initials or a code of their own in brackets, by these: ``AED``."""
    found = [(match[1], text) for text in texts for match in _INITIALS.finditer(text)]
    said = [alias for alias, _ in found]
    return {alias: text for alias, text in found if said.count(alias) == 1}


def _holds(run: tuple[str, ...], part: tuple[str, ...]) -> bool:
    size = len(part)
    return any(run[at : at + size] == part for at in range(len(run) - size + 1))


def _initials(text: str) -> Iterator[tuple[str, ...]]:
    """The initials of a name of several words, in one and by its parts: ``aiml``, ``ai ml``."""
    by_part = [
        "".join(w.text[0] for w in words_in(part) if not w.small) for part in _PARTS.split(text)
    ]
    if len("".join(by_part)) > _PAIR:
        yield ("".join(by_part),)
        if len(by_part) > 1 and all(len(part) >= _PAIR for part in by_part):
            yield tuple(by_part)
            yield (by_part[0], "and", *by_part[1:])


def leading_runs(text: str) -> Iterator[str]:
    """The first one, two, three words of a phrase, ending in a word that carries meaning."""
    said = text.split()
    for size in range(2, len(said) + 1):
        if said[size - 1].lower() not in SMALL:
            yield " ".join(said[:size])
