"""Senses: words of general English for times, by which columns about a time also go."""

import re
from functools import cache

_COUNT = (
    r"(?:\d|a|few|some|couple|one|two|three|four|five|six|seven|eight|nine|ten|these|those"
    "|several|many)"
)
_YEARS = (
    f"(?:the )?(?:next |coming |following )?(?:{_COUNT} )?(?:few |couple of |of )?(?:more )?"
    "(?:years?|yrs?|months?)(?: time)?"
)
_NOW = (
    "currently|current|presently|present|today|todays|now|nowadays|at the moment|existing"
    "|as of now|right now|at present|these days|as things stand|this year|so far"
    "|for the moment"
)
_LATER = (
    rf"future|futures|(?<!\d or )(?<!\d and )later(?: on)?"
    "|down the (?:road|line|track)|(?:in|within|after|over) "
    f"{_YEARS}|{_YEARS} (?:from now|out|on|ahead|later|hence|down the (?:road|line|track))"
    f"|eventually|tomorrow"
    f"|tomorrows|going forward|in time|as time goes by|over time|the (?:next|coming) {_YEARS}"
    "|upcoming|forthcoming|one day|expected|predicted|projected|forecast|ahead of us|to come"
    "|by then|years? from now|looking ahead"
)
# "Before 2017" and "earlier than May" set a bound; they speak of no former time.
_FORMER = (
    r"former|formerly|previous|previously|last year|past(?! \d)|prior(?! to)|old"
    r"|(?<!\d or )(?<!\d and )earlier(?! than)"
    r"|before(?! (?:\d|(?:the|an?|its|their|this|that|it|they) |(?:jan|feb|mar|apr"
    r"|may|jun|jul|aug|sep|oct|nov|dec)))|back then|originally"
)
_PER = {
    unit: rf"{often}|(?:per|by the|each|every|an?) {unit}"
    for unit, often in (
        ("hour", "hourly"),
        ("day", "daily"),
        ("week", "weekly"),
        ("month", "monthly"),
        ("year", "yearly|annual(?:ly)?"),
    )
}
_START = (
    "first day|starts?|started|starting|begins?|beginning|began|commences?|open(?:s|ed)?"
    "|takes? effect|goes into effect"
)
_END = (
    "last day|ends?|ended|ending|finish(?:es|ed)?|expires?|expired|expiring|expiration|runs? out"
    "|ran out|lapses?|lapsed|is over|until when|till when|closes?"
)
_GROUPS = {
    **_PER,
    "now": _NOW,
    "later": _LATER,
    "former": _FORMER,
    "start": _START,
    "end": _END,
}
# Of days alone: when something starts, and when it ends.
_OF_DAYS = {
    "start": r"\b(?:from|since|start\w*|begin\w*|opens?|opening|effective)\b",
    "end": r"\b(?:to|until|till|through|ends?|ending|expir\w*|closes?|closing|due)\b",
}
_IN_NAMES = {
    **{
        unit: rf"\b(?:per|each|a) {unit}\b|\b(?:{words.split('|')[0]})\b"
        for unit, words in _PER.items()
    },
    "now": r"\b(?:current|currently|present|today|now|existing|this year)\b",
    "later": r"\b(?:future|later|projected|expected|forecast|planned|upcoming|next|tomorrow|new)\b",
    # What was last done is no former one: "Last reviewed".
    "former": r"\b(?:former|previous|past|prior|old|last(?! \w+ed\b)|earlier|before)\b",
}


@cache
def sense_of(name: str, *, of_days: bool = False) -> str:
    """The time that the name of a column speaks of, or the empty string; ``of_days``: a date's."""
    told = {**_IN_NAMES, **(_OF_DAYS if of_days else {})}
    found = [sense for sense, words in told.items() if re.search(words, name, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def places(sense: str, text: str) -> list[tuple[int, int]]:
    """Where a text of folded words speaks of a time."""
    return [m.span() for m in _compiled(sense).finditer(text)]


@cache
def _compiled(sense: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_GROUPS[sense]})(?!\w)", re.IGNORECASE)
