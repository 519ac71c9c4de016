"""As of: a question about what held at some time is answered from what held then."""

import calendar
import re
from dataclasses import replace
from datetime import date

from bot.answer import Claim, Notice
from bot.context import Context
from bot.finding import Found
from bot.own_words import HELD_THEN
from bot.parts import Part
from bot.segments import Segment
from corpus.document import Document, Source, Standing
from corpus.library import Corpus

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_DAY = (
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH})(?:\s+(?P<day_after>\d{{1,2}}),)?\s+"
    r"(?P<year>(?:19|20)\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
)
# Only what asks for the state of things at a time: most questions with a date ask for an event.
_AGAIN = _DAY.replace("?P<", "?P<b_")
_ASKED = re.compile(
    rf",?\s*\bas of\s+(?:{_DAY})|(?:(?<=\bheld)|(?<=\bhold)|(?<=\bapplied)|(?<=\bvalid)|"
    rf"(?<=\bin force)|(?<=\bin effect)|(?<=\bstood))\s+(?:in|on|at)\s+(?:{_AGAIN})",
    re.IGNORECASE,
)


_DATED = re.compile(_DAY, re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def asked_day(question: str) -> date | None:
    """The day of which a question asks what held; the last of a month where it names no day."""
    found = _ASKED.search(question)
    return _day(found) if found else None


def _day(found: re.Match[str]) -> date | None:
    parts = {name.removeprefix("b_"): text for name, text in found.groupdict().items() if text}
    try:
        if "iso" in parts:
            return date.fromisoformat(parts["iso"])
        year, month = int(parts["year"]), _MONTHS[parts["month"].lower()]
        last = calendar.monthrange(year, month)[1]
        return date(year, month, int(parts.get("day") or parts.get("day_after") or last))
    except ValueError:  # such as 31 February: then the question is like any other
        return None


def without_day(context: Context, parts: list[Part]) -> list[Part]:
    """The parts without the time that the question asks of, which is noted; else as they are."""
    context.as_of = asked_day(context.asked)
    if context.as_of is None:
        return parts
    return [
        replace(part, text=_ASKED.sub("", part.text).lstrip(" ,") or part.text) for part in parts
    ]


def held(document: Document, day: date) -> bool:
    """Whether a document was out on a day and had not fallen, as far as its dates tell."""
    begin = document.effective_on or document.published_on
    fallen = document.standing not in {Standing.IN_FORCE, Standing.SECONDARY}
    end = document.ended_on or (document.since if fallen else None)
    return (begin is None or begin <= day) and (end is None or day < end)


def keep_then(context: Context, corpus: Corpus) -> None:
    """Keep of what was found what stands in documents that held at the time asked of."""
    if (day := context.as_of) is not None:
        context.found = [_then(found, corpus, day) for found in context.found]
        context.own = [_then(found, corpus, day) for found in context.own]


def told_then(context: Context, corpus: Corpus, segments: list[Segment]) -> list[Segment]:
    """Segments without what tables say in documents that did not hold at the time asked of."""
    return [_told_then(one, corpus, context.as_of) for one in segments]


def _then(found: Found, corpus: Corpus, day: date) -> Found:
    return replace(
        found,
        hits=[h for h in found.hits if held(corpus.document(h.chunk.document_id), day)],
        candidates=[
            candidate
            for candidate in found.candidates
            if held(document := corpus.document(candidate.document_id), day)
            and not (document.source is Source.NOTES and _speaks_of_later(candidate.text, day))
        ],
    )


def _speaks_of_later(text: str, day: date) -> bool:
    """Whether a sentence of notes, which tell how things stand now, names a time after a day."""
    days = [_day(match) or day for match in _DATED.finditer(text)]
    years = [int(year) for year in _YEAR.findall(text)]
    return any(one > day for one in days) or any(year > day.year for year in years)


def _told_then(segment: Segment, corpus: Corpus, day: date | None) -> Segment:
    if day is None:
        return segment
    told = [t for t in segment.told if held(corpus.document(t.query.table.document_id), day)]
    return replace(segment, told=told)


def add_as_of(context: Context) -> None:
    """Say that the answer tells what held then."""
    numbers = tuple(citation.number for citation in context.citations)
    if context.as_of and context.outcome == "answered" and numbers:
        context.notices.append(Notice(kind="standing", text=HELD_THEN, citations=numbers))
        context.claims.append(Claim(text=HELD_THEN, citations=numbers, kind="paraphrase"))
