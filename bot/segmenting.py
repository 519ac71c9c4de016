"""Segmenting: what answers each part of a question, before it is put into words."""

import logging
import re
from collections.abc import Container

from bot.composing import is_borne_out
from bot.finding import Found
from bot.parts import Part
from bot.segments import Segment
from bot.selecting import select
from bot.tables.answering import Tables, Told
from index.search import Index

_LOG = logging.getLogger(__name__)
# A part that says so speaks of what the part before it names.
_POINTS_BACK = re.compile(r"\b(?:it|its|they|them|their|that one|those|these)\b", re.IGNORECASE)
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
            told = self._of_part(one.part, before)
            pieces = [] if told else select(self._index.corpus, one.part.whole, one.candidates)
            used = {(p.document_id, p.span) for segment in segments for p in segment.pieces}
            fresh = [p for p in pieces if (p.document_id, p.span) not in used]
            segments.append(Segment(fresh, told, one.part.whole))
        return segments

    def _of_part(self, part: Part, before: Container[str]) -> list[Told]:
        """What tables say to a part alone, or else to it and what it leans on, and not again.

        One that something leads into is read with that, unless it is likelier meant alone.
        """
        leans = bool(part.context) and bool(_POINTS_BACK.search(part.text))
        likely = self._tables.likely
        if part.led and likely(self._put(part.whole)) >= likely(self._put(part.text)):
            leans = True
        told = [] if leans else self._told(part.text, further=bool(part.context))
        if not told and part.context:
            told = [new for new in self._told(part.whole) if new.text not in before]
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


def fitting(segments: list[Segment], found: list[Found]) -> list[Segment]:
    """The segments without those whose part is borne out much less than another's."""
    best = max((one.support for one in found), default=0.0)
    return [
        segment
        for segment, one in zip(segments, found, strict=True)
        if segment.told or one.support >= _COMPARABLE * best
    ]
