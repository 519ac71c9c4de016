"""Codes: what short marks in a table stand for, by its own notes and by common usage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.tables.model.meanings import FOOTED, meaning_of
from bot.tables.model.values import is_missing

_YES = frozenset(
    {"x", "y", "yes", "true", "t", "\u2713", "\u2714", "\u25cf", "\u2022", "\u2611", "\u2705", "+"}
)
_NO = frozenset(
    {"n", "no", "false", "f", "\u2717", "\u2718", "\u25cb", "\u2610", "\u274c", "\u2715"}
)
# For true and false, or the first letter of something else.
_LETTERS = frozenset({"t", "f"})
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
# "Unrestricted" denies nothing but a restriction.
_DENIAL = re.compile(
    r"\b(?:not|no|none|never|without|un(?!restrict|limit|it)\w+ed|absent|missing)\b", re.IGNORECASE
)
_LONGEST_CODE = 4


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

    @property
    def denies(self) -> bool:
        """Whether its meaning denies something: "no date was agreed"."""
        return _DENIAL.search(self.meaning) is not None


def read_codes(values: Iterable[str], notes: str) -> dict[str, Code]:
    """The codes among the values of a column, by their text."""
    short = [value for value in dict.fromkeys(values) if _may_be_code(value)]
    known = {value: meaning_of(value, short, notes) for value in short}
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
    return (code.rstrip(FOOTED).strip() or code).lower()


def _polarity(code: str, meaning: str) -> Polarity | None:
    """Whether a mark affirms: by common usage, unless its meaning says otherwise."""
    bare = _bare(code)
    denied = bool(_DENIAL.search(meaning) or _DENIES.search(meaning))
    affirmed = not denied and bool(_AFFIRMS.search(meaning))
    of_word = bare in _LETTERS and meaning and not (denied or affirmed)
    usual = usual_polarity(code) if not of_word else None
    if (usual is Polarity.YES and not denied) or (usual is Polarity.NO and (denied or not meaning)):
        return usual
    if is_missing(code):
        return Polarity.MISSING
    if affirmed:
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
