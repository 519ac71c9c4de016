"""Conditionals: what holds under a condition, and how denials turn it.

"Only if it is enrolled may it be used" and "unless it is enrolled, it cannot be used" say the same:
what stands under a condition is affirmed or denied, so is the condition, and "unless" denies it
once more. Two conditionals of the same words whose signs differ say the reverse of each other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word

_CUE = re.compile(
    r"\b(?:(?P<turns>unless|until|without|absent|except (?:if|when|where|with))|"
    r"(?:only |just )?(?:if|when|where|once|after|provided(?: that)?|as long as|so long as|"
    r"on (?:the )?condition that)|only (?:with|for|by|under|through|upon|on|from|to))\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:not|no|never|none|neither|nor|nobody|nothing|cannot|without)\b|n't\b", re.IGNORECASE
)
_UNDONE = re.compile(r"\b(?:need not|not (?:required|necessary|only|just|later|more|less))\b")
_ENDS = re.compile(r"[,;:]| - ")


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition and what holds under it, as the stems of each, and whether the whole is turned.

    ``words`` are those of both, in which a denial says nothing by itself.
    """

    condition: frozenset[str]
    main: frozenset[str]
    turned: bool
    words: tuple[Word, ...]


def conditionals(text: Text, aligned: Mapping[str, str] | None = None) -> Iterator[Conditional]:
    """The conditional of each sentence that holds just one."""
    for start, end in _sentences(text):
        said = text.text[start:end]
        cues = list(_CUE.finditer(said))
        if len(cues) != 1:
            continue
        cue = cues[0]
        stop = _ENDS.search(said, cue.end())
        last = stop.start() if stop else len(said)
        condition, main = said[cue.end() : last], said[: cue.start()] + said[last:]
        if _UNDONE.search(said):
            continue
        denials = len(_DENYING.findall(condition)) + len(_DENYING.findall(main))
        words = tuple(w for w in text.words if start <= w.start < end)
        under = [w for w in words if start + cue.end() <= w.start < start + last]
        rest = [w for w in words if w not in under]
        yield Conditional(
            _stems(under, aligned or {}),
            _stems(rest, aligned or {}),
            bool(cue["turns"]) != (denials % 2 == 1),
            words,
        )


def _sentences(text: Text) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"(?<=\w)[.?!](?=\s+[A-Z]|\s*$)|;", text.text):
        yield start, match.end()
        start = match.end()
    if start < len(text.text):
        yield start, len(text.text)


def _stems(words: list[Word], aligned: Mapping[str, str]) -> frozenset[str]:
    return frozenset(aligned.get(w.stem, w.stem) for w in words if not w.is_small)


def paired(case: Case) -> Iterator[tuple[Conditional, Conditional]]:
    """The conditionals of a sentence, each with the one of a quote that has the same two sides."""
    theirs = [one for quote in case.quotes for one in conditionals(quote)]
    for own in conditionals(case.said, case.aligned):
        fits = [one for one in theirs if _share(own, one) >= _MOST]
        if fits:
            yield own, max(fits, key=lambda one: _share(own, one))


_MOST = 0.5  # of the words of each side at least


def _share(one: Conditional, two: Conditional) -> float:
    """The smaller share of the words of a condition, or of what it governs, that two have alike."""
    sides = ((one.condition, two.condition), (one.main, two.main))
    return min(len(a & b) / max(min(len(a), len(b)), 1) for a, b in sides)
