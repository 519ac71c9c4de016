"""Legends: what the notes around a table say that its codes stand for.

A legend explains a code outright ("P means planned"), leans on a code that it has explained before
("P stands for planned, O for open"), sets them side by side ("P planned, O open"), or puts one of
the two in brackets ("planned (P)", "P (planned)").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.tables import FOOTED, Table

EMPTY = r"(?:[Bb]lank|[Ee]mpty)"
CELL = r"(?:cells?|columns?|fields?|entr(?:y|ies)|spaces?|box(?:es)?)"
# Which column a sentence speaks of it may have said before.
THERE = r"(?:\s+(?:there|here|at all))?"
# How notes name a sign without writing it.
_SPOKEN = {
    "": rf"(?:{EMPTY}(?: {CELL})?|[Nn]othing(?=\s+(?:there|here|at all|means)\b))",
    "*": r"[Aa]sterisks?",
    "†": r"[Dd]aggers?",
    "-": r"(?:[Dd]ash(?:es)?|[Hh]yphens?)",
    "\u2013": r"[Dd]ash(?:es)?",
    "\u2014": r"[Dd]ash(?:es)?",
    "+": r"[Pp]lus(?: signs?)?",
    "\u2713": r"(?:[Cc]heck ?marks?|[Tt]icks?)",
    "\u2714": r"(?:[Cc]heck ?marks?|[Tt]icks?)",
    "\u25cf": r"(?:[Ff]illed|[Ss]olid|[Bb]lack|[Ff]ull) (?:circles?|dots?)",
    "\u25cb": r"(?:[Oo]pen|[Ee]mpty|[Hh]ollow|[Ww]hite) (?:circles?|dots?)",
}
_OPEN, _CLOSE = r"[\"'\u201c(`*]*", r"[\"'\u201d)`*]*"
# Up to the end of a clause or what divides entries; brackets and the points of "a.m." are within.
_MEANING = (
    r"(?:\([^()\n]*\)|[^.;,\n()\u00b7\u2022|/]|(?<!\s)/|/(?!\s)|\((?![^()\n]*\))"
    r"|\.(?=[^\s\"'\u201d)*]|\s+[a-z]))+"
)
_SAID = rf"\s*(?:that\s+)?(?:the\s+|an?\s+)?(?P<meaning>{_MEANING})"
_VERBS = (
    r"\bmeans?\b|\bstands? for\b|\bdenotes?\b|\bindicates?\b|\bshows?\b|\bmarks?\b"
    r"|\bis short for\b"
)
# Where a code stands may come between: "a P in the Stage column means".
_MEANS = re.compile(
    rf"{THERE}\s*(?:=|:|(?=\b(?:must|may|can|cannot|should)\s)|{_VERBS}|\bis\b|\u2013|\u2014|\s(?:in|under)\s(?:[\w-]+\s?){{1,6}}?(?:=|:|{_VERBS}))"
    + _SAID
)
_MARKED = re.compile(r"\b(?:marked|coded|labell?ed|rated|shown|listed|with)(?: as| an?)?\s+$")
_ARE = re.compile(r"\s+are\b" + _SAID)
_AFTER_COMMA = re.compile(rf",{_SAID}")
_LEANS = re.compile(
    r"\s+(?:(?:for|that|as)\b|(?:one|those)\b(?:\s(?:that|which)\s(?:is|are))?)" + _SAID
)
# One word may have a capital: "HZ HUBZone".
_BESIDE = re.compile(
    r"\s+(?=[a-z]|[A-Z]\w+\s*(?:[,;.\n]|$))(?!(?:and|or|to|is|are|was|were|in|of|for|on|at)\b)"
    + _SAID
)
_IN_BRACKETS = re.compile(r"\s*\((?P<meaning>[^()\n]+)\)")
_BEFORE_BRACKETS = re.compile(r"(?:\b(?:and|or)\s+)?(?P<meaning>(?:\w+[ ]){0,2}\w+)\s+\($")
_STARTS = re.compile(r"(?:^|[.;:(\n])\s*$")
_ITEM_STARTS = re.compile(
    r"(?:^|[,;:/(|\u2013\u2014\u2022\u00b7.\n]|\b(?:and|or|column))\s*[-*]*\s*$"
)
_DIVIDES = re.compile(
    r"(?:[,;/|\u2013\u2014\u2022\u00b7]\s*(?:(?:and|or|while|whereas|but)\s+)?|"
    r"\s(?:and|or|while|whereas|but)\s+)(?:an?\s|the\s)?$"
)
# The rest of an entry, where entries are divided by semicolons, and of one on a line of its own.
_ENTRY = re.compile(r",[^.;:=\n]*(?=;)")
_LINE = re.compile(r",(?:[^.;:=\n]|\.(?=\s[a-z\d]))*(?=[.;]|\n|$)")
_EQUALS = frozenset("=:\u2013\u2014")
_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z\"'\u201c`*(])|\n")
_PAIR = 2
_EXPLAINS = re.compile(
    r"\b(?:means?|meanings?|descriptions?|stands for|explanations?|definitions?)\b", re.IGNORECASE
)
_LONGEST_CODE = 5
_LONGEST_BESIDE = 8


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a code stands in the notes, the quotes around it included."""

    code: str
    start: int
    end: int


def meanings_in(codes: Sequence[str], notes: str) -> dict[str, str]:
    """The words that the notes of a table give for each of the codes of a column."""
    spots = sorted(_spots(codes, notes), key=lambda spot: (spot.start, -spot.end))
    return {**_beside(spots, notes), **_outright(spots, notes)}


def legend_of(table: Table) -> dict[str, str]:
    """What a table that explains codes says of each; empty for any other table."""
    if len(table.columns) != _PAIR or not _EXPLAINS.search(table.columns[1]):
        return {}
    told = {row.key: row.cells[1].text for row in table.rows}
    short = all(len(key) <= _LONGEST_CODE for key in told)
    return told if short and all(told.values()) else {}


def _spots(codes: Sequence[str], notes: str) -> Iterator[_Spot]:
    for code in codes:
        bare = code.rstrip(FOOTED).strip()
        forms = [re.escape(form) for form in dict.fromkeys([code, bare]) if form]
        if code in _SPOKEN:
            forms.append(_SPOKEN[code])
        for form in forms:
            apart = re.escape(form[-1]) if code and not code[0].isalnum() else ""
            alone = rf"(?<![\w{apart}]){_OPEN}(?:{form}){_CLOSE}(?![\w{apart}])"
            for found in re.finditer(alone, notes):
                yield _Spot(code, *found.span())


def _outright(spots: Sequence[_Spot], notes: str) -> dict[str, str]:
    """What codes are explained with, or leave to the verb of one explained before them."""
    found: dict[str, str] = {}
    leant: dict[str, str] = {}
    last = -1
    for spot in spots:
        if (told := _explained(spot, notes)) is not None:
            found.setdefault(spot.code, _cut(told, spots, notes))
            last = spot.end
        elif last < 0 or _SENTENCE.search(notes, last, spot.start):
            continue
        elif leans := _LEANS.match(notes, spot.end):
            leant.setdefault(spot.code, _cut(leans, spots, notes))
    return {code: said for code, said in {**leant, **found}.items() if said}


def _explained(spot: _Spot, notes: str) -> re.Match[str] | None:
    """What explains a code where it stands, if anything does."""
    before = notes[: spot.start]
    if told := _MEANS.match(notes, spot.end):
        return told
    if _MARKED.search(before) and (told := _ARE.match(notes, spot.end)):
        return told
    bracketed = notes[spot.start] == "(" and notes[spot.end - 1] in ")]"
    if bracketed and (told := _BEFORE_BRACKETS.search(notes[: spot.start + 1])):
        return told
    return _AFTER_COMMA.match(notes, spot.end) if _STARTS.search(before) else None


def _beside(spots: Sequence[_Spot], notes: str) -> dict[str, str]:
    """What stands beside codes, in brackets or not, where that is so of two of a line or more."""
    found: dict[str, str] = {}
    for pattern in (_IN_BRACKETS, _BESIDE):
        by_line: dict[int, dict[str, str]] = {}
        for spot in spots:
            told = pattern.match(notes, spot.end)
            if told and _ITEM_STARTS.search(notes[: spot.start]):
                said = _cut(told, spots, notes)
                if said and len(said.split()) <= _LONGEST_BESIDE:
                    by_line.setdefault(notes.count("\n", 0, spot.start), {})[spot.code] = said
        for line in by_line.values():
            if len(line) >= _PAIR:
                found = {**line, **found}
    return found


def _cut(told: re.Match[str], spots: Sequence[_Spot], notes: str) -> str:
    """A meaning up to where the next code begins, which it may not be itself."""
    start, end = told.span("meaning")
    for spot in spots:
        if start <= spot.start < end:
            if spot.start == start:
                return ""
            if (divided := _DIVIDES.search(notes, start, spot.start)) and _goes_on(spot, notes):
                end = divided.start()
                break
    line = notes[notes.rfind("\n", 0, told.start()) + 1 : told.start()]
    alone = len(line.split()) == 1 and told[0].lstrip()[:1] in _EQUALS
    rest = _LINE if alone else _ENTRY
    if notes[end : end + 1] == "," and (further := rest.match(notes, end)):
        between = [spot for spot in spots if end <= spot.start < further.end()]
        end = end if between else further.end()
    said = notes[start:end].strip().strip("\"'*`")
    return said if "[" in said else said.rstrip("]")


def _goes_on(spot: _Spot, notes: str) -> bool:
    """Whether a number that may be a code is explained, and counts nothing: "2 or 3 days"."""
    return not spot.code.isdigit() or bool(
        _MEANS.match(notes, spot.end) or _LEANS.match(notes, spot.end)
    )
