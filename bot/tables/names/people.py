"""People: the first and last names by which columns of people are asked for."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from corpus.tables import AGENT

# Columns of people, by what they are headed with.
_OF_PEOPLE = re.compile(
    rf"(?:{AGENT}|chief|staff|poc|by|who|name|\w{{4,}}yee|trainee|mentee|nominee|attendee)\W*$",
    re.IGNORECASE,
)
_SEVERAL = 2
_PERSON = re.compile(r"(?:Dr\. |Mr\. |Ms\. )?(?:[A-Z][\w'\u2019-]*\.?\s){1,2}[A-Z][\w'\u2019-]{2,}")
# Names that are words of any question too.
_WORDS_TOO = frozenset(
    """
    art april august bill chase dale dean drew faith frank glen grace grant hope jack joy june mark
    may miles pat ray rich rob rose skip sue summer wade will
    """.split()
)


def people_in(heading: str, texts: set[str]) -> dict[str, str]:
    """The parts of names that stand for one person, each with the whole; none elsewhere."""
    return _parts(texts) if _OF_PEOPLE.search(heading) else {}


def people_meant(meanings: Mapping[str, str]) -> dict[str, str]:
    """The parts of people's names, each with the code whose meaning begins with that person.

    ``meanings`` by codes, such as "Ruth Okafor, kiln lead" by ``RO``.
    """
    codes = {meaning.split(",", 1)[0].strip(): code for code, meaning in meanings.items()}
    if sum(_PERSON.fullmatch(name) is not None for name in codes) < _SEVERAL:
        return {}
    return {said: codes[whole] for said, whole in _parts(codes).items()}


def _parts(texts: Collection[str]) -> dict[str, str]:
    found = {**_alone(texts, _given_name), **_alone(texts, _surname)}
    return {said: whole for said, whole in found.items() if said.lower() not in _WORDS_TOO}


def _alone(texts: Collection[str], part_of: Callable[[str], str]) -> dict[str, str]:
    """A part of people's names where one alone has it: ``Okafor`` of ``R. Okafor``."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        if _PERSON.fullmatch(text) and (part := part_of(text)):
            found[part].append(text)
    return {part: wholes[0] for part, wholes in found.items() if len(wholes) == 1}


def _surname(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1]


def _given_name(text: str) -> str:
    """The first name; an initial or a title is none."""
    first = text.split(maxsplit=1)[0]
    return "" if first.endswith(".") else first
