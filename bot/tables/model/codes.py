"""Codes: what short marks in a table stand for, by its own notes and by common usage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.tables.model.values import is_missing

_YES = frozenset(
    {"x", "y", "yes", "true", "t", "\u2713", "\u2714", "\u25cf", "\u2022", "\u2611", "\u2705", "+"}
)
_NO = frozenset(
    {"n", "no", "false", "f", "\u2717", "\u2718", "\u25cb", "\u2610", "\u274c", "\u2715"}
)
# Opposites of general English: a mark that is explained by one of them affirms or denies.
_AFFIRMS = re.compile(
    r"\b(?:yes|present|open|included|available|offered|allowed|permitted|approved|passed|active|"
    r"enabled|in stock)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:absent|closed|excluded|unavailable|forbidden|prohibited|denied|refused|rejected|failed|"
    r"inactive|disabled|out of stock|not (?:present|open|included|available|offered|allowed|"
    r"permitted|approved|passed|active|enabled|in stock))\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:not|no|none|never|without|un\w+ed|absent|missing)\b", re.IGNORECASE)
_LONGEST_CODE = 4
_FOOTED = "*†‡"
# How notes name a sign without writing it.
_SPOKEN = {
    "": r"(?:[Bb]lank|[Ee]mpty)(?: cells?| spaces?)?",
    "*": r"[Aa]sterisks?",
    "†": r"[Dd]aggers?",
    "-": r"(?:[Dd]ash(?:es)?|[Hh]yphens?)",
    "\u2013": r"[Dd]ash(?:es)?",
    "\u2014": r"[Dd]ash(?:es)?",
    "+": r"[Pp]lus(?: signs?)?",
    "\u2713": r"(?:[Cc]heck ?marks?|[Tt]icks?)",
    "\u2714": r"(?:[Cc]heck ?marks?|[Tt]icks?)",
    "\u25cf": r"(?:[Ff]illed|[Ss]olid|[Bb]lack|[Ff]ull) (?:circles?|dots?)",
    "\u25cb": r"(?:[Oo]pen|[Ee]mpty|[Hh]ollow|[Ww]hite) (?:circles?|dots?)",
}
_SAID = r"\s*(?:that\s+)?(?:the\s+|an?\s+)?(?P<meaning>[^.;,\n]+)"
_MEANS = (
    r"\s*(?:=|:|\bmeans?\b|\bstands? for\b|\bdenotes?\b|\bindicates?\b|\bshows?\b|\bmarks?\b|"
    r"\bis short for\b|\bis\b|\u2013|\u2014)" + _SAID
)


class Polarity(StrEnum):
    YES = "yes"
    NO = "no"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Code:
    """A mark in a table: what it stands for in words, where that is said, and whether it affirms.

    ``polarity`` is None for a mark that neither affirms nor denies, such as ``P`` for "part-time".
    """

    text: str
    meaning: str
    polarity: Polarity | None


def read_codes(values: Iterable[str], notes: str) -> dict[str, Code]:
    """The codes among the values of a column, by their text."""
    short = [value for value in dict.fromkeys(values) if _may_be_code(value)]
    known = {value: _meaning(value, short, notes) for value in short}
    found = {
        value: Code(value, meaning, polarity)
        for value, meaning in known.items()
        if (polarity := _polarity(value, meaning)) is not None or meaning
    }
    if any(code.polarity is Polarity.YES for code in found.values()):
        return found
    return {value: replace(code, polarity=_alone(code)) for value, code in found.items()}


def usual_polarity(value: str) -> Polarity | None:
    """What a mark says by common usage, whatever its table says of it; None for one without any."""
    bare = _bare(value)
    if bare in _YES:
        return Polarity.YES
    if bare in _NO:
        return Polarity.NO
    return Polarity.MISSING if is_missing(value) else None


def _may_be_code(value: str) -> bool:
    return len(value) <= _LONGEST_CODE or _bare(value) in _YES | _NO


def _bare(code: str) -> str:
    """A code in lower case and without the sign of a footnote: ``X*``."""
    return (code.rstrip(_FOOTED).strip() or code).lower()


def _meaning(code: str, codes: list[str], notes: str) -> str:
    """The words that a note gives for a code: after it, or before it in brackets."""
    bare = code.rstrip(_FOOTED).strip()
    forms = [re.escape(form) for form in dict.fromkeys([code, bare]) if form and form in notes]
    if code in _SPOKEN and re.search(_SPOKEN[code], notes):
        forms.append(_SPOKEN[code])
    if not forms:
        return ""
    others = "|".join(re.escape(other) for other in codes if other and other != code) or r"(?!)"
    for form in forms:
        itself = rf"(?<!\w)[\"'\u201c(`*]*(?:{form})[\"'\u201d)`*]*(?!\w)"
        after = re.search(itself + _MEANS, notes) or re.search(
            rf"(?:^|[.;:(\n])\s*{itself},(?!\s*(?:{others})(?!\w)){_SAID}", notes
        )
        if after:
            ends = rf"\s+(?:and|or|while|whereas)\s+[\"'\u201c(]*(?:{others})(?!\w).*"
            return re.sub(ends, "", after["meaning"], flags=re.DOTALL).strip().strip("\"'*`)")
        before = re.search(rf"((?:\w+[ ]){{0,2}}\w+)\s+\({form}\)", notes)
        if before:
            return before[1]
    return ""


def _polarity(code: str, meaning: str) -> Polarity | None:
    bare = _bare(code)
    denied = _DENIAL.search(meaning) or _DENIES.search(meaning)
    if bare in _YES and not denied:
        return Polarity.YES
    if bare in _NO and (not meaning or denied):
        return Polarity.NO
    if is_missing(code):
        return Polarity.MISSING
    if not denied and _AFFIRMS.search(meaning):
        return Polarity.YES
    if _DENIES.search(meaning):
        return Polarity.NO
    return Polarity.MISSING if _DENIAL.match(meaning) else None


def _alone(code: Code) -> Polarity | None:
    """What a code says in a column where nothing affirms: an X for "closed" is the mark itself."""
    bare = _bare(code.text)
    if code.polarity is not Polarity.NO or bare in _NO:
        return code.polarity
    return Polarity.YES if bare in _YES else Polarity.MISSING
