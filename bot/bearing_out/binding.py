"""Binding: what one clause tells together, one quote has to hold together.

A sentence may rest on several quotes, but a date of one and a number of another do not belong to
each other because both are cited.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.bearing_out.anchors import CLAUSE, Anchor, anchors
from bot.bearing_out.text import Case, Text

_APART = 1  # so many more words of a clause may stand in other quotes than its value or name


def binding_fault(case: Case) -> str | None:
    """What the sentence tells together that no quote holds together; None if nothing."""
    own = anchors(case.said, case.aligned)
    known = [anchor for quote in case.quotes for anchor in anchors(quote)]
    return next(iter([*_torn(own, known, case), *_parted(own, case)]), None)


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
        if held and len(apart) > len(together) + _APART:
            yield f"what is told of {one.told!r} stands in a quote that does not name it"


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
        if any(w.low in CLAUSE or w.low in {",", ";", ":"} for w in words):
            continue
        if not any(
            _holds(quote, one, known) and _holds(quote, two, known) for quote in case.quotes
        ):
            yield f"no quote tells of {one.told!r} together with {two.told!r}"


def _binds(anchor: Anchor, known: Sequence[Anchor], case: Case) -> bool:
    """Whether a quote has to hold an anchor: "first" may only order a text."""
    if anchor.fact is None:
        return bool(set(anchor.key) & case.stems)  # others may be told by their initials
    return anchor.key != ("first",) and any(anchor.is_same(other) for other in known)


def _holds(quote: Text, one: Anchor, known: Sequence[Anchor]) -> bool:
    if one.fact is None:
        return bool(set(one.key) & quote.stems)
    return any(anchor.text is quote and one.is_same(anchor) for anchor in known)
