"""Direction: more is not less, before is not after, and from one to another is not the reverse."""

import re
from collections.abc import Iterator, Sequence

from bot.bearing_out import lexicon
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word, stem

# Each line holds two sides; a word of one may not stand where the quotes have one of the other.
_SIDES = (
    ("rise grow increase gain climb raise higher more expand extend lengthen widen improve upward",
     "fall drop decrease decline lose shrink lower less fewer reduce shorten narrow worsen down"),
    ("above over upward", "below beneath downward"), ("gain benefit profit", "lose suffer harm"),
    ("fast faster quick quickly rapid rapidly speed accelerate",
     "slow slower slowly delay decelerate"),
    ("before earlier prior predate precede beforehand previously previous ahead",
     "after afterward afterwards later postdate follow subsequent subsequently behind"),
    ("start begin launch introduce establish create",
     "end finish close terminate dissolve cease stop abolish shut conclude culminate"),
    ("add include introduce insert", "drop remove delete omit exclude eliminate strike cut"),
    ("keep leave retain remain maintain stay continue preserve",
     "remove disappear vanish abolish discontinue cease quit lapse"),
    ("temporary temporarily", "permanent permanently"),
    ("internal inside within", "external outside"),
    ("support favor promote back approve", "oppose resist disapprove"),
    ("strengthen", "weaken"), ("attract", "repel deter"),
    ("first", "last final"), ("minimum least", "maximum most"), ("old older", "new newer young"),
    ("early", "late"), ("simple easy", "complex difficult hard"),
    ("directly direct", "indirectly indirect"), ("full fully", "partial partially"),
    ("equal", "unequal"), ("buy purchase", "sell"),
)  # fmt: skip
_STEMS = tuple(
    (frozenset(map(stem, one.split())), frozenset(map(stem, two.split()))) for one, two in _SIDES
)
# Of these, the two sides say the same with their ends exchanged.
_CONVERSE = {side for pair in _STEMS if stem("before") in pair[0] for side in pair}
_FROM_TO = re.compile(
    r"\b(?:from|renam\w+|turn\w*|chang\w+) (?P<one>[^,;.]{2,60}?) (?:to|into|toward)"
    r" (?P<two>[^,;.]{2,60})"
)
_OVER = re.compile(
    r"\b(?:chose|choos|prefer|favor|pick|put)\w* (?P<one>[^,;.]{2,60}?)"
    r" (?:over|rather than|instead of|before|above) (?P<two>[^,;.]{2,60})"
)
_NEAR = 6  # words on either side that tell what goes up or down


def direction_fault(case: Case) -> str | None:
    """Why the sentence turns a comparison or a change around; None if it does not."""
    return next(_faults(case), None)


def _faults(case: Case) -> Iterator[str]:
    known = [(w, quote) for quote in case.quotes for w in quote.words if not quote.fact_at(w)]
    for word in case.said.words:
        for one, two in (*_STEMS, *((b, a) for a, b in _STEMS)):
            if word.stem in one and one in _CONVERSE:
                if _is_converse(word, case.said, one, known):
                    yield f"it exchanges what stands on either side of {word.text!r}"
                if _is_converse(word, case.said, two, known):
                    continue
            if word.stem in one and _turned(word, case.said, one, two, known):
                yield f"it says {word.text!r}, the quotes the opposite"
        if not word.is_small and word.stem not in case.stems and not case.said.fact_at(word):
            other = _opposite(word, case.said, known)
            if other:
                yield f"it says {word.text!r}, the quotes {other!r}"
    yield from _reversed(case)


def _is_converse(
    word: Word, said: Text, side: frozenset[str], known: Sequence[tuple[Word, Text]]
) -> bool:
    """Whether what stands around a word of a side in a quote stands the other way round here."""
    before, behind = _near(word, said)
    for other, quote in known:
        if other.stem in side:
            left, right = _near(other, quote)
            straight = len(before & left) + len(behind & right)
            crossed = min(len(before & right), len(behind & left))
            if crossed > 0 and len(before & right) + len(behind & left) > straight:
                return True
    return False


def _turned(
    word: Word,
    said: Text,
    one: frozenset[str],
    two: frozenset[str],
    known: Sequence[tuple[Word, Text]],
) -> bool:
    """Whether the quotes have a word of the other side where the sentence has this one."""
    own = [_likeness(word, said, w, quote) for w, quote in known if w.stem in one]
    others = [_likeness(word, said, w, quote) for w, quote in known if w.stem in two]
    if not any(others) or any(w.stem in two for w in said.words):
        return False
    same = any(w.stem == word.stem for w, _ in known)
    return max(others) > max(own, default=-1) - (not same)


def _likeness(one: Word, text: Text, two: Word, other: Text) -> int:
    """How many stems stand around both words; those behind, of which they speak, count double."""
    (before, behind), (left, right) = _near(one, text), _near(two, other)
    return len(before & (left | right)) + 2 * len(behind & right) + len(behind & left - right)


def _near(word: Word, text: Text) -> tuple[frozenset[str], frozenset[str]]:
    at = text.words.index(word)
    sides = text.words[max(at - _NEAR, 0) : at], text.words[at + 1 : at + 1 + _NEAR]
    one, two = (frozenset(w.stem for w in side if not w.is_small) for side in sides)
    return one, two


def _opposite(word: Word, said: Text, known: Sequence[tuple[Word, Text]]) -> str | None:
    found = (
        w.text
        for w, quote in known
        if lexicon.are_opposites(word.low, w.low) and _likeness(word, said, w, quote) > 1
    )
    return next(found, None)


def _reversed(case: Case) -> Iterator[str]:
    """A from-to, a renaming or a choice whose ends stand the other way round in a quote."""
    told = ((form, match) for form in (_FROM_TO, _OVER) for match in form.finditer(case.said.text))
    for form, match in told:
        ends = [_stems(match[name]) for name in ("one", "two")]
        for quote in case.quotes:
            for other in form.finditer(quote.text):
                theirs = [_stems(other[name]) for name in ("one", "two")]
                straight = len(ends[0] & theirs[0]) + len(ends[1] & theirs[1])
                crossed = len(ends[0] & theirs[1]) + len(ends[1] & theirs[0])
                if crossed > straight and crossed > 1:
                    yield f"it turns {match.group()!r} around"


def _stems(text: str) -> frozenset[str]:
    return Text.of(text).stems
