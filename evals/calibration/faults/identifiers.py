"""Another number of a memo, order, law, section, series, grade or appendix."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from random import Random
from string import ascii_uppercase, digits

from evals.calibration.faults.dates import dates
from evals.calibration.faults.maker import Found, shuffled

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"\bM-(\d\d-\d\d)\b",
        r"\b(?:EO\)?|E\.O\.|Executive Order|number) (\d{5})\b",
        r"\b(\d{1,2}) CFR",
        r"\bCFR (?:part |§ ?)?(\d[\d.]*\d)",
        r"\b(\d+) FR \d",
        r"\bFR (\d+)",
        r"\b(\d+) U\.S\.C",
        r"\bU\.S\.C\. (\d+)",
        r"\b[Ss]ection (\d+)",
        r"\b[Tt]itle (\d+)",
        r"\bPublic Law (\d+-\d+)",
        r"\bBulletin (\d{4}-\d\d)",
        r"\bdocument (\d{4}-\d+)",
        r"\bGS-(\d{3}) series",
        r"(?<![\w,./-])(0\d{3}|1[0-8]\d\d|2[1-9]\d\d)(?![\w/-]|[,.]\d)",
        r"\bCourse (\d)\b",
        r"\b(?:Appendix|Schedule|Division) ([A-Z])\b",
    )
)
_GRADE = re.compile(r"\bGS-(\d{1,2})\b(?! series)")
_HIGHEST_GRADE = 15
_UPWARDS = re.compile(r"(?: to | through |–| and above| and up| and higher| upward| up\b)")
_UP_TO = re.compile(r"(?: to | through |–)$")
_PLAUSIBLE = 3  # digits from the right that may change, so that the new one looks like the old


@lru_cache(maxsize=4096)
def identifiers(text: str) -> tuple[Found, ...]:
    """What stands behind "memo", "EO", "series" and the like, in the order of the text."""
    dated = [each.found for each in dates(text)]
    known: list[Found] = []
    for form in _FORMS:
        for match in form.finditer(text):
            found = Found(*match.span(1), match[1])
            if not found.overlaps([*known, *dated]):
                known.append(found)
    return tuple(sorted(known))


@lru_cache(maxsize=4096)
def grades(text: str) -> tuple[Found, ...]:
    """The numbers of grades such as GS-13."""
    return tuple(Found(*match.span(1), match[1]) for match in _GRADE.finditer(text))


def change_identifier(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Change an identifier or a grade into one that the quotes do not hold."""
    graded = () if any(quote.startswith("|") for quote in quotes) else grades(sentence)
    for found in shuffled([*identifiers(sentence), *graded], rng):
        new = _grade(sentence, found, quotes, rng) if found in graded else _mistaken(found, rng)
        if new and not any(re.search(rf"(?<!\w){re.escape(new)}(?!\w)", text) for text in quotes):
            return found.replaced(sentence, new)
    return None


def _mistaken(found: Found, rng: Random) -> str:
    """The same with one sign changed, or with two neighbors exchanged."""
    text = found.text
    if text in ascii_uppercase:
        return rng.choice([letter for letter in "ABCDEF" if letter != text])
    places = [at for at, sign in enumerate(text) if sign in digits][-_PLAUSIBLE:]
    pairs = [(a, b) for a, b in pairwise(places) if text[a] != text[b]]
    signs = list(text)
    if pairs and rng.random() < 1 / 2:
        a, b = rng.choice(pairs)
        signs[a], signs[b] = signs[b], signs[a]
    else:
        at = rng.choice(places)
        signs[at] = rng.choice([digit for digit in "123456789" if digit != signs[at]])
    return "".join(signs)


def _grade(sentence: str, found: Found, quotes: Sequence[str], rng: Random) -> str | None:
    """A grade outside all that the quotes name; a narrower span of grades would still be true."""
    if _UP_TO.search(sentence[: found.start - len("GS-")]):
        return None
    named = [int(grade.text) for quote in quotes for grade in grades(quote)] or [int(found.text)]
    lower, higher = range(5, min(named)), range(max(named) + 1, _HIGHEST_GRADE + 1)
    upwards = _UPWARDS.match(sentence[found.end :])
    fresh = [*lower] if upwards else [*lower, *higher]
    return str(rng.choice(fresh)) if fresh else None
