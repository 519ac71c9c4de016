"""Numbers: counts, percentages, sums of money and places in an order, in digits or words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_PLACES = {word: at for at, word in enumerate(_ORDINALS, 1)}
_PLACES |= {
    f"{ten}-{unit}": 10 * tens + units
    for tens, ten in enumerate(_TENS, 2)
    for units, unit in enumerate(_ORDINALS[:9], 1)
}
_SMALL = {word: value for value, word in enumerate(_UNITS)}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_SMALL |= {
    f"{ten}-{unit}": 10 * tens + units
    for tens, ten in enumerate(_TENS, 2)
    for units, unit in enumerate(_UNITS[1:10], 1)
}
_SCALES = {"k": 1e3, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0}
_SMALL_WORDS = "|".join(sorted(_SMALL, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"hundred|thousand|million|billion"
_NUMBER = re.compile(
    rf"(?P<money>\$ ?)?(?<![\w.,/])(?:(?P<digits>{_DIGITS})(?P<k>[kK]\b)?|"
    rf"(?P<word>\b(?:{_SMALL_WORDS})\b))(?:[ -](?P<scale>{_SCALE})s?\b)?(?![\w]|,\d|\.\d)",
    re.IGNORECASE,
)
_SCALED = re.compile(
    rf"\b(?:an? |(?P<half>half an? ))(?P<scale>{_SCALE}|dozen)\b|\b(?P<pair>a pair|twice)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?:an?|one)[ -](?P<share>{'|'.join(_SHARES)})(?= of| \w+ of)", re.IGNORECASE
)
_PLACE = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(_PLACES, key=len, reverse=True))})\b|"
    rf"\b(?P<digits>\d+)(?:st|nd|rd|th)\b|"
    rf"\b(?:rank|ranks|ranked|place|number|no\.) (?P<plain>\d+|{_SMALL_WORDS})\b",
    re.IGNORECASE,
)
# "One in three" is a third of all.
_IN = re.compile(rf"\bone (?:in|out of)(?: every)? (?P<of>\d+|{_SMALL_WORDS})\b", re.IGNORECASE)
# How often, in words that hold the number two: "biweekly" is every two weeks.
_TWO_OF = {"biweekly": "week", "fortnight": "week", "biennial": "year"}
_OFTEN = re.compile(rf"\b(?P<word>{'|'.join(_TWO_OF)})(?:s|ly)?\b", re.IGNORECASE)
_PERCENT = re.compile(r" ?(?:%|per ?cent\b|percentage points?\b)")
_MONEY = re.compile(r"[ -]dollars?\b")
_TIME = re.compile(
    r"(?:,? (?:and|or|to) [\w.]+)?[ -](?:\w+ )?(?P<unit>year|month|week|day|hour|minute)s?\b"
)
# "From 6 minutes to 48" tells the unit of both.
_FROM = re.compile(
    r"\bfrom (?:\S+ ){0,2}[\w.,]+ (?P<unit>year|month|week|day|hour|minute)s? to $", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and of what: ``percent``, ``money``, ``place``, a unit of time, or nothing told."""

    value: float
    unit: str = ""

    def follows_from(self, other: "Number") -> bool:
        """Whether the other is the same number and of no other kind."""
        if self.value != other.value:
            return False
        return self.unit == other.unit or (self.unit in {"", "place"} and _plain(other.unit))


def _plain(unit: str) -> bool:
    return unit not in {"percent", "money"}


def numbers(text: str) -> Iterator[tuple[Number, int, int]]:
    """The numbers of a folded text, each with its place; "one" is none, being a pronoun too."""
    for match in _IN.finditer(text):
        of = match["of"].lower()
        yield Number(100 / (float(of) if of.isdigit() else _SMALL[of]), "percent"), *match.span()
    for match in _OFTEN.finditer(text):
        yield Number(2, _TWO_OF[match["word"].lower()]), *match.span()
    for match in _SHARE.finditer(text):
        yield Number(_SHARES[match["share"].lower()], "percent"), *match.span()
    for match in _PLACE.finditer(text):
        yield Number(_place(match), "place"), *match.span()
    for match in _SCALED.finditer(text):
        scale = (match["scale"] or "").lower()
        value = 2 if match["pair"] else 12 if scale == "dozen" else _SCALES[scale]
        yield Number(value / 2 if match["half"] else value), *match.span()
    for match in _NUMBER.finditer(text):
        if (
            (match["word"] or "").lower() != "one"
            or match["scale"]
            or _MONEY.match(text, match.end())
        ):
            yield _number(match, text)


def _place(match: re.Match[str]) -> float:
    if match["word"]:
        return _PLACES[match["word"].lower()]
    plain = match["digits"] or match["plain"]
    return float(plain) if plain.isdigit() else _SMALL[plain.lower()]


def _number(match: re.Match[str], text: str) -> tuple[Number, int, int]:
    word, digits = match["word"], match["digits"]
    value = float(digits.replace(",", "")) if digits else float(_SMALL[word.lower()])
    value *= _SCALES[(match["scale"] or "").lower()] if match["scale"] else 1
    value *= _SCALES["k"] if match["k"] else 1
    start, end = match.span()
    if percent := _PERCENT.match(text, end):
        return Number(value, "percent"), start, percent.end()
    if match["money"] or _MONEY.match(text, end):
        return Number(value, "money"), start, end
    time = _TIME.match(text, end) or _FROM.search(text[:start])
    return Number(value, time["unit"].lower() if time else ""), start, end
