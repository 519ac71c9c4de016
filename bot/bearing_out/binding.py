"""Binding: what one clause tells together, one quote has to hold together.

A sentence may rest on several quotes, but a date of one and a number of another do not belong to
each other because both are cited.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from bot.bearing_out.anchors import CLAUSE, Anchor, anchors
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word


def binding_fault(case: Case) -> str | None:
    """What the sentence tells together that no quote holds together; None if nothing."""
    own = anchors(case.said, case.aligned)
    known = [anchor for quote in case.quotes for anchor in anchors(quote)]
    return next(_torn(own, known, case), None)


def _torn(own: Sequence[Anchor], known: Sequence[Anchor], case: Case) -> Iterator[str]:
    """Values and names that one clause tells together and no quote holds together."""
    if any(quote.text.startswith("|") for quote in case.quotes):
        return
    binding = [anchor for anchor in own if _binds(anchor, known, case)]
    for one, two in combinations(binding, 2):
        words = case.said.words[one.last + 1 : two.first]
        if any(w.low in CLAUSE or w.low in {",", ";", ":"} for w in words) or _goes_on(words):
            continue
        if not any(
            _holds(quote, one, known) and _holds(quote, two, known) for quote in case.quotes
        ):
            yield f"no quote tells of {one.told!r} together with {two.told!r}"


def _goes_on(words: Sequence[Word]) -> bool:
    """Whether an "and" between two adds what another quote may tell; "and not" sets against."""
    lows = [word.low for word in words]
    return any(low == "and" and after != "not" for low, after in pairwise([*lows, ""]))


def _binds(anchor: Anchor, known: Sequence[Anchor], case: Case) -> bool:
    """Whether a quote has to hold an anchor: "first" may only order a text."""
    if anchor.fact is None:
        return bool(set(anchor.key) & case.stems)  # others may be told by their initials
    return anchor.key != ("first",) and any(anchor.is_same(other) for other in known)


def _holds(quote: Text, one: Anchor, known: Sequence[Anchor]) -> bool:
    if one.fact is None:
        return bool(set(one.key) & quote.stems)
    return any(anchor.text is quote and one.is_same(anchor) for anchor in known)
