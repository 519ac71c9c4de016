"""The shape of an Answer object: every field, its type and its enumeration."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NotRequired, TypeAlias, TypedDict, cast

REASONS = (
    "personal_data",
    "controlled_information",
    "classified_information",
    "legal_advice",
    "individual_decision",
    "political_opinion",
    "policy_circumvention",
    "misuse",
    "system_probe",
)
OUTCOMES = ("answered", "not_in_sources", "out_of_scope", "declined", "needs_clarification")
STANDINGS = (
    "in_force",
    "superseded",
    "authority_revoked",
    "historic",
    "unresolved",
    "secondary",
)
_SHOWN = 36
NOTICES = ("standing", "conflict", "correction", "coverage", "fallback")


class Cell(TypedDict):
    row: str
    column: str
    start: int
    end: int


class Citation(TypedDict):
    number: int
    document_id: str
    title: str
    publisher: str
    published_on: str | None
    url: str | None
    source: str
    standing: str
    knowledge_date: str
    section: list[str]
    quote: str
    start: int
    end: int
    cells: list[Cell] | None
    agency: NotRequired[str]


class Claim(TypedDict):
    text: str
    citations: list[int]
    kind: str


class Notice(TypedDict):
    kind: str
    text: str
    citations: list[int]


class Handover(TypedDict):
    to: str
    why: str


class CorpusVersion(TypedDict):
    version: str
    knowledge_date: str


class Answer(TypedDict):
    """An answer whose shape was checked."""

    id: NotRequired[str | int | None]
    question: str
    understood_as: str | None
    conversation: str
    outcome: str
    reason: str | None
    text: str
    claims: list[Claim]
    citations: list[Citation]
    notices: list[Notice]
    handover: Handover | None
    follow_ups: list[str]
    mode: str
    corpus: CorpusVersion
    timings_ms: dict[str, float]


Check: TypeAlias = Callable[[object, str], Iterator[str]]


def shape_breaches(row: object) -> Iterator[str]:
    """Yield a line for each field that is missing, unknown, or of the wrong type or value."""
    yield from _ANSWER(row, "")


def _string(value: object, path: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{path} is {_called(value)}, not a string"


def _filled(value: object, path: str) -> Iterator[str]:
    yield from _string(value, path)
    if isinstance(value, str) and not value.strip():
        yield f"{path} is blank"


def _whole(least: int) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{path} is {_called(value)}, not a whole number"
        elif value < least:
            yield f"{path} is {value}, less than {least}"

    return check


def _iso_day(value: object, path: str) -> Iterator[str]:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        yield f"{path} is {_called(value)}, not a date such as 2024-04-29"
        return
    try:
        date.fromisoformat(value)
    except ValueError:
        yield f"{path} is no day of the calendar: {value}"


def _identity(value: object, path: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        yield f"{path} is {_called(value)}, not an id"


def _null_or(check: Check) -> Check:
    def either(value: object, path: str) -> Iterator[str]:
        if value is not None:
            yield from check(value, path)

    return either


def _one_of(*names: str) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, str) or value not in names:
            yield f"{path} is {_called(value)}, not one of {', '.join(names)}"

    return check


def _many(check: Check, least: int = 0, most: int | None = None) -> Check:
    def each(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path} is {_called(value)}, not a list"
            return
        if len(value) < least or (most is not None and len(value) > most):
            yield f"{path} has {len(value)} entries"
        for place, entry in enumerate(value):
            yield from check(entry, f"{path}[{place}]")

    return each


def _record(optional: str = "", **fields: Check) -> Check:
    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path or 'answer'} is {_called(value)}, not an object"
            return
        entries = cast("Mapping[str, object]", value)
        prefix = f"{path}." if path else ""
        yield from (f"{prefix}{name} is unknown" for name in entries if name not in fields)
        for name, field in fields.items():
            if name in entries:
                yield from field(entries[name], prefix + name)
            elif name != optional:
                yield f"{prefix}{name} is missing"

    return check


def _timings(value: object, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is {_called(value)}, not an object"
        return
    for stage, spent in value.items():
        number = isinstance(spent, int | float) and not isinstance(spent, bool)
        if not number or not math.isfinite(spent) or spent < 0:
            yield f"{path}.{stage} is {_called(spent)}, not a number of milliseconds"
    if "total" not in value:
        yield f"{path}.total is missing"


def _called(value: object) -> str:
    shown = repr(value)
    return "null" if value is None else shown[:_SHOWN] + "\u2026" * (len(shown) > _SHOWN)


_NUMBERS = _many(_whole(1))

_ANSWER = _record(
    optional="id",
    id=_identity,
    question=_string,
    understood_as=_null_or(_filled),
    conversation=_filled,
    outcome=_one_of(*OUTCOMES),
    reason=_null_or(_one_of(*REASONS)),
    text=_filled,
    claims=_many(
        _record(text=_filled, citations=_NUMBERS, kind=_one_of("quote", "table", "paraphrase"))
    ),
    citations=_many(
        _record(
            optional="agency",
            agency=_filled,
            number=_whole(1),
            document_id=_filled,
            title=_filled,
            publisher=_filled,
            published_on=_null_or(_iso_day),
            url=_null_or(_filled),
            source=_one_of("full_text", "notes"),
            standing=_one_of(*STANDINGS),
            knowledge_date=_iso_day,
            section=_many(_filled),
            quote=_filled,
            start=_whole(0),
            end=_whole(1),
            cells=_null_or(
                _many(_record(row=_filled, column=_filled, start=_whole(0), end=_whole(1)), least=1)
            ),
        )
    ),
    notices=_many(_record(kind=_one_of(*NOTICES), text=_filled, citations=_NUMBERS)),
    handover=_null_or(_record(to=_filled, why=_filled)),
    follow_ups=_many(_filled, most=3),
    mode=_one_of("extractive", "generative"),
    corpus=_record(version=_filled, knowledge_date=_iso_day),
    timings_ms=_timings,
)
