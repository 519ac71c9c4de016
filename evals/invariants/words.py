"""What a passage says, read from its words alone: dates, numbers, identifiers, names, negations."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Day: TypeAlias = tuple[int, int, int]
"""Year, month, day; a month or day that is not given is 0."""

MARKER = re.compile(r"\s*\[(\d{1,4})\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]*\]")
_LINE_START = re.compile(r"^[ \t]*(?:[-*+]|\d{1,2}[.)]|#{1,6}|>)[ \t]+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = 0xF0000
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/{_YEAR}\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
    )
)

_UNITS = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS: dict[str, str] = {
    **{word: str(2 + place) for place, word in enumerate(_UNITS)},
    **{word: str(10 + place) for place, word in enumerate(_TEENS)},
    **{word: str(20 + 10 * place) for place, word in enumerate(_TENS)},
    **{
        f"{ten}-{unit}": str(20 + 10 * tens + value)
        for tens, ten in enumerate(_TENS)
        for value, unit in enumerate(["one", *_UNITS], start=1)
    },
}

_TOKEN = re.compile(r"\w[\w.,@/-]*")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(k|st|nd|rd|th)?(?:-[a-z]+)?", re.IGNORECASE)
_ADDRESS = re.compile(r"@|[a-z0-9]\.[a-z]{2,}(?:/|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|without|nothing|nobody|nowhere|cannot)\b|n['\u2019]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Facts:
    """What must be borne out by a quote, beside names and negations."""

    dates: frozenset[Day]
    numbers: frozenset[str]
    identifiers: frozenset[str]


def plain(text: str) -> str:
    """Give the words alone: no markers, footnote marks, Markdown signs or spare white space."""
    return read_markers(text)[0]


def read_markers(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Give the plain words, and each citation marker's place among them and number."""
    text = _FOOTNOTE.sub("", _PRIVATE.sub("", text))
    text = MARKER.sub(lambda found: chr(_HELD + int(found[1])), text)
    text = _LINE_START.sub("", text)
    text = _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)(?:\*+|`+|__)", "", text))
    text = " ".join(html.unescape(text).split())
    words: list[str] = []
    markers: list[tuple[int, int]] = []
    for sign in text:
        if ord(sign) >= _HELD:
            markers.append((len(words), ord(sign) - _HELD))
        else:
            words.append(sign)
    return "".join(words), markers


def spans(words: str, text: str) -> list[tuple[int, int]]:
    """Find where plain words stand in a plain text, never from or to the middle of a word."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return [found.span() for found in re.finditer(pattern, text)] if words else []


def stands_in(claim: str, quote: str) -> bool:
    """Tell whether the claim stands word for word in the quote; its last stop is not a word."""
    words = plain(claim).strip('"\u201c\u201d ').rstrip(".,;:!? ").rstrip('"\u201d ')
    return bool(spans(words, plain(quote)))


def split_dates(text: str) -> tuple[set[Day], str]:
    """Read the dates of a text in any of the usual forms; and give the text without them."""
    days: set[Day] = set()
    for pattern in _DATES:
        days.update(_day(found) for found in pattern.finditer(text))
        text = pattern.sub(" ", text)
    return days, text


def facts(text: str) -> Facts:
    """Read the dates, numbers and identifiers of a plain text."""
    days, rest = split_dates(text)
    numbers: set[str] = set()
    identifiers: set[str] = set()
    for found in _TOKEN.finditer(rest):
        token = found[0].rstrip(".,/-_")
        number = _NUMBER.fullmatch(token)
        if number:
            numbers.add(_value(number[1], number[2]))
        elif token.lower() in NUMBER_WORDS:
            numbers.add(NUMBER_WORDS[token.lower()])
        elif re.search(r"\d", token) or _ADDRESS.search(token):
            identifiers.add(token.lower())
        else:
            numbers.update(_number_compound(token))
    return Facts(frozenset(days), frozenset(numbers), frozenset(identifiers))


def has_date(wanted: Day, given: Iterable[Day]) -> bool:
    """Tell whether a date is among those given; a month is borne out by any of its days."""
    return any(
        wanted[0] == day[0] and wanted[1] == day[1] and wanted[2] in (0, day[2]) for day in given
    )


def unborne(claim: str, quotes: list[str], titles: Iterable[str] = ()) -> Iterator[str]:
    """Yield what a paraphrase states and its quotes do not; titles of its documents are free."""
    said = plain(claim)
    for title in filter(None, map(plain, titles)):
        said = said.replace(title, " ")
    given = "\n".join(plain(quote) for quote in quotes)
    yield from unborne_facts(said, given)
    yield from (f"name {name}" for name in _missing_names(split_dates(said)[1], given))
    if len(_NEGATION.findall(said)) > len(_NEGATION.findall(given)):
        yield "a negation"


def unborne_facts(said: str, given: str) -> Iterator[str]:
    """Yield the dates, numbers and identifiers of a plain text that another does not give."""
    wanted, offered = facts(said), facts(given)
    runs = {run.replace(",", "") for run in _DIGITS.findall(given)} | offered.numbers
    yield from (
        f"date {'-'.join(map(str, day))}"
        for day in sorted(wanted.dates)
        if not has_date(day, offered.dates)
    )
    yield from (f"number {number}" for number in sorted(wanted.numbers - runs))
    yield from (
        f"identifier {token}"
        for token in sorted(wanted.identifiers)
        if not spans(token, given.lower())
    )


def _day(found: re.Match[str]) -> Day:
    parts = found.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return int(parts["year"]), number, int(parts.get("day") or 0)


def _value(digits: str, suffix: str | None) -> str:
    bare = digits.replace(",", "")
    return str(round(float(bare) * 1000)) if (suffix or "").lower() == "k" else bare


def _number_compound(token: str) -> set[str]:
    """Read the number in a word such as "four-month" or "two-page"."""
    first = token.lower().split("-")[0]
    return {NUMBER_WORDS[first]} if "-" in token and first in NUMBER_WORDS else set()


def _missing_names(said: str, given: str) -> Iterator[str]:
    offered = _WORD.findall(given)
    known = {form for word in offered for form in _forms(word)}
    initials = "".join(word[0] for word in offered).lower()
    capitals = {word for word in offered if word[:2].isupper()}
    for name in _names(_without_spelled_out(said, capitals)):
        short = name.rstrip("s")
        if known & _forms(name) or (short.isupper() and short.lower() in initials):
            continue
        yield name


def _names(text: str) -> Iterator[str]:
    """Capitalised words; the first of a sentence only where it has two capitals or more."""
    for found in _WORD.finditer(text):
        before = text[: found.start()].rstrip(" \"'(\u201c\u2018")
        opens = not before or before[-1] in ".!?"
        word = re.sub(r"['\u2019]s?$", "", found[0])
        capitals = sum(letter.isupper() for letter in word)
        if word[0].isupper() and word != "I" and (capitals > 1 or not opens):
            yield word


def _forms(word: str) -> set[str]:
    """Give a word in lower case, without possessive, with and without its plural."""
    base = re.sub(r"['\u2019]s?$", "", word.lower())
    return {base, base.rstrip("s"), base + "s"}


def _without_spelled_out(text: str, capitals: set[str]) -> str:
    """Drop names whose capitals are an abbreviation that the quotes use."""
    pattern = r"[A-Z][\w-]+(?:\s+(?:(?:of|the|and|for|on)\s+)*[A-Z][\w-]+)+"
    short = {word.rstrip("s") for word in capitals}

    def drop(found: re.Match[str]) -> str:
        letters = "".join(word[0] for word in found[0].split() if word[0].isupper())
        return " " if letters in short else found[0]

    return re.sub(pattern, drop, text)
