"""Facts: the dates, identifiers and numbers of a text as values, and whether quotes hold them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.bearing_out.dates import Date, dates
from bot.bearing_out.identifiers import Identifier, identifiers
from bot.bearing_out.numbers import Number, numbers

Value = Date | Identifier | Number
_ABOUT = re.compile(r"\b(?:about|around|roughly|approximately|nearly|almost|some) $", re.IGNORECASE)
_LISTED = re.compile(r",? (?:and|or) ")
_GOES_ON = re.compile(r"(?:but|which|who|while|although|because|so|that|it|they|this|if|when)\b")
_THE = re.compile(r"\b(?:the|these|those) $", re.IGNORECASE)
_JOINED = re.compile(r"(?: (?:and|or|to|through|from) |, |-)(?:the )?")
_APPOSED = re.compile(r"[^,:;]{1,40}[,:] ")
_CLOSES = re.compile(r"\s*(?:[.,;)]|$)")
_OTHERS = re.compile(r"\band $")
_CELLS = re.compile(r"\|[^|]*(?=\|)")
_MOST_LISTED = 12
_BOTH = 2  # "the two" points at what was named
_ROUND = 2  # leading digits that a rounded number may have
_LONGEST_ITEM = 7


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in a text: what it is, what kind of fault a wrong one is, and where it stands."""

    value: Value
    kind: str
    text: str
    start: int
    end: int

    def follows_from(self, other: "Fact") -> bool:
        """Whether the other fact says this one."""
        one, two = self.value, other.value
        if isinstance(one, Date) and isinstance(two, Identifier):
            return one == Date(year=one.year) and two.core.startswith(f"{one.year}-")
        if isinstance(one, Date) and isinstance(two, Date):
            return one.follows_from(two)
        if isinstance(one, Identifier) and isinstance(two, Identifier):
            return one.follows_from(two)
        return isinstance(one, Number) and isinstance(two, Number) and one.follows_from(two)


@lru_cache(maxsize=4096)
def facts(text: str) -> tuple[Fact, ...]:
    """The facts of a folded text in their order, none inside another."""
    found: list[Fact] = []
    for value, start, end in _values(text):
        if not any(start < fact.end and fact.start < end for fact in found):
            kind = type(value).__name__.lower()
            found.append(Fact(value, kind, text[start:end], start, end))
    return tuple(sorted(found, key=lambda fact: fact.start))


def _values(text: str) -> Iterator[tuple[Value, int, int]]:
    yield from (found for found in identifiers(text) if found[0].label == "address")
    yield from dates(text)
    yield from identifiers(text)
    yield from numbers(text)


def unheld(sentence: str, quotes: Sequence[str]) -> Iterator[Fact]:
    """The facts of a sentence that no quote holds, or that it tells twice in one list."""
    known = [fact for quote in quotes for fact in facts(quote)]
    for one, two in pairwise(facts(sentence)):
        between = sentence[one.end : two.start]
        if one.value == two.value and _JOINED.fullmatch(between):
            yield two
        if one.kind == "date" and between == " " and (two.kind == "date" or _is_bare(two)):
            yield two  # no date is written in two, as "2025 April 3" is, or with such a year
    for fact in facts(sentence):
        if not any(fact.follows_from(other) for other in known) and not _may_be_free(
            fact, sentence, quotes, known
        ):
            yield fact


def _is_bare(fact: Fact) -> bool:
    """Whether a fact is the number of something that it does not name, such as "0440"."""
    return isinstance(fact.value, Identifier) and not fact.value.label


def _may_be_free(fact: Fact, sentence: str, quotes: Sequence[str], known: Sequence[Fact]) -> bool:
    """Whether a number needs no like in the quotes: it counts what is listed, or is rounded."""
    if not isinstance(fact.value, Number) or fact.value.value == 1:
        return isinstance(fact.value, Number)  # "first" orders a text more often than it counts
    if fact.value.value == _BOTH and _THE.search(sentence[: fact.start]):
        return not any(map(_counts, quotes))
    if _ABOUT.search(sentence[: fact.start]):
        return any(_rounds(fact.value, other.value) for other in known)
    if fact.value.unit or fact.value.value > _MOST_LISTED or any(map(_counts, quotes)):
        return False
    return not _stands_alone(fact, sentence) and _counts_a_list(fact, sentence, quotes)


def _stands_alone(fact: Fact, sentence: str) -> bool:
    """Whether a number counts nothing, as in "the rank is 4."; "the 4" points at what it counts."""
    closes = fact.text.isdigit() and _CLOSES.match(sentence, fact.end)
    return bool(closes) and not _THE.search(sentence[: fact.start])


def _counts_a_list(fact: Fact, sentence: str, quotes: Sequence[str]) -> bool:
    """Whether a number tells how many a list names: the one behind it, or one of the quotes."""
    count = fact.value.value if isinstance(fact.value, Number) else 0
    sizes = {size for text in quotes for size in listed(text)}
    if _OTHERS.search(sentence[: fact.start]) and sentence[fact.end :].startswith(" other"):
        return count + 1 in sizes
    own = _APPOSED.match(sentence, fact.end)
    size = _size(sentence[own.end() :]) if own else 0
    return count in ({size} if size else sizes)


def _rounds(number: Number, other: Value) -> bool:
    if not isinstance(other, Number) or number.unit != other.unit or not number.value:
        return False
    digits = len(f"{number.value:.0f}".rstrip("0"))
    return digits <= _ROUND and float(f"{other.value:.{digits}g}") == number.value


def _counts(text: str) -> bool:
    """Whether a text counts something itself, so that its lists need no counting."""
    return any(
        isinstance(fact.value, Number)
        and fact.value.unit not in {"percent", "money"}
        and 1 < fact.value.value <= _MOST_LISTED
        for fact in facts(text)
    )


@lru_cache(maxsize=4096)
def listed(text: str) -> frozenset[int]:
    """How many are named in each list of a text, or columns in a row: "a, b and c" are three."""
    sizes = {len(_CELLS.findall(text)) - 1}
    for match in _LISTED.finditer(text):
        sizes.add(_size_before(text[: match.start()]))
    return frozenset(sizes)


def _size(text: str) -> int:
    """How many are named in the first list of a text; 0 without one."""
    match = _LISTED.search(text)
    return _size_before(text[: match.start()]) if match else 0


def _size_before(text: str) -> int:
    """How many a list names of which this is what stands before its "and"."""
    *earlier, last = text.split(", ")
    size = 2
    if len(last.split()) > _LONGEST_ITEM or _GOES_ON.match(last):
        return size
    for item in reversed(earlier):
        if not item:
            break
        size += 1
        if len(item.split()) > _LONGEST_ITEM or _GOES_ON.match(item):
            break
    return size
