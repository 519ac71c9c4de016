"""Another day, month, year or day of the week than the quotes give."""

import re
from calendar import day_name, month_abbr, month_name, monthrange
from collections.abc import Iterator, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from evals.calibration.faults.maker import Found, shuffled

_MONTHS = {name: number for number, name in enumerate(month_name) if name}
_SHORT = {name: number for number, name in enumerate(month_abbr) if name}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)}|Sept)\b\.?)"
_DAY = r"(?<![\w,.-])(?P<day>[12]?\d|3[01])"
_YEAR = r"(?<![\w/,.-])(?<!part )(?P<year>(?:19|20)[0-3]\d)(?![\w/-]|[,.]\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY} {_MONTH} {_YEAR}",
        rf"{_MONTH} (?P<day>[12]?\d|3[01]), {_YEAR}",
        rf"{_MONTH} {_YEAR}",
        rf"{_DAY} {_MONTH}(?!\w)",
        rf"{_MONTH} (?P<day>[12]?\d|3[01])(?![\w,.-]\d|\w)",
        _YEAR,
    )
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(day_name)})\b")
# A date behind these words bounds a span of time. One that narrows the span may still be true.
_BOUND = re.compile(
    r"\b(since|from|by|up to|as of|until|through|before|after|past)(?: (?:the|of|late|early|mid"
    r"|end|close|summer|spring|autumn|middle|fiscal|year|about))*[ -]*$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|none|nobody|nothing|never|neither)\b", re.IGNORECASE)
_EARLIER = {"since", "from", "by", "before"}
_LATER = {"up to", "as of", "until", "through", "after", "past"}


class When(NamedTuple):
    """A date, of which parts may be unknown."""

    year: int | None
    month: int | None
    day: int | None

    def fits(self, other: "When") -> bool:
        """Whether both may be the same date, going by what is known of both."""
        pairs = zip(self, other, strict=True)
        return all(one == two for one, two in pairs if one is not None and two is not None)


class Dated(NamedTuple):
    """A date in a sentence and the places of its parts."""

    found: Found
    when: When
    parts: dict[str, Found]


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[Dated, ...]:
    """All dates in a text, in its order."""
    known: list[Dated] = []
    for form in _FORMS:
        for match in form.finditer(text):
            found = Found(*match.span(), match.group())
            if not found.overlaps([other.found for other in known]):
                known.append(_dated(found, match))
    return tuple(sorted(known, key=lambda dated: dated.found))


def change_date(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    """Change one part of a date so that no date of the quotes fits it."""
    given = [dated.when for quote in quotes for dated in dates(quote)]
    for dated in shuffled(dates(sentence), rng):
        for part, value in shuffled(list(_others(dated.when)), rng):
            when = dated.when._replace(**{part: value})
            if any(when.fits(other) for other in given) or not _outside(sentence, dated, when):
                continue
            return dated.parts[part].replaced(sentence, _written(part, value, dated))
    return _change_weekday(sentence, quotes, rng)


def _dated(found: Found, match: re.Match[str]) -> Dated:
    parts = {
        part: Found(*match.span(part), text) for part, text in match.groupdict().items() if text
    }
    month = parts.get("month")
    year, day = (int(parts[part].text) if part in parts else None for part in ("year", "day"))
    return Dated(found, When(year, _number(month.text) if month else None, day), parts)


def _number(month: str) -> int:
    return _MONTHS.get(month) or _SHORT[month[:3]]


def _others(when: When) -> Iterator[tuple[str, int]]:
    """Each part with the values that it might be mistaken for."""
    if when.year:
        yield from (("year", when.year + step) for step in (-2, -1, 1, 2))
    if when.month:
        longest = when.day or 1
        months = (month for month in range(1, 13) if monthrange(2024, month)[1] >= longest)
        yield from (("month", month) for month in months if month != when.month)
    if when.day and when.month:
        last = monthrange(when.year or 2023, when.month)[1]
        days = (when.day + step for step in (-10, -3, -2, -1, 1, 2, 3, 10))
        yield from (("day", day) for day in days if 1 <= day <= last)


def _outside(sentence: str, dated: Dated, when: When) -> bool:
    """Whether a changed date lies on the side on which it cannot follow from the true one."""
    bound = _BOUND.search(sentence[: dated.found.start])
    before = [part or 0 for part in when] < [part or 0 for part in dated.when]
    word = bound[1].lower() if bound else ""
    if word == "by" and _DENIED.search(sentence):
        word = "up to"  # what had not come by August had not come by May
    return not (word in _EARLIER and not before) and not (word in _LATER and before)


def _written(part: str, value: int, dated: Dated) -> str:
    if part != "month":
        return str(value)
    return month_name[value] if dated.parts["month"].text in _MONTHS else f"{month_abbr[value]}."


def _change_weekday(sentence: str, quotes: Sequence[str], rng: Random) -> str | None:
    match = _WEEKDAY.search(sentence)
    if match is None:
        return None
    fresh = [day for day in day_name if not any(day in text for text in [sentence, *quotes])]
    return Found(*match.span(), match.group()).replaced(sentence, rng.choice(fresh))
