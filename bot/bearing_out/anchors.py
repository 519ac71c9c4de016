"""Anchors: the values, names and words of a text at their places, with what stands around them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.bearing_out import lexicon
from bot.bearing_out.facts import Fact
from bot.bearing_out.text import Text
from bot.bearing_out.words import Word

_REACH = 7  # words on either side that count as neighbours
_SMALL = 0.6  # what a small word counts, and only beside the anchor
_OTHER_SIDE = 0.6  # what a neighbour counts that stands on the other side in the quote
_BEYOND = 0.3  # what a word counts that stands in another part of the sentence
# Small words that place a thing in time or order, by what they say of it.
PLACES = dict.fromkeys("by till until through before to".split(), "until")
PLACES |= dict.fromkeys("of on dated in".split(), "at") | dict.fromkeys(("since", "from"), "since")
_INSIDE = frozenset({"of", "for", "to"})  # small words inside names
CLAUSE = frozenset("while whereas but although though because which who".split())
_STOPS = frozenset(",;:")


@dataclass(frozen=True)
class Anchor:
    """A value or a name at a place in a text, with the words that it covers."""

    text: Text
    first: int
    last: int
    kind: str
    key: tuple[str, ...]
    fact: Fact | None = None
    aligned: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    def is_same(self, other: "Anchor") -> bool:
        if self.fact and other.fact:
            return self.fact.follows_from(other.fact) or other.fact.follows_from(self.fact)
        return self.kind == other.kind and (
            set(self.key) <= set(other.key)
            or set(other.key) <= set(self.key)
            or _initials(self.key) == "".join(other.key)
            or _initials(other.key) == "".join(self.key)
        )

    @cached_property
    def role(self) -> str:
        """What the small word before says of a place in time: an end, or when something was."""
        before = self.text.words[max(self.first - 2, 0) : self.first]
        if [word.low for word in before] == ["as", "of"]:
            return "until"
        roles = [PLACES[word.low] for word in before if word.low in PLACES]
        return roles[-1] if roles else ""

    @cached_property
    def around(self) -> dict[tuple[str, str], float]:
        """The stems on either side, each with what it counts: less, the farther away."""
        found: dict[tuple[str, str], float] = {}
        words = self.text.words
        before = list(reversed(words[max(self.first - _REACH, 0) : self.first]))
        behind = words[self.last + 1 : self.last + 1 + _REACH]
        for side, span in (("left", before), ("right", behind)):
            for word, weight in _weighed(span):
                stem = PLACES.get(word.low) or self.aligned.get(word.stem, word.stem)
                found[side, stem] = max(found.get((side, stem), 0.0), weight)
        return found

    @property
    def told(self) -> str:
        """The anchor as it is written."""
        words = self.text.words[self.first : self.last + 1]
        return self.text.text[words[0].start : words[-1].end]


def _initials(key: Sequence[str]) -> str:
    return "".join(stem[0] for stem in key)


def _weighed(span: Sequence[Word]) -> Iterator[tuple[Word, float]]:
    """The neighbours on one side, nearest first, each with what it counts."""
    beyond = 1.0
    for step, word in enumerate(span):
        if word.low in CLAUSE or word.low in _STOPS:
            beyond = _BEYOND
        elif word.is_small and step == 0 and word.low[0].isalnum():
            yield word, _SMALL
        elif not word.is_small:
            yield word, beyond / (1.0 + 0.25 * step)


def anchors(text: Text, aligned: Mapping[str, str] | None = None) -> list[Anchor]:
    """The facts and names of a text in order; ``aligned`` gives words their like elsewhere."""
    aligned = aligned or {}
    found = [_of_fact(text, fact, aligned) for fact in text.facts]
    for run in _names(text):
        key = tuple(text.words[n].stem for n in run)
        found.append(Anchor(text, run[0], run[-1], "name", key, None, aligned))
    return sorted(found, key=lambda anchor: anchor.first)


def _names(text: Text) -> Iterator[list[int]]:
    """The places of the capitalised words of each name; a common word that opens a text is none."""
    run: list[int] = []
    for at, word in enumerate(text.words):
        is_name = word.text[0].isupper() and not word.is_small and not text.fact_at(word)
        if is_name and (at or not lexicon.is_common(word.low)):
            run.append(at)
        elif run and not (word.low in _INSIDE and _goes_on(text, at)):
            yield run
            run = []
    if run:
        yield run


def _goes_on(text: Text, at: int) -> bool:
    """Whether a name goes on behind a small word inside it."""
    after = text.words[at + 1 : at + 2]
    return bool(after) and after[0].text[0].isupper() and not text.fact_at(after[0])


def _of_fact(text: Text, fact: Fact, aligned: Mapping[str, str]) -> Anchor:
    covered = [n for n, w in enumerate(text.words) if fact.start <= w.start < fact.end]
    kind = fact.kind
    return Anchor(text, covered[0], covered[-1], kind, (fact.text.lower(),), fact, aligned)


def of_word(text: Text, word: Word, aligned: Mapping[str, str]) -> Anchor:
    """The anchor of a plain word."""
    at = text.words.index(word)
    return Anchor(text, at, at, "word", (word.stem,), None, aligned)


def fit(one: Anchor, places: Sequence[Anchor]) -> float:
    """How well an anchor's neighbours are those at the best of some places in the quotes."""
    return max((_likeness(one, place) for place in places), default=0.0)


def _likeness(one: Anchor, two: Anchor) -> float:
    """How far the neighbours of two anchors are the same."""
    total = 0.0
    for (side, stem), weight in one.around.items():
        other = "right" if side == "left" else "left"
        total += max(
            weight * two.around.get((side, stem), 0.0),
            _OTHER_SIDE * weight * two.around.get((other, stem), 0.0),
        )
    return total
