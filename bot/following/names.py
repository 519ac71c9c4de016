"""Names: what a follow-up may put in the place of its like in the question before it.

Rows and columns of tables, columns of a series by their number alone ("at 14" for GS-14), the words
in which names of columns and tables differ (general and technical, present and future),
identifiers of one shape (M-24-10 and M-24-18), years, months, and the ends of an order.
"""

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.tables.model.words import SMALL, content
from bot.tables.wordings.amounts import NUMBER
from corpus.library import Corpus
from corpus.outline import tables

# What a column of a series is, before what the series is called.
PLACE = "place"
_WORD = re.compile(r"\w+")
_LONGEST_NAME = 8
_NUMBER = re.compile(r"(\D*?)(\d+)\W*")
# A number that stands for a column of a series stands behind such a word, or alone.
_GRADED = re.compile(
    r"(?:(?<=^)|(?<=\bat )|(?<=\bfor )|(?<=\bof )|(?<=\bto )|(?<=\bin )|(?<=\bon )|(?<=\bthan )|"
    r"(?<=\band )|(?<=\bor )|(?<=\bfrom )|(?<=\bgrade )|(?<=\blevel )|(?<=\babout ))"
    r"(?:(?:an?|the)\s+)?(?:(?:grade|level)\s+)?(\d{1,3})s?\b(?![\w%.,:/-]*\d)"
    r"(?!\s+(?:days?|weeks?|months?|years?|hours?|people|employees|percent|agencies|of)\b)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w.-])(?:[A-Z]{1,4}[ -])?\d+(?:-\d+)+\b|\b[A-Z]{1,4}[ -]\d{3,}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!-)")
# "May" is a verb as well.
_MONTH = re.compile(
    rf"\b(?!may\b(?! \d))(?:{'|'.join(month_name[1:])})\b(?: \d{{4}}\b)?", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(?:(?:\w+ )?(?:years?|yrs?) (?:from now|out|ahead|hence|later|on)|right now|now|today|"
    r"current(?:ly)?|at present|present(?:ly)?|future|(?:in|within) (?:\w+ )?(?:years|yrs)|"
    r"in (?:the )?future|later on|down the road)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:top|bottom|first|last|next|highest|lowest|best|worst|biggest|largest|smallest|most|"
    rf"fewest|least)(?: {NUMBER})?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """What stands at ``[start, end)`` of a text, its ``role``, and what may take its place."""

    role: str
    start: int
    end: int
    text: str


class Names:
    """The names in the tables of a corpus, and what else has a like that may take its place."""

    def __init__(self, corpus: Corpus) -> None:
        found = [t for d in corpus.documents for t in tables(corpus.outline(d.id))]
        self._roles: dict[tuple[str, ...], str] = {}
        self._series: dict[str, dict[str, str]] = defaultdict(dict)
        titles = {t.section[-1] for t in found if t.section}
        columns = {name for t in found for name in t.columns[1:]}
        for table in found:
            head, series = _series(table.columns[1:])
            self._add(f"{PLACE} {head}" if series else "column", table.columns[1:])
            self._add("row", (row.key for row in table.rows))
            for number, name in series.items():
                self._series[number][f"{PLACE} {head}"] = name
        self._siblings = _siblings([*titles, *columns])
        self._kinds = {stem for t in found for stem in content(t.columns[0])}

    def _add(self, role: str, names: Iterable[str]) -> None:
        for name in names:
            self._roles.setdefault(tuple(_WORD.findall(name.lower())), role)

    def of_tables(self, text: str) -> list[Named]:
        """The names of rows and columns in a text, the longest first where they overlap.

        A column of a series is a `PLACE` of it.
        """
        words = list(_WORD.finditer(text))
        found: list[Named] = []
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                run = words[at : at + length]
                role = self._roles.get(tuple(word.group().lower() for word in run))
                if role:
                    start, end = run[0].start(), run[-1].end()
                    found.append(Named(role, start, end, text[start:end]))
                    at += length
                    break
            else:
                at += 1
        return found

    def speaks_of_rows(self, text: str) -> bool:
        """Whether a text has a word for what the rows of a table are."""
        return not self._kinds.isdisjoint(content(text))

    def find(self, text: str, like: Iterable[Named] = ()) -> list[Named]:
        """All that may take the place of its like, or give way to it; none overlaps another.

        A number is a column of the series of which one stands among the ``like``, or of the only
        one that has it.
        """
        found = [one for one in self.of_tables(text) if not self._is_parted(one)]
        known = {one.role for one in like}
        for more in (self._graded(text, known), _shaped(text), self._sibling(text)):
            taken = [(one.start, one.end) for one in found]
            found += [m for m in more if all(m.end <= s or e <= m.start for s, e in taken)]
        return sorted(found, key=lambda one: one.start)

    def _is_parted(self, named: Named) -> bool:
        """Whether a column is better told from its like by one word of its name."""
        words = _WORD.findall(named.text.lower())
        return named.role == "column" and any(
            word in self._siblings or _TIME.fullmatch(word) for word in words
        )

    def _graded(self, text: str, known: Container[str]) -> Iterator[Named]:
        for match in _GRADED.finditer(text):
            named = self._series.get(match[1], {})
            fitting = [role for role in named if role in known] or list(named)
            if len(fitting) == 1:
                yield Named(fitting[0], match.start(), match.end(), named[fitting[0]])

    def _sibling(self, text: str) -> Iterator[Named]:
        for word in _WORD.finditer(text):
            family = self._siblings.get(word.group().lower())
            if family:
                yield Named(family, word.start(), word.end(), word.group())


def _series(columns: Sequence[str]) -> tuple[str, dict[str, str]]:
    """What the columns of a table are called, and each by its number, if alike but for that."""
    matches = [_NUMBER.fullmatch(name) for name in columns]
    read = {match[2]: match.group() for match in matches if match}
    heads = {match[1].strip() for match in matches if match}
    if len(read) == len(columns) > 1 and len(heads) == 1:
        return heads.pop(), read
    return "", {}


def _siblings(names: Iterable[str]) -> dict[str, str]:
    """The words in which names differ that are else alike, each with what its family is called."""
    by_frame: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        words = _WORD.findall(name.lower())
        for at, word in enumerate(words if len(words) > 1 else ()):
            if word.isalpha() and word not in SMALL:
                by_frame[*words[:at], "", *words[at + 1 :]].add(word)
    return {
        word: " ".join(frame)
        for frame, words in by_frame.items()
        if len(words) > 1
        for word in words
    }


def _shaped(text: str) -> Iterator[Named]:
    for pattern in (_CODE, _MONTH, _YEAR, _TIME, _ENDS):
        for match in pattern.finditer(text):
            yield Named(_shape(pattern, match.group()), match.start(), match.end(), match.group())


def _shape(pattern: re.Pattern[str], text: str) -> str:
    if pattern is _CODE:
        return re.sub(r"\d+", "9", text.upper())
    return {_MONTH: "month", _YEAR: "year", _TIME: "time", _ENDS: "end"}[pattern]
