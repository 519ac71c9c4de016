"""Two values of the same kind exchanged, or one taken from another place of the quotes."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from random import Random
from typing import NamedTuple

from evals.calibration.faults.dates import dates
from evals.calibration.faults.identifiers import identifiers
from evals.calibration.faults.maker import Found, sentence_case
from evals.calibration.faults.names import names
from evals.calibration.faults.numbers import bound_of, numbers

# Words between two members of a list: where nothing else stands there, their order says nothing.
_OF_LISTS = re.compile(
    r"and|or|plus|to|through|with|as|well|the|an?|of|on|in|at|by|for|from|both|either|also|about|"
    r"more|than|over|nearly|around|some|approximately|together|besides?|until|between|part|s|"
    r"memos?|EOs?|GS|M|series"
)
_COUNTED = {"number", "ordinal"}
# Partners are the same whichever is named first.
_PARTNERS = re.compile(
    r"\b(with|together|between|differ\w*|same|both|jointly|alongside)\b", re.IGNORECASE
)


class Value(NamedTuple):
    """Something that can be exchanged for another of its kind."""

    found: Found
    kind: str
    key: object


@lru_cache(maxsize=4096)
def values(text: str) -> tuple[Value, ...]:
    """Numbers, dates, identifiers and names of a text, in its order."""
    found = [
        *(
            Value(each.found, "ordinal" if each.ordinal else "number", each.value)
            for each in numbers(text)
            if each.counts
        ),
        *(Value(each.found, _grain(each.when), each.when) for each in dates(text)),
        *(Value(each, f"identifier {_shape(each.text)}", each.text) for each in identifiers(text)),
        *(Value(each.found, f"name {id(each.group)}", each.name) for each in names(text)),
    ]
    return tuple(sorted(found, key=lambda value: value.found))


def exchange(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Exchange two values of a sentence, or take another from the quotes for one."""
    exchanged = [*_exchanged(sentence)]
    if exchanged:
        return rng.choice(exchanged)
    taken = [*_taken(sentence, quotes)]
    return rng.choice(taken) if taken else None


def _exchanged(sentence: str) -> Iterator[str]:
    for one, two in combinations(values(sentence), 2):
        if one.kind != two.kind or one.key == two.key:
            continue
        between = sentence[one.found.end : two.found.start]
        named = one.kind.startswith("name")
        if _listed(between, named=named) or (named and _PARTNERS.search(sentence)):
            continue
        changed = two.found.replaced(sentence, _within(one))
        yield sentence_case(one.found.replaced(changed, _within(two)))


def _taken(sentence: str, quotes: Sequence[str]) -> Iterator[str]:
    """A value of the quotes in the place of another one of its kind, names left aside."""
    told = values(sentence)
    for one in told:
        if one.kind.startswith("name") or _bounded(sentence, one):
            continue
        for quote in quotes:
            given = values(quote)
            if [value.key for value in given].count(one.key) != 1:
                continue
            place = next(value for value in given if value.key == one.key)
            for two in given:
                if two.kind != one.kind or two.key in {value.key for value in told}:
                    continue
                first, last = sorted([place.found, two.found])
                if not _listed(quote[first.end : last.start]):
                    yield sentence_case(one.found.replaced(sentence, _within(two)))


def _within(value: Value) -> str:
    """How a value is written within a sentence."""
    return value.found.text.lower() if value.kind in _COUNTED else value.found.text


def _listed(between: str, *, named: bool = False) -> bool:
    """Whether nothing but a list stands between two of its members.

    Between names, whatever begins with a capital is taken for another member.
    """
    for value in reversed(values(between)):
        between = value.found.replaced(between, " ")
    words = re.findall(r"[^\W\d_]+", between)
    return all(_OF_LISTS.fullmatch(word) or (named and word[0].isupper()) for word in words)


def _bounded(sentence: str, value: Value) -> bool:
    return value.kind in _COUNTED and bound_of(sentence, value.found) is not None


def _grain(when: tuple[int | None, ...]) -> str:
    return "date " + "".join("-" if part is None else "+" for part in when)


def _shape(text: str) -> str:
    return re.sub(r"\d", "0", text) if text[0].isdigit() else "letter"
