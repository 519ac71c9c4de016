"""What an answer tells a reader, and whether a string, a name or a number stands in it."""

import re
from collections.abc import Collection

from bot.answer import Answer
from bot.verifier import MARKER

REGEX = "re:"
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u2011": "-", "–": "-", "—": "-"})
_EMPHASIS = re.compile(r"[*`]+|\\(?=[|_*])")
_LIST_MARK = re.compile(r"^\s*\d+[.)]\s+", re.MULTILINE)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:{_MONTH})\s+\d{{1,2}}\b|\b\d{{1,2}}\s+(?:{_MONTH})\b")
_DIGITS = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w]|[-.,]\d)|(?<![\w.,-])\d+(?![\w]|[-.,]\d)"
)
_SHORT = 3

_COUNTED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_COUNTED_IN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES, _TENS = _COUNTED.split(), _COUNTED_IN_TENS.split()
_NUMBER_WORD = re.compile(
    rf"(?<![\w-])(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<unit>{'|'.join(_ONES[1:10])}))?"
    rf"|(?P<ones>{'|'.join(_ONES)}|none|no))(?![\w-])"
)


def said(answer: Answer) -> str:
    """The text of an answer without its citation markers."""
    return MARKER.sub("", answer.text)


def told(answer: Answer) -> str:
    """All that a reader is told: the text and the notices, without citation markers."""
    return "\n".join([said(answer), *(MARKER.sub("", notice.text) for notice in answer.notices)])


def stands(wanted: str, text: str) -> bool:
    """Whether a string, or a regular expression written ``re:…``, stands in a text, in any case.

    White space, typographic signs and emphasis are made alike. A string begins where a word
    begins; one of up to three characters, or that ends in a digit, also ends where a word ends:
    "No" does not stand in "Not Ranked", nor "40" in "140" or "40.5".
    """
    if wanted.startswith(REGEX):
        pattern = re.compile(wanted.removeprefix(REGEX), re.IGNORECASE)
        return any(pattern.search(form) for form in (" ".join(text.split()), folded(text)))
    return _words(folded(wanted)).search(folded(text)) is not None


def checked(wanted: str) -> str:
    """The string itself, once a regular expression written ``re:…`` is known to be sound."""
    if wanted.startswith(REGEX):
        try:
            re.compile(wanted.removeprefix(REGEX))
        except re.error as error:
            raise ValueError(f"is no regular expression ({error})") from None
    return wanted


def names_in(text: str, universe: Collection[str]) -> set[str]:
    """The names that stand in a text, in any case; not those that stand only inside longer ones."""
    left = folded(text)
    found: set[str] = set()
    for name in sorted(universe, key=lambda name: (-len(name), name)):
        pattern = rf"(?<![^\W_]){re.escape(folded(name))}(?![^\W_])"
        left, count = re.subn(pattern, "\0", left)
        found |= {name} if count else set()
    return found


def numbers_in(text: str) -> set[int]:
    """The whole numbers that a text states in digits or, up to 99, in words; "none" and "no" are 0.

    Not the numbers of list entries, the days of dates, or digits inside other words or numbers.
    """
    plain = _DATE.sub(" ", _LIST_MARK.sub("", text))
    digits = {int(found.replace(",", "")) for found in _DIGITS.findall(folded(plain))}
    return digits | {_value(match) for match in _NUMBER_WORD.finditer(folded(plain))}


def folded(text: str) -> str:
    """Lower case, with white space, typographic signs and emphasis made alike."""
    return " ".join(_EMPHASIS.sub("", text).translate(_SIGNS).casefold().split())


def _words(wanted: str) -> re.Pattern[str]:
    before = r"(?<![^\W_])(?<!\d[.,])" if wanted[:1].isalnum() else ""
    after = ""
    if wanted[-1:].isdigit():
        after = r"(?![^\W_]|[.,]\d)"
    elif wanted[-1:].isalpha() and len(wanted) <= _SHORT:
        after = r"(?![^\W_])"
    return re.compile(f"{before}{re.escape(wanted)}{after}")


def _value(match: re.Match[str]) -> int:
    ones, tens, unit = match["ones"], match["tens"], match["unit"]
    if ones:
        return _ONES.index(ones) if ones in _ONES else 0
    return 10 * (_TENS.index(tens) + 2) + (_ONES.index(unit) if unit else 0)
