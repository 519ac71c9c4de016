"""Relations: values and names stand to their neighbours in a sentence as they do in the quotes.

Two that are exchanged are all in the quotes, but each stands among the words of the other. So each
pair of a kind is tried the other way round: if both then fit their neighbours better, the sentence
has exchanged them. And what one clause tells together, one quote has to hold together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from bot.bearing_out import lexicon
from bot.bearing_out.facts import Fact
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word

_REACH = 7  # words on either side that count as neighbours
_SMALL = 0.6  # what a small word counts, and only beside the anchor
_OTHER_SIDE = 0.6
_BEYOND = 0.3  # what a word counts that stands in another part of the sentence
# Small words that place a thing in time or order, by what they say of it.
_PLACES = {"by": "until", "till": "until", "until": "until", "through": "until", "before": "until"}
_PLACES |= {"to": "until"}
_PLACES |= {"of": "at", "on": "at", "dated": "at", "in": "at", "since": "since", "from": "since"}
_STOPS = frozenset(",;:")
_PARTED = 1
_WORDS = 1.5
# How much better two have to fit in each other's places.
_PAIR = {"date": 0.1, "number": 0.1, "identifier": 0.1, "name": 0.6}
# How much better another has to fit in the place of one; a name fits in many.
_SINGLE = {"date": 0.6, "number": 0.4, "identifier": 0.8, "name": 2.5}
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
    aligned: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    def is_same(self, other: "Anchor") -> bool:
        if self.fact and other.fact:
            return self.fact.follows_from(other.fact)
        return self.kind == other.kind and (
            set(self.key) <= set(other.key) or set(other.key) <= set(self.key)
        )

    @cached_property
    def role(self) -> str:
        """What the small word before says of a place in time: an end, or when something was."""
        before = self.text.words[max(self.first - 2, 0) : self.first]
        roles = [_PLACES[word.low] for word in before if word.low in _PLACES]
        return roles[-1] if roles else ""

    @cached_property
    def around(self) -> dict[tuple[str, str], float]:
        """The stems on either side, each with what it counts: less, the farther away."""
        found: dict[tuple[str, str], float] = {}
        words = self.text.words
        for side, span in (
            ("left", list(reversed(words[max(self.first - _REACH, 0) : self.first]))),
            ("right", list(words[self.last + 1 : self.last + 1 + _REACH])),
        ):
            beyond = 1.0
            for step, word in enumerate(span):
                if word.low in _CLAUSE or word.low in _STOPS:
                    beyond = _BEYOND
                weight = beyond * _weight(word, step)
                if weight:
                    stem = _PLACES.get(word.low) or self.aligned.get(word.stem, word.stem)
                    key = (side, stem)
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
    own = anchors(case.said, case.aligned)
    known = [anchor for quote in case.quotes for anchor in anchors(quote)]
    for one, two in combinations(own, 2):
        if one.kind == two.kind and not one.is_same(two) and _exchanged(one, two, known):
            yield f"{_told(one)!r} and {_told(two)!r} stand in each other's places"
    for one in own:
        rival = _displaced(one, known)
        if rival:
            yield f"{_told(one)!r} stands where the quotes have {_told(rival)!r}"
    yield from _other_role(own, known)
    yield from _torn(own, known, case)
    yield from _parted(own, case)
    yield from _words_exchanged(case)


def anchors(text: Text, aligned: Mapping[str, str] | None = None) -> list[Anchor]:
    """The facts and names of a text in their order; ``aligned`` gives words their like elsewhere."""
    aligned = aligned or {}
    found = [_of_fact(text, fact, aligned) for fact in text.facts]
    for run in _names(text):
        key = tuple(text.words[n].stem for n in run)
        found.append(Anchor(text, run[0], run[-1], "name", key, None, aligned))
    return sorted(found, key=lambda anchor: anchor.first)


def _names(text: Text) -> Iterator[list[int]]:
    """The places of capitalised words in a row; a common word that opens the text is no name."""
    run: list[int] = []
    for at, word in enumerate(text.words):
        is_name = word.text[0].isupper() and not word.is_small and not text.fact_at(word)
        if is_name and (at or not lexicon.is_common(word.low)):
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _of_fact(text: Text, fact: Fact, aligned: Mapping[str, str]) -> Anchor:
    covered = [n for n, w in enumerate(text.words) if fact.start <= w.start < fact.end]
    kind = fact.kind
    return Anchor(text, covered[0], covered[-1], kind, (fact.text.lower(),), fact, aligned)


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
    return crossed > straight + _PAIR[one.kind]


def _displaced(one: Anchor, known: Sequence[Anchor]) -> Anchor | None:
    """The anchor of a quote whose neighbours are those of this one by far, if there is one."""
    own = _fit(one, [anchor for anchor in known if one.is_same(anchor)])
    rivals = [a for a in known if a.kind == one.kind and not one.is_same(a)]
    best = max(rivals, key=lambda rival: _likeness(one, rival), default=None)
    return best if best and _likeness(one, best) > own + _SINGLE[one.kind] else None


def _other_role(own: Sequence[Anchor], known: Sequence[Anchor]) -> Iterator[str]:
    """Dates told as an end that the quotes give as the day of something, or the reverse."""
    for one in own:
        role = one.role
        same = {other.role for other in known if one.is_same(other)}
        others = {other.role for other in known if other.kind == one.kind}
        if one.kind == "date" and role and same and role not in same and role in others:
            if same <= {"until", "at"}:
                yield f"{_told(one)!r} is told as another date than it is in the quotes"


def _words_exchanged(case: Case) -> Iterator[str]:
    """Two plain words of the sentence that fit their neighbours in the quotes the other way round."""
    own = [_of_word(case.said, w, case.aligned) for w in case.said.plain if w.stem in case.stems]
    known: dict[tuple[str, ...], list[Anchor]] = {}
    for quote in case.quotes:
        for word in quote.plain:
            known.setdefault((word.stem,), []).append(_of_word(quote, word, {}))
    for one, two in combinations(own, 2):
        if one.key == two.key or two.first - one.first < 2:  # noqa: PLR2004
            continue
        firsts, seconds = known.get(one.key, []), known.get(two.key, [])
        straight = _fit(one, firsts) + _fit(two, seconds)
        if _fit(one, seconds) + _fit(two, firsts) > straight + _WORDS:
            yield f"{_told(one)!r} and {_told(two)!r} stand in each other's places"


def _of_word(text: Text, word: Word, aligned: Mapping[str, str]) -> Anchor:
    at = text.words.index(word)
    return Anchor(text, at, at, "word", (word.stem,), None, aligned)


def _parted(own: Sequence[Anchor], case: Case) -> Iterator[str]:
    """A value or name in a clause whose words stand only in quotes that do not hold it."""
    if len(case.quotes) < 2:  # noqa: PLR2004
        return
    for one in own:
        held = {n for n, quote in enumerate(case.quotes) if _told_in(quote, one)}
        clause = [w for w in case.said.plain if w.part == case.said.words[one.first].part]
        homes = [{n for n, q in enumerate(case.quotes) if w.stem in q.stems} for w in clause]
        apart = [home for home in homes if home and not home & held]
        together = [home for home in homes if home and home & held and len(home) < len(case.quotes)]
        if held and len(apart) > len(together) + _PARTED:
            yield f"what is told of {_told(one)!r} stands in a quote that does not name it"


def _told_in(quote: Text, one: Anchor) -> bool:
    if one.fact is None:
        return bool(set(one.key) & quote.stems)
    return any(one.fact.follows_from(fact) for fact in quote.facts)


def _torn(own: Sequence[Anchor], known: Sequence[Anchor], case: Case) -> Iterator[str]:
    """Values and names that one clause tells together and no quote holds together."""
    if any(quote.text.startswith("|") for quote in case.quotes):
        return
    binding = [anchor for anchor in own if _binds(anchor, known, case)]
    for one, two in combinations(binding, 2):
        words = case.said.words[one.last + 1 : two.first]
        if any(w.low in _CLAUSE or w.low in {",", ";", ":"} for w in words):
            continue
        if not any(
            _holds(quote, one, known) and _holds(quote, two, known) for quote in case.quotes
        ):
            yield f"no quote tells of {_told(one)!r} together with {_told(two)!r}"


def _binds(anchor: Anchor, known: Sequence[Anchor], case: Case) -> bool:
    """Whether a quote has to hold an anchor: "first" may only order a text."""
    if anchor.fact is None:
        return bool(set(anchor.key) & case.stems)  # others may be told by their initials
    return anchor.key != ("first",) and any(anchor.is_same(other) for other in known)


def _holds(quote: Text, one: Anchor, known: Sequence[Anchor]) -> bool:
    if one.fact is None:
        return bool(set(one.key) & quote.stems)
    return any(anchor.text is quote and one.is_same(anchor) for anchor in known)


def _told(anchor: Anchor) -> str:
    words = anchor.text.words[anchor.first : anchor.last + 1]
    return anchor.text.text[words[0].start : words[-1].end]
