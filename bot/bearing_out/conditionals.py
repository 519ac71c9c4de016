"""Conditionals: what holds under a condition, and how denials turn it.

"Only if it is enrolled may it be used" and "unless it is enrolled, it cannot be used" say the same:
what stands under a condition is affirmed or denied, so is the condition, and "unless" denies it
once more. Two conditionals of the same words whose signs differ say the reverse of each other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word

_CUE = re.compile(
    r"\b(?:(?P<turns>unless|until|without|absent|except (?:if|when|where|with))|"
    r"(?:only |just )?(?:if|when|where|once|after|provided(?: that)?|as long as|so long as|"
    r"on (?:the )?condition that)|only (?:with|for|by|under|through|upon|on|from|to))\b",
    re.IGNORECASE,
)
# Their "not" takes a duty or a bound away, and denies nothing.
_RELEASES = re.compile(r"\b(?:need not|not (?:required|necessary|only|just|later|more|less))\b")
_ENDS = re.compile(r"[,;:]| - ")
_SENTENCE_ENDS = re.compile(r"(?<=\w)[.?!](?=\s+[A-Z]|\s*$)|;|$")
_MOST = 0.5  # of the words of each side at least


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition and what holds under it, as the stems of each, and whether the whole is turned.

    ``denials`` are the words that turn it, which say nothing by themselves.
    """

    condition: frozenset[str]
    main: frozenset[str]
    turned: bool
    denials: tuple[Word, ...]


def paired(case: Case) -> Iterator[tuple[Conditional, Conditional]]:
    """The conditionals of a sentence, each with the one of a quote that has the same two sides."""
    theirs = [one for quote in case.quotes for one in conditionals(quote)]
    for own in conditionals(case.said, case.aligned):
        best = max(theirs, key=lambda one: _share(own, one), default=None)
        if best and _share(own, best) >= _MOST:
            yield own, best


def conditionals(text: Text, aligned: Mapping[str, str] | None = None) -> Iterator[Conditional]:
    """The conditional of each sentence that holds just one."""
    start = 0
    for end in (match.end() for match in _SENTENCE_ENDS.finditer(text.text)):
        cues = list(_CUE.finditer(text.text, start, end))
        if len(cues) == 1 and not _RELEASES.search(text.text, start, end):
            words = [word for word in text.words if start <= word.start < end]
            yield _conditional(text, words, cues[0], aligned or {})
        start = end


def _conditional(
    text: Text, words: Sequence[Word], cue: re.Match[str], aligned: Mapping[str, str]
) -> Conditional:
    """A conditional, whose condition reaches from the cue to the end of its clause."""
    stop = _ENDS.search(text.text, cue.end(), words[-1].end)
    last = stop.start() if stop else words[-1].end
    under = [word for word in words if cue.end() <= word.start < last]
    main = [word for word in words if word.end <= cue.start() or word.start >= last]
    denials = [word for word in (*under, *main) if word.denies or word.low == "nor"]
    turning = [word for word in words if cue.start() <= word.start < cue.end()]
    return Conditional(
        _stems(under, aligned),
        _stems(main, aligned),
        bool(cue["turns"]) != (len(denials) % 2 == 1),
        (*denials, *turning),
    )


def _stems(words: Sequence[Word], aligned: Mapping[str, str]) -> frozenset[str]:
    return frozenset(aligned.get(w.stem, w.stem) for w in words if not w.is_small)


def _share(one: Conditional, two: Conditional) -> float:
    """The smaller share of the words of a condition, or of what it governs, that two have alike."""
    sides = ((one.condition, two.condition), (one.main, two.main))
    return min(len(a & b) / max(min(len(a), len(b)), 1) for a, b in sides)
