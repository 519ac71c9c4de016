"""Quantity: all, some, most and only, and the bounds of numbers, are those of the quotes."""

import re
from collections.abc import Iterator, Sequence

from bot.bearing_out.facts import Fact
from bot.bearing_out.numbers import Number
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import DENYING

_BOUNDS = {
    "least": r"at least|no fewer than|no less than|not less than|a minimum of|minimum of",
    "most": r"at most|no more than|not more than|up to|a maximum of|maximum of|as much as|"
    r"as many as|can reach|at the most|no later than|not later than",
    "within": r"within|inside of",
    "above": r"more than|over|above|exceed(?:s|ed|ing)?|upwards? of|in excess of|passed|"
    r"greater than|beyond",
    "below": r"fewer than|less than|under|below|short of|just under",
    "about": r"about|around|roughly|approximately|nearly|almost|some|close to",
    "exactly": r"exactly|precisely",
    "times": r"twice|double|half|triple",
}
_ARTICLE = r"(?:\$ ?)?(?:an? |a total of |the )?$"
_BEFORE = {name: re.compile(rf"\b(?:{told}) {_ARTICLE}") for name, told in _BOUNDS.items()}
_BEHIND = {
    "least": r"or more|and above|and up|and higher|at least|or above",
    "most": r"or less|or fewer|at most|at the most|or below|and below|at the latest",
}
_AFTER = {n: re.compile(rf"[^.;:]{{0,25}}? (?:{told})\b") for n, told in _BEHIND.items()}
_AND = re.compile(r"[^,;.]{0,40} (?:and|or) $")
_WITH_DATES = frozenset({"least", "above", "times", "exactly"})
# Which bound of a quote lets the sentence say which.
_FROM = {
    "above": {"above"},
    "least": {"least", "above"},
    "most": {"most", "below", "within"},
    "within": {"within", "most", "below", ""},
    "below": {"below", "about"},
    "about": {"about", "", "exactly", "above", "most", "least"},
    "exactly": {"exactly"},
    "times": {"times"},
    "": {"", "exactly", "about", "above", "least", "most", "within"},
}
_KINDS = {
    "all": """all every everyone everybody everything any anyone anybody whole entire always
        entirely fully universally across throughout""",
    "some": """some certain several various most mostly many majority mainly largely few often
        generally usually typically sometimes""",
    "only": """only alone solely exclusively just merely purely limited limits confined confines
        restricted except unless must required requires require needs before until""",
}
_KIND = {word: kind for kind, told in _KINDS.items() for word in told.split()}
_CLOSE = 6  # characters between "limited" and the number of "limited to 5"
_GROUPS = frozenset("these three four five six seven eight nine ten time".split())
# What lets a sentence say all or only, though it says neither itself.
_SILENT = frozenset(
    "across throughout unless must required requires require needs before until".split()
)
# "Every year" and "every two weeks" say how often, not of how many.
_OFTEN = re.compile(r"every (?:other |[\w-]+ )?(?:day|week|month|quarter|year)s?\b", re.IGNORECASE)
_HEDGES = frozenset({"far", "than", "if", "whether", "as"})
_WIDE = ("wide", "-wide")
_Found = dict[str, list[tuple[str, frozenset[str]]]]


def quantity_fault(case: Case) -> str | None:
    """Why the sentence says more or fewer than its quotes; None if it does not."""
    return next(_faults(case), None)


def _faults(case: Case) -> Iterator[str]:
    known = [(f, b) for quote in case.quotes for f in quote.facts for b in _all_bounds(quote, f)]
    for fact in case.said.facts:
        bound = _bound(case.said, fact)
        theirs = {other for held, other in known if fact.follows_from(held)}
        if isinstance(fact.value, Number):
            if theirs and not theirs & _FROM[bound]:
                yield f"it says {bound or 'just'} {fact.text}, the quotes {' or '.join(theirs)}"
        elif fact.kind == "date" and bound in _WITH_DATES - theirs:
            yield f"it says {bound} {fact.text}"
    yield from _counted(case)


def _all_bounds(text: Text, fact: Fact) -> set[str]:
    """The bound of a number, and the one that it may share: "at most 5 and 10 percent"."""
    found = {_bound(text, fact)}
    before = [other for other in text.facts if other.end <= fact.start and other.kind == fact.kind]
    if found == {""} and before and _AND.fullmatch(text.text, before[-1].end, fact.start):
        found.add(_bound(text, before[-1]))
    return found


def _bound(text: Text, fact: Fact) -> str:
    """Which bound a number is told with; empty for none."""
    before = text.text[: fact.start].lower()
    for name, form in _BEFORE.items():
        if form.search(before):
            return name
    return next((name for name, form in _AFTER.items() if form.match(text.text, fact.end)), "")


def _counted(case: Case) -> Iterator[str]:
    """Words for all or only that no quote has, and words for some where the quotes say all."""
    theirs = [_kinds(quote) for quote in case.quotes]
    for kind, found in _kinds(case.said).items():
        for word, stems in found:
            if word.lower() not in _SILENT and not _is_like(kind, stems, theirs):
                yield f"it says {word!r}, which no quote says"


def _kinds(text: Text) -> _Found:
    """The words for how many, by kind, each with the stems that follow it."""
    found: _Found = {}
    for at, word in enumerate(text.words):
        kind = "all" if word.low.endswith(_WIDE) else _KIND.get(word.low)
        if kind and not _counts_nothing(text, at, kind):
            behind = [w.stem for w in text.words[at + 1 : at + 7] if not w.is_small]
            found.setdefault(kind, []).append((word.text, frozenset(behind[:3])))
    return found


def _counts_nothing(text: Text, at: int, kind: str) -> bool:
    """Whether a word is one of "not any", "all three", "in all", "only a", "just because"."""
    after = {w.low for w in text.words[at + 1 : at + 3]}
    if text.words[at].low in _SILENT:
        return False
    if _is_noun(text, at) or _OFTEN.match(text.text, text.words[at].start):
        return True
    if kind != "all":
        bounded = {"to", "at"} & after and any(
            0 < fact.start - text.words[at].end < _CLOSE for fact in text.facts
        )
        return bool(bounded) or bool(
            {"a", "an", "because"} & {w.low for w in text.words[at + 1 : at + 2]}
        )
    before = {w.low for w in text.words[max(at - 1, 0) : at]}
    denied = DENYING & {w.low for w in text.words[:at]}
    hedged = text.words[at].low.startswith("any") and bool(_HEDGES & set(text.lows[:at]))
    return bool(after & _GROUPS) or "in" in before or bool(denied) or hedged


def _is_noun(text: Text, at: int) -> bool:
    """Whether "limits" are things: "the limits of the data", "uncertainty and limits"."""
    low = text.words[at].low
    before = text.lows[at - 1] if at else ""
    of = text.lows[at + 1 : at + 2] == ("of",)
    return low in {"limit", "limits"} and (of or before in {"the", "a", "no"})


def _is_like(kind: str, stems: frozenset[str], theirs: Sequence[_Found]) -> bool:
    """Whether a quote has a word of that kind, of the same things if it speaks of them."""
    same = {k for quote in theirs for k, found in quote.items() for _, s in found if s & stems}
    if kind in same:
        return True
    if kind == "some":
        return "all" not in same
    return not same and any(kind in quote for quote in theirs)
