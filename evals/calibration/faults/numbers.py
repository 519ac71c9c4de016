"""Another quantity than the quotes give."""

import re
from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import Literal, NamedTuple

from evals.calibration.faults.dates import dates
from evals.calibration.faults.identifiers import grades, identifiers
from evals.calibration.faults.maker import Found, shuffled
from evals.calibration.faults.names import names

_ONES = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
)
_ORDINALS = re.findall(
    r"\w+",
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
)
_WORDS = {word: value for value, word in enumerate(_ONES)} | {"thirty": 30, "forty": 40}
_COUNTING = set(_ONES[2:]) | {"thirty", "forty"} | set(_ORDINALS[3:])
_FIGURES = (
    r"(?<![\w.,/§@-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d)?(?:st|nd|rd|th|k)?(?![\w/@]|[.,]\d|-\d)"
)
_NUMBER = re.compile(
    rf"{_FIGURES}|\b(?:{'|'.join([*_WORDS, *_ORDINALS])})\b(?!-party)", re.IGNORECASE
)
_AT_LEAST = r"more than|over|at least|upwards? of|above|minimum of|passed|exceed\w*|rank"
_AT_MOST = r"up to|at most|no more than|nearly|almost|under|fewer than|less than|as much as|reach"
_CUE = re.compile(rf"\b(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))\b", re.IGNORECASE)
_BEHIND = re.compile(r"[ \w-]{0,25}\b(?:(?P<least>or more|or even)|(?P<most>at most|or less))\b")
_ENDINGS = {"st", "nd", "rd", "th"}
_SMALL = 20
_FAR = 1.4  # times more or less, so that nobody can call it rounded

Bound = Literal["least", "most"] | None


class Number(NamedTuple):
    """A quantity as it stands in a sentence."""

    found: Found
    value: float

    @property
    def counts(self) -> bool:
        """Whether it says how many or in which place, which "one" and "first" often do not."""
        return not self.found.text.isalpha() or self.found.text.lower() in _COUNTING

    @property
    def ordinal(self) -> bool:
        """Whether it is of the kind of "third" and "12th"."""
        word = self.found.text.lower()
        return word in _ORDINALS or word[-2:] in _ENDINGS


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Number, ...]:
    """The numbers in a text, apart from those of dates, identifiers, grades and names."""
    others = [
        *(each.found for each in dates(text)),
        *identifiers(text),
        *grades(text),
        *(each.found for each in names(text)),
    ]
    found = (Found(*match.span(), match.group()) for match in _NUMBER.finditer(text))
    return tuple(Number(each, value_of(each.text)) for each in found if not each.overlaps(others))


def value_of(text: str) -> float:
    """The value of a number in figures or words."""
    word = text.lower()
    if word in _WORDS:
        return _WORDS[word]
    if word in _ORDINALS:
        return _ORDINALS.index(word)
    thousand = 1000 if word.endswith("k") else 1
    return float(re.sub(r"[^\d.]", "", word)) * thousand


def bound_of(sentence: str, found: Found) -> Bound:
    """Whether a number is told as the least or the most that it can be."""
    behind = _BEHIND.match(sentence[found.end :])
    cues = [*_CUE.finditer(sentence[: found.start])]
    cue = behind or (cues[-1] if cues else None)
    if cue is None:
        return None
    return "least" if cue["least"] else "most"


def change_number(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Change a quantity into one that does not follow from the quotes."""
    given = {number.value for quote in quotes for number in numbers(quote)}
    for number in shuffled(numbers(sentence), rng):
        text = number.found.text
        if not number.counts:
            continue
        for value in shuffled(_mistaken(number, bound_of(sentence, number.found)), rng):
            new = _written(value, text)
            if value not in given and new != text:
                return number.found.replaced(sentence, new)
    return None


def _mistaken(number: Number, bound: Bound) -> list[float]:
    value = number.value
    if value <= _SMALL or number.ordinal:
        found = [value + step for step in (-3, -2, -1, 1, 2, 3, 4)]
    else:
        found = [value * 10, value * 3, value * 2, value * 1.6, value / 2, value / 4, value * 0.6]
        found = [round(each, -1) if each > 2 * _SMALL else round(each) for each in found]
    kept = [each for each in found if each >= 2 and each != value]  # noqa: PLR2004  one is no number here
    if bound == "least":
        return [each for each in kept if each >= value * _FAR or (value <= _SMALL and each > value)]
    if bound == "most":
        return [each for each in kept if each <= value / _FAR]
    return kept


def _written(value: float, like: str) -> str:
    """A value in the way in which another is written."""
    whole = round(value)
    lower = like.lower()
    if like.isalpha() and not like[0].isdigit():
        words = _ORDINALS if lower in _ORDINALS else _ONES
        word = words[whole] if whole < len(words) else str(whole)
        return word.capitalize() if like[0].isupper() else word
    if "." in like:
        return f"{value:.1f}"
    if lower.endswith("k"):
        return f"{round(value / 1000)}k"
    if lower[-1].isalpha():
        return f"{whole}{_ending(whole)}"
    return f"{whole:,}"


def _ending(value: int) -> str:
    if 10 <= value % 100 <= 20:  # noqa: PLR2004
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
