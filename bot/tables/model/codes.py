"""Codes: what short marks in a table stand for, by its own notes and by common usage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.tables.model.legends import meanings_in
from bot.tables.model.values import is_missing
from corpus.tables import FOOTED

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
    r"(?<!-)\b(?:absent|closed|declined|excluded|unavailable|forbidden|prohibited|denied|refused|"
    r"rejected|failed|"
    r"inactive|disabled|out of stock|not (?:present|open|included|available|offered|allowed|"
    r"permitted|approved|passed|active|enabled|in stock))\b",
    re.IGNORECASE,
)
# "Unrestricted" denies nothing but a restriction.
_DENIAL = re.compile(
    r"\b(?:not|no|none|never|without|un(?!restrict|limit|it)\w+ed|absent|missing)\b", re.IGNORECASE
)
# A note or a day behind a yes or no.
_BEHIND = re.compile(r"(?<=\w)\s+(?:\(\w+\)|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?)$")
_LONGEST_CODE = 4
_PAIR = 2
# A digit says yes or no where the notes explain it and its opposite.
_ONES, _NOES = _YES | {"1"}, _NO | {"0"}


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
    said = meanings_in(short, notes)
    known = {value: said.get(value, "") for value in short}
    found = {
        value: Code(value, meaning, polarity)
        for value, meaning in known.items()
        if (polarity := _polarity(value, meaning)) is not None or meaning
    }
    found = _against(_paired(_among_states(found)))
    if any(code.polarity is Polarity.YES for code in found.values()):
        return found
    return {value: replace(code, polarity=_alone(code)) for value, code in found.items()}


def _among_states(codes: dict[str, Code]) -> dict[str, Code]:
    """Beside several that say neither yes nor no, one that is explained says that alone.

    Y is yellow, and "due soon", where G is green and R is red.
    """
    others = [code for code in codes.values() if code.meaning and code.polarity is None]
    if len(others) < _PAIR:
        return codes
    return {
        text: replace(code, polarity=None) if _only_means(code) else code
        for text, code in codes.items()
    }


def _only_means(code: Code) -> bool:
    """Whether a letter for yes or no is explained by what neither affirms nor denies."""
    plain = not (code.denies or _AFFIRMS.search(code.meaning) or _DENIES.search(code.meaning))
    return bool(code.meaning) and _bare(code.text).isalpha() and plain and not is_missing(code.text)


def _paired(codes: dict[str, Code]) -> dict[str, Code]:
    """A yes and a no by common usage are just that, though their meanings may not say so."""
    told = {code.text: code for code in codes.values() if not is_missing(code.text)}
    ones = [text for text in told if _bare(text) in _ONES]
    noes = [text for text in told if _bare(text) in _NOES]
    unsure = [code for code in told.values() if code.polarity is None and code.meaning]
    if len(told) != _PAIR or not (ones and noes) or not unsure:
        return codes
    one, no = codes[ones[0]], codes[noes[0]]
    if one.polarity in {Polarity.NO, Polarity.MISSING} or no.polarity is Polarity.YES:
        return codes
    yes = {one.text: replace(one, polarity=Polarity.YES)}
    return codes | yes | {no.text: replace(no, polarity=Polarity.NO)}


def _against(codes: dict[str, Code]) -> dict[str, Code]:
    """A cross is a no where a dash affirms: "x means kept out, a dash means open"."""
    if not any(is_missing(c.text) and c.polarity is Polarity.YES for c in codes.values()):
        return codes
    return {
        text: replace(code, polarity=Polarity.NO)
        if code.polarity is Polarity.YES and code.meaning and not _AFFIRMS.search(code.meaning)
        else code
        for text, code in codes.items()
    }


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
    """A code in lower case, without a footnote or a day behind it: ``X*``, ``Y 10/14``."""
    return (_BEHIND.sub("", code.rstrip(FOOTED).strip()) or code).lower()


def _polarity(code: str, meaning: str) -> Polarity | None:
    """Whether a mark affirms: by common usage, unless its meaning says otherwise."""
    bare = _bare(code)
    denied = bool(_DENIAL.search(meaning) or _DENIES.search(meaning))
    affirmed = not denied and bool(_AFFIRMS.search(meaning))
    of_word = bare in _LETTERS and meaning and not (denied or affirmed)
    usual = usual_polarity(code) if not of_word else None
    if (usual is Polarity.YES and not denied) or (usual is Polarity.NO and (denied or not meaning)):
        return usual
    if affirmed:
        return Polarity.YES
    if is_missing(code):
        return Polarity.MISSING
    if _DENIES.search(meaning):
        return Polarity.NO
    return Polarity.MISSING if _DENIAL.match(meaning) else None


def _alone(code: Code) -> Polarity | None:
    """What a code says in a column where nothing affirms: an X for "closed" is the mark itself."""
    bare = _bare(code.text)
    if code.polarity is not Polarity.NO or bare in _NO:
        return code.polarity
    return Polarity.YES if bare in _YES else Polarity.MISSING
