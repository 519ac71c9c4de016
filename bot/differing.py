"""Differing: do two rules about one matter say opposite things, or give other values?

Nothing here knows what the rules are about. Two sentences differ where one denies what the other
says, or where both give a share, an amount, a time or a frequency and none of these is the same.
"""

import re
from collections.abc import Iterator

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        re.findall(r"\w+", "zero one two three four five six seven eight nine ten eleven twelve")
    )
}
_NUMBER = rf"\d[\d,.]*\d|\d|{'|'.join(_NUMBERS)}"
_TIME = "hour|day|week|month|quarter|year"
# One and the same frequency has many wordings.
_OFTEN = re.compile(
    rf"\b(?:every|each|once an?|once every|per|a)\s+(?:({_NUMBER})\s+)?({_TIME})s?\b", re.IGNORECASE
)
_ADVERB = re.compile(r"\b(dai|week|month|quarter|year|annual)ly\b|\b(annual)\b", re.IGNORECASE)
_UNITS = re.compile(
    rf"\b({_NUMBER})[\s-]*(percent|%|(?:working |calendar |business )?(?:{_TIME})s?)(?!\w)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\$\s?(\d[\d,.]*\d|\d)")
_YEARLY = {"dai": "day", "annual": "year"}
# Words by which a sentence denies, forbids or exempts.
_DENIES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|prohibit\w*|forbid\w*|"
    r"forbidden|bann?ed|bans|barred|exempt\w*|waived?|optional)\b|n['’]t\b",
    re.IGNORECASE,
)
# They deny the fault and not the rule: what must not happen until something is there, needs it.
_NEEDS = re.compile(
    r"\b(?:must|may|shall|can|is|are)\s*not\b[^.;]*\b(?:until|unless|without|before)\b|"
    r"\bcannot\b[^.;]*\b(?:until|unless|without|before)\b",
    re.IGNORECASE,
)


def opposite(one: str, other: str) -> bool:
    """Whether one sentence denies and the other does not."""
    return _denies(one) != _denies(other)


def other_values(one: str, other: str) -> bool:
    """Whether both give values of one kind, and none of these is the same."""
    mine, theirs = _values(one), _values(other)
    return any(mine[kind].isdisjoint(theirs[kind]) for kind in mine.keys() & theirs.keys())


def differ(one: str, other: str) -> bool:
    """Whether two sentences about one matter cannot both be followed as they stand."""
    return opposite(one, other) or other_values(one, other)


def _denies(text: str) -> bool:
    return bool(_DENIES.search(_NEEDS.sub(" must ", text)))


def _values(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, value in _each(text):
        found.setdefault(kind, set()).add(value)
    return found


def _each(text: str) -> Iterator[tuple[str, str]]:
    for match in _OFTEN.finditer(text):
        yield "how often", f"{_plain(match.group(1) or '1')} {match.group(2).lower()}"
    for match in _ADVERB.finditer(text):
        stem = (match.group(1) or match.group(2)).lower()
        yield "how often", f"1 {_YEARLY.get(stem, stem)}"
    rest = _OFTEN.sub(" ", text)
    for match in _UNITS.finditer(rest):
        unit = match.group(2).lower().split()[-1].rstrip("s").replace("%", "percent")
        yield ("share" if unit == "percent" else "how long"), f"{_plain(match.group(1))} {unit}"
    for match in _MONEY.finditer(text):
        yield "amount", _plain(match.group(1))


def _plain(number: str) -> str:
    return _NUMBERS.get(number.lower(), number.replace(",", "").removesuffix(".0"))
