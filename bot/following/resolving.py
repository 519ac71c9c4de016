"""Resolving: which of its readings a follow-up is taken to be."""

import math

from bot.answerable import fitted, signs
from bot.conversations import Turn
from bot.finding import find
from bot.following.leaning import could_lean, leans
from bot.following.names import Names
from bot.following.putting import readings
from bot.parts import Part
from bot.tables.answering import Tables
from index.search import Index

# So much likelier a reading has to be than the one that only sets both questions side by side.
_SURER = 0.04


class Following:
    """Puts a question that leans on the one before it so that it stands alone."""

    def __init__(self, index: Index, tables: Tables) -> None:
        self._index = index
        self._tables = tables
        self._names = Names(index.whole)

    def resolved(self, question: str, before: Turn | None) -> Part | None:
        """The question with what it leans on in the turn before, or None if it stands alone.

        Of several readings that one is taken which the sources most likely answer.
        """
        if before is None or not (leans(question) or could_lean(question)):
            return None
        parts = [*readings(question, before, self._names)]
        if not leans(question):
            parts.insert(0, Part(question))
        first, *others = parts
        if not others:
            return first
        likely = {part: self._likely(part) for part in parts}
        best = max(others, key=lambda part: likely[part])
        best = best if likely[best] > likely[first] + _SURER else first
        return None if best == Part(question) else best

    def _likely(self, part: Part) -> float:
        """How likely it is that the sources answer a reading: text or tables."""
        found = find(self._index, part)
        judge = fitted(written_about=found.written_about)
        told = judge.probability(signs(self._index, found)) if found.candidates else 0.0
        if not self._names.of_tables(part.whole):
            return told
        return max(told, 1 / (1 + math.exp(-self._tables.likely(part.whole))))
