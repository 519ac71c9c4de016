"""Relations: values and names stand to their neighbours in a sentence as they do in the quotes.

Two that are exchanged are all in the quotes, but each stands among the words of the other. So each
pair of a kind is tried the other way round: if both then fit their neighbours better, the sentence
has exchanged them.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.bearing_out.anchors import Anchor, anchors, fit, of_word
from bot.bearing_out.dates import Date
from bot.bearing_out.facts import Fact
from bot.bearing_out.text import Case

# How much better another has to fit in the place of one; a name fits in many.
_SINGLE = {"date": 0.6, "number": 0.4, "identifier": 0.8}
# How much better two have to fit in each other's places.
_PAIR = {"date": 0.1, "number": 0.1, "identifier": 0.1, "name": 0.8}
_DENYING = frozenset("not no never nor neither without instead rather than only".split())
_CUTS = frozenset(", ; : and or but while whereas".split())
_WORDS = 1.5  # how much better two plain words have to


def relation_fault(case: Case) -> str | None:
    """Which values or names a sentence has exchanged; None if none."""
    return next(_faults(case), None)


def _faults(case: Case) -> Iterator[str]:
    own = anchors(case.said, case.aligned)
    known = [anchor for quote in case.quotes for anchor in anchors(quote)]
    for one, two in combinations(own, 2):
        if _are_of_a_kind(one, two) and not one.is_same(two) and _exchanged(one, two, known):
            yield f"{one.told!r} and {two.told!r} stand in each other's places"
    for one in own:
        if rival := _displaced(one, known):
            yield f"{one.told!r} stands where the quotes have {rival.told!r}"
        if other := _in_slot_of(one, known):
            yield f"{one.told!r} stands where the quotes have {other.told!r}"
    yield from _other_role(own, known)
    yield from _set_against(own, known)
    yield from _words_exchanged(case)


def _are_of_a_kind(one: Anchor, two: Anchor) -> bool:
    """Whether two could be taken for each other; a year alone is a number as well."""
    year = any(a.kind == "date" and a.told.isdigit() for a in (one, two))
    return one.kind == two.kind or (year and {one.kind, two.kind} == {"date", "number"})


def _exchanged(one: Anchor, two: Anchor, known: Sequence[Anchor]) -> bool:
    firsts = [anchor for anchor in known if one.is_same(anchor)]
    seconds = [anchor for anchor in known if two.is_same(anchor)]
    if not firsts or not seconds or (one.kind == "name" and _listed(one, two)):
        return False
    straight = fit(one, firsts) + fit(two, seconds)
    crossed = fit(one, seconds) + fit(two, firsts)
    return crossed > straight + _PAIR[one.kind]


def _displaced(one: Anchor, known: Sequence[Anchor]) -> Anchor | None:
    """The value of a quote whose neighbours are those of this one by far, if there is one."""
    own = fit(one, [anchor for anchor in known if one.is_same(anchor)])
    rivals = [a for a in known if a.kind == one.kind and not one.is_same(a) and _as_full(one, a)]
    same = [anchor for anchor in known if one.is_same(anchor)]
    best = max(rivals, key=lambda rival: fit(one, [rival]), default=None)
    if best and any(_is_told_apart(one, anchor, best) for anchor in same):
        return None
    return best if best and fit(one, [best]) > own + _SINGLE.get(one.kind, 99.0) else None


def _is_told_apart(one: Anchor, own: Anchor, rival: Anchor) -> bool:
    """Whether a value and a rival each stand with something of their own in the quotes.

    In a list of values that is a fact of another kind, "150 by April, 250 by June", and the value
    stands beside the same one; in a change, the end that it is: "from 6 minutes to 48".
    """
    if _end(one) and _end(one) == _end(own) != _end(rival) and _end(rival):
        return True
    mine = [fact for fact in _next_facts(own, together=True) if _follows(_next_facts(one), fact)]
    others = {fact.kind for fact in _next_facts(rival, together=True) if fact not in mine}
    return any(fact.kind in others for fact in mine)


def _follows(facts: Sequence[Fact], known: Fact) -> bool:
    return any(fact.follows_from(known) for fact in facts)


def _end(anchor: Anchor) -> str:
    """Which end of a change a value is, by the word before it; empty for none."""
    before = anchor.text.lows[anchor.first - 1] if anchor.first else ""
    return before if before in {"from", "to"} else ""


def _next_facts(anchor: Anchor, *, together: bool = False) -> list[Fact]:
    """The facts of another kind than an anchor's that stand nearest to it, no other between.

    If ``together``, nothing that ends a clause or goes on with a list may stand between either.
    """
    facts, text = anchor.text.facts, anchor.text
    if anchor.fact is None:
        return []
    at = facts.index(anchor.fact)
    near = [(fact, fact.end, anchor.fact.start) for fact in facts[max(at - 1, 0) : at]]
    near += [(fact, anchor.fact.end, fact.start) for fact in facts[at + 1 : at + 2]]
    return [
        fact
        for fact, start, end in near
        if fact.kind != anchor.kind
        and not (together and any(w.low in _CUTS for w in text.words if start <= w.start < end))
    ]


def _in_slot_of(one: Anchor, known: Sequence[Anchor]) -> Anchor | None:
    """Another of its kind that has in the quotes the very words beside it that this one has."""
    same = [other for other in known if _slot(other) == _slot(one) and other.kind == one.kind]
    own = [other for other in known if one.is_same(other)]
    if not same or any(map(one.is_same, same)):
        return None
    return None if any(_is_told_apart(one, other, same[0]) for other in own) else same[0]


def _slot(anchor: Anchor) -> tuple[str, ...]:
    words = anchor.text.words
    before, behind = words[max(anchor.first - 2, 0) : anchor.first], words[anchor.last + 1 :]
    return (*(word.low for word in before), "", *(word.low for word in behind[:2]))


def _as_full(one: Anchor, two: Anchor) -> bool:
    """Whether two dates tell as much: the year in the name of an act is no day of anything."""
    values = [anchor.fact.value for anchor in (one, two) if anchor.fact]
    days = {value.month is None for value in values if isinstance(value, Date)}
    return days != {True, False}


def _listed(one: Anchor, two: Anchor) -> bool:
    """Whether two stand side by side or are members of one list, whose order tells nothing."""
    between = one.text.words[one.last + 1 : two.first]
    return all(w.text[0].isupper() or w.low in {",", "and", "or", "-"} for w in between)


def _other_role(own: Sequence[Anchor], known: Sequence[Anchor]) -> Iterator[str]:
    """Dates told as an end that the quotes give as the day of something, or the reverse."""
    for one in own:
        role = one.role
        same = {other.role for other in known if one.is_same(other)}
        others = {other.role for other in known if other.kind == one.kind}
        if one.kind != "date" or not role or role in same or role not in others:
            continue
        if same and same <= {"until", "at"}:
            yield f"{one.told!r} is told as another date than it is in the quotes"


def _set_against(own: Sequence[Anchor], known: Sequence[Anchor]) -> Iterator[str]:
    """What the sentence names right behind a "not", and no quote beside a denial."""
    for one in own:
        before = [w.low for w in one.text.words[max(one.first - 2, 0) : one.first] if w.low != "by"]
        same = [other for other in known if one.is_same(other)]
        if before[-1:] == ["not"] and same and not any(map(_is_denied, same)):
            yield f"no quote denies it of {one.told!r}"


def _is_denied(anchor: Anchor) -> bool:
    part = anchor.text.words[anchor.first].part
    return any(word.low in _DENYING for word in anchor.text.words if word.part == part)


def _words_exchanged(case: Case) -> Iterator[str]:
    """Two plain words that fit their neighbours in the quotes better the other way round."""
    own = [of_word(case.said, w, case.aligned) for w in case.said.plain if w.stem in case.stems]
    known: dict[tuple[str, ...], list[Anchor]] = {}
    for quote in case.quotes:
        for word in quote.plain:
            known.setdefault((word.stem,), []).append(of_word(quote, word, {}))
    for one, two in combinations(own, 2):
        if one.key == two.key or _listed(one, two):
            continue
        firsts, seconds = known.get(one.key, []), known.get(two.key, [])
        straight = fit(one, firsts) + fit(two, seconds)
        if fit(one, seconds) + fit(two, firsts) > straight + _WORDS:
            yield f"{one.told!r} and {two.told!r} stand in each other's places"
