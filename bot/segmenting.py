"""Segmenting: what answers each part of a question, before it is put into words."""

import logging
import re
from dataclasses import replace

from bot.composing import is_borne_out
from bot.finding import Found
from bot.following.pronouns import ONE, named
from bot.parts import POINTS_BACK, Part, asked_last
from bot.segments import Segment
from bot.selecting import select
from bot.tables.answering import Tables, Told
from bot.tables.model.words import content
from bot.tables.queries.query import How
from index.search import Index

_LOG = logging.getLogger(__name__)
# What leads in so says of which things something is asked: "Of the rooms on the third floor".
_RESTRICTS = re.compile(r"\W*(?:of|among|amongst|out of|from|within)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:others?|remaining|rest|remainder|left|all|still)\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:not|never|no|unless|without|except|excluding|besides|apart|return|give back|out)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
# With so many words of its own a part asks for something else than the one before it.
_OWN_WORDS = 3
_VALUES = frozenset({How.VALUES, How.CHANGE})
_DENIALS = ("no", "not", "never")
# A part of a question is answered if its support reaches this share of the best part's.
_COMPARABLE = 0.7


class Segmenting:
    """Asks the tables of an index, and selects sentences where they say nothing."""

    def __init__(self, index: Index, tables: Tables) -> None:
        self._index = index
        self._tables = tables

    def segments(self, found: list[Found]) -> list[Segment]:
        """What answers each part: what tables surely say, else the best sentences."""
        segments: list[Segment] = []
        for one in found:
            before = {old.text for segment in segments for old in segment.told}
            said = self._of_part(_about(one.part, segments))
            told = [new for new in said if new.text not in before]
            silent = said or (before and not _stands_alone(one.part))
            pieces = [] if silent else select(self._index.corpus, one.part.whole, one.candidates)
            used = {(p.document_id, p.span) for segment in segments for p in segment.pieces}
            fresh = [p for p in pieces if (p.document_id, p.span) not in used]
            segments.append(Segment(fresh, told, one.part.whole))
        return _without_less(segments)

    def _of_part(self, part: Part) -> list[Told]:
        """What tables say to a part alone, or else to it and what it leans on.

        One that something leads into is read with that, unless it is likelier meant alone: that
        may name the very rows it is about.
        """
        leans = bool(part.context) and bool(POINTS_BACK.search(part.text))
        likely, narrows = self._tables.likely, self._tables.narrows
        whole, alone = self._put(part.whole), self._put(part.text)
        if part.led and (
            _RESTRICTS.match(part.context or "")
            or likely(whole) >= likely(alone)
            or (not _excludes(part) and narrows(whole, alone))
        ):
            leans = True
        told = [] if leans else self._told(part.text, further=bool(part.context))
        if not told and part.context:
            told = self._told(part.whole)
        if not told and (last := asked_last(part.text)) and not self._tables.lacks(whole):
            told = self._told(last, further=True)
        return told

    def _put(self, question: str) -> str:
        return self._index.corrected(question)

    def _told(self, question: str, *, further: bool = False) -> list[Told]:
        """What tables say to a question, as far as their cells bear it out."""
        told = self._tables.ask(self._put(question), further=further)
        held = [one for one in told if is_borne_out(self._index.corpus, one)]
        for one in told:
            if one not in held:
                _LOG.error("table answer withheld: %s", one.text)
        return held


def _excludes(part: Part) -> bool:
    """Whether what leads in names what is left out: "if I return it, what do the others …"."""
    return _OTHERS.search(part.text) is not None or _DENIES.search(part.context or "") is not None


def _about(part: Part, segments: list[Segment]) -> Part:
    """A part whose "it" is the one row that was told before, as one that speaks of that row.

    Where the question names the row itself, the part is read with what names it.
    """
    rows = {(one.query.table, row) for s in segments for one in s.told for row in one.result.rows}
    if len(rows) != 1 or not part.context or not ONE.search(part.text):
        return part
    table, row = next(iter(rows))
    name = table.row_name(row)
    if name.lower() in part.context.lower():
        return part
    return Part(named(part.text, ONE, name))


def _stands_alone(part: Part) -> bool:
    """Whether a part asks for something else than the one before it, in words of its own.

    "And how many are there?" after what tables say is answered with that, or not at all.
    """
    known = {*content(part.context or ""), *_DENIALS}
    return len({*content(part.text)} - known) >= _OWN_WORDS


def _without_less(segments: list[Segment]) -> list[Segment]:
    """The segments without values that stand again, among more, in another one."""
    every = [one for segment in segments for one in segment.told]
    return [
        replace(
            segment, told=[one for one in segment.told if not any(_is_less(one, o) for o in every)]
        )
        for segment in segments
    ]


def _is_less(one: Told, other: Told) -> bool:
    """Whether one gives some of the values that the other gives of the same rows."""
    if one.query.how is not How.VALUES or one.query.verdict or other.query.how not in _VALUES:
        return False
    same = one.query.table is other.query.table and one.result.rows == other.result.rows
    return same and set(one.result.cells) < set(other.result.cells)


def fitting(segments: list[Segment], found: list[Found]) -> list[Segment]:
    """The segments without those whose part is borne out much less than another's."""
    best = max((one.support for one in found), default=0.0)
    return [
        segment
        for segment, one in zip(segments, found, strict=True)
        if segment.told or one.support >= _COMPARABLE * best
    ]
