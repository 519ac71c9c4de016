"""Relations: values and names stand to their neighbours in a sentence as they do in the quotes.

Two that are exchanged are all in the quotes, but each stands among the words of the other. So each
pair of a kind is tried the other way round: if both then fit their neighbours better, the sentence
has exchanged them. And what one clause tells together, one quote has to hold together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from bot.bearing_out.facts import Fact
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word

_REACH = 7  # words on either side that count as neighbours
_SMALL = 0.35  # what a small word counts, and only beside the anchor
_OTHER_SIDE = 0.6
_PAIR, _SINGLE = 0.55, 1.6  # how much better the others have to fit
_CLAUSE = frozenset("while whereas but although though because which who".split())


@dataclass(frozen=True)
class Anchor:
    """A value or a name at a place in a text, with the words that it covers."""

    text: Text
    first: int
    last: int
    kind: str
    key: tuple[str, ...]
    fact: Fact | None = None

    def is_same(self, other: "Anchor") -> bool:
        if self.fact and other.fact:
            return self.fact.follows_from(other.fact)
        return self.kind == other.kind and (
            set(self.key) <= set(other.key) or set(other.key) <= set(self.key)
        )

    @cached_property
    def around(self) -> dict[tuple[str, str], float]:
        """The stems on either side, each with what it counts: less, the farther away."""
        found: dict[tuple[str, str], float] = {}
        words = self.text.words
        for side, span in (
            ("left", list(reversed(words[max(self.first - _REACH, 0) : self.first]))),
            ("right", list(words[self.last + 1 : self.last + 1 + _REACH])),
        ):
            for step, word in enumerate(span):
                weight = _weight(word, step)
                if weight:
                    key = (side, word.stem)
                    found[key] = max(found.get(key, 0.0), weight)
        return found


def _weight(word: Word, step: int) -> float:
    if not word.low[0].isalnum():
        return 0.0
    if word.is_small:
        return _SMALL if step == 0 else 0.0
    return 1.0 / (1.0 + 0.25 * step)


def relation_fault(case: Case) -> str | None:
    """Which values or names a sentence has exchanged; None if none."""
    return next(_faults(case), None)


def _faults(case: Case) -> Iterator[str]:
    own = anchors(case.said)
    known = [anchor for quote in case.quotes for anchor in anchors(quote)]
    for one, two in combinations(own, 2):
        if one.kind == two.kind and not one.is_same(two) and _exchanged(one, two, known):
            yield f"{_told(one)!r} and {_told(two)!r} stand in each other's places"
    for one in own:
        rival = _displaced(one, known)
        if rival:
            yield f"{_told(one)!r} stands where the quotes have {_told(rival)!r}"
    yield from _torn(own, known, case)


def anchors(text: Text) -> list[Anchor]:
    """The facts and names of a text in their order."""
    found = [_of_fact(text, fact) for fact in text.facts]
    run: list[int] = []
    for at, word in enumerate((*text.words, None)):
        if word and word.text[0].isupper() and not word.is_small and not text.fact_at(word):
            if at:
                run.append(at)
                continue
        if run:
            key = tuple(text.words[n].stem for n in run)
            found.append(Anchor(text, run[0], run[-1], "name", key))
            run = []
    return sorted(found, key=lambda anchor: anchor.first)


def _of_fact(text: Text, fact: Fact) -> Anchor:
    covered = [n for n, w in enumerate(text.words) if fact.start <= w.start < fact.end]
    kind = fact.kind
    return Anchor(text, covered[0], covered[-1], kind, (fact.text.lower(),), fact)


def _fit(one: Anchor, places: Sequence[Anchor]) -> float:
    """How well an anchor's neighbours are those at the best of some places in the quotes."""
    return max((_likeness(one, place) for place in places), default=0.0)


def _likeness(one: Anchor, two: Anchor) -> float:
    total = 0.0
    for (side, stem), weight in one.around.items():
        other = "right" if side == "left" else "left"
        total += max(
            weight * two.around.get((side, stem), 0.0),
            _OTHER_SIDE * weight * two.around.get((other, stem), 0.0),
        )
    return total


def _exchanged(one: Anchor, two: Anchor, known: Sequence[Anchor]) -> bool:
    firsts = [anchor for anchor in known if one.is_same(anchor)]
    seconds = [anchor for anchor in known if two.is_same(anchor)]
    if not firsts or not seconds:
        return False
    straight = _fit(one, firsts) + _fit(two, seconds)
    crossed = _fit(one, seconds) + _fit(two, firsts)
    return crossed > straight + _PAIR


def _displaced(one: Anchor, known: Sequence[Anchor]) -> Anchor | None:
    """The anchor of a quote whose neighbours are those of this one by far, if there is one."""
    own = _fit(one, [anchor for anchor in known if one.is_same(anchor)])
    rivals = [a for a in known if a.kind == one.kind and not one.is_same(a)]
    best = max(rivals, key=lambda rival: _likeness(one, rival), default=None)
    return best if best and _likeness(one, best) > own + _SINGLE else None


def _torn(own: Sequence[Anchor], known: Sequence[Anchor], case: Case) -> Iterator[str]:
    """Facts that one clause tells together and no quote holds together."""
    for one, two in combinations([anchor for anchor in own if anchor.fact], 2):
        words = case.said.words[one.last + 1 : two.first]
        if any(w.low in _CLAUSE or w.low in {",", ";", ":"} for w in words):
            continue
        if not any(
            _holds(quote, one, known) and _holds(quote, two, known) for quote in case.quotes
        ):
            yield f"no quote tells of {_told(one)!r} together with {_told(two)!r}"


def _holds(quote: Text, one: Anchor, known: Sequence[Anchor]) -> bool:
    return any(anchor.text is quote and one.is_same(anchor) for anchor in known)


def _told(anchor: Anchor) -> str:
    words = anchor.text.words[anchor.first : anchor.last + 1]
    return anchor.text.text[words[0].start : words[-1].end]
