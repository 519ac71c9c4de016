"""Clauses: what is told in one part of a sentence belongs together in a part of a quote.

Two clauses that have exchanged what they tell each hold words of both places in the quotes. So a
sentence is at fault if two of its parts, told almost wholly in the words of two parts of the
quotes, each mix the words that only the one has with those that only the other has.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from bot.bearing_out.text import Case, Text

_CUTS = frozenset(", ; : and or but while whereas alongside after before".split())
_TOLD = 0.7  # more than that of two parts of a sentence stands in the two parts of the quotes
_HELD = 0.5  # and more than that of those is told
_HELD_OF_QUOTES = 0.3  # of a quote as a whole, less
_Part = frozenset[str]


def clause_fault(case: Case) -> str | None:
    """Which words of two clauses a sentence has exchanged; None if none."""
    own = _parts(case.said, case.aligned)
    parts = [part for quote in case.quotes for part in _parts(quote, {})]
    wholes = [frozenset().union(*_parts(quote, {})) for quote in case.quotes]
    pairs = [(*pair, _HELD) for pair in combinations(parts, 2)]
    pairs += [(*pair, _HELD_OF_QUOTES) for pair in combinations(wholes, 2)]
    return next((fault for pair in pairs if (fault := _mixed(own, *pair))), None)


def _parts(text: Text, aligned: Mapping[str, str]) -> list[_Part]:
    """The stems of the content words of each clause or item."""
    found: list[set[str]] = [set()]
    for word in text.words:
        if word.low in _CUTS:
            found.append(set())
        elif not word.is_small:
            found[-1].add(aligned.get(word.stem, word.stem))
    return [frozenset(part) for part in found if part]


def _mixed(own: Sequence[_Part], one: _Part, two: _Part, share: float) -> str | None:
    """What two parts of a sentence mix of two parts of the quotes; None if they keep them apart."""
    first, second = one - two, two - one
    mixed = [part for part in own if part & first and part & second]
    for a, b in combinations(mixed, 2):
        told = all(len(part & (one | two)) > _TOLD * len(part) for part in (a, b))
        held = all(len(part & (a | b)) > share * len(part) for part in (one, two))
        if told and held and not a & b & (first | second):
            return f"{_words(a & first)} and {_words(b & first)} stand in each other's places"
    return None


def _words(stems: _Part) -> str:
    return repr(" ".join(sorted(stems)))
