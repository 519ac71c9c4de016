"""Own rules: what an agency's own documents say to a question, and what others say beside it.

The agency's documents have an index of their own, so that the common ones are searched, weighed and
judged exactly as they are without them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.answerable import SIGNS, fitted, signs
from bot.context import Context
from bot.differing import differ
from bot.evidence import Candidate
from bot.finding import Found, Place, find
from bot.parts import Part
from bot.segmenting import Segmenting
from bot.segments import Segment
from bot.selecting import Piece
from bot.tables.answering import Tables
from corpus.sentences import without_marks
from index.ranking import Known
from index.search import Index

# The agency's best sentence answers if it bears on the question nearly as well as the best of the
# others, if it says nearly the same as that one, or if it has every word of a question of so many.
_BEHIND, _SAME, _WORDS = 0.08, 0.75, 3
_COVERAGE = SIGNS.index("coverage")
# What others say is about the same matter if it comes so near to the agency's rule.
_BESIDE = 0.55
# Two sentences are about one matter if they come so near, or share so much of what was asked.
_MATTER, _SHARED = 0.5, 0.4


class OwnRules:
    """Asks the index of an agency's own documents. Safe to use from several threads."""

    def __init__(self, common: Index, own: Index) -> None:
        self._common, self._own = common, own
        self._segmenting = Segmenting(own, Tables(own))

    def find(self, parts: Sequence[Part], said: frozenset[Place]) -> list[Found]:
        """What is found for each part among the agency's own documents."""
        return [find(self._own, part, said) for part in parts]

    def answering(self, found: list[Found], common: list[Found]) -> list[Segment | None]:
        """The segment for each part that the agency's own documents answer."""
        segments = self._segmenting.segments(found)
        return [
            segment if segment.told or self._answers(one, other) else None
            for segment, one, other in zip(segments, found, common, strict=True)
        ]

    def beside(self, own: Segment, common: Segment | None) -> Segment | None:
        """What others say beside a rule of the agency: nothing beside what its tables say."""
        if own.told:
            return None
        texts = [_said(self._own, piece) for piece in own.quoted]
        told = [*common.pieces] if common else []
        for candidate in self._about(texts[:1]):
            piece = Piece(candidate.document_id, candidate.span, candidate.span.start)
            if all((p.document_id, p.span) != (piece.document_id, piece.span) for p in told):
                told.append(piece)
        if common is None:
            return Segment(told, (), own.question) if told else None
        return replace(common, pieces=told)

    def differing(self, own: Segment, common: Segment) -> list[Piece]:
        """Sentences of both sides that are about one matter and cannot both be followed."""
        mine = [(piece, _said(self._own, piece)) for piece in own.quoted]
        theirs = [(piece, _said(self._common, piece)) for piece in common.quoted]
        pairs = [
            (one, other)
            for one, said in mine
            for other, told in theirs
            if differ(said, told) and self._same_matter(own.question, said, told)
        ]
        return [piece for pair in pairs for piece in pair]

    def _same_matter(self, question: str, one: str, other: str) -> bool:
        """Whether two sentences are near in meaning, or share much of what was asked."""
        if self.likeness(one, [other])[0] >= _MATTER:
            return True
        rarity = self._common.lexical.rarity(question)
        shared = set(self._stems(one)) & set(self._stems(other))
        share = sum(weight for stem, weight in rarity.items() if stem in shared)
        return share >= _SHARED * (sum(rarity.values()) or 1.0)

    def _stems(self, text: str) -> list[str]:
        return list(self._common.lexical.stems(text))

    def _about(self, texts: Sequence[str]) -> list[Candidate]:
        """The sentence of the others that says most about what each text says, if any does."""
        found: list[Candidate] = []
        for text in texts:
            near = [c for c in find(self._common, Part(text)).candidates if c.row is None]
            if near and self.likeness(text, [near[0].text])[0] >= _BESIDE:
                found.append(near[0])
        return found

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How near each of the others comes to a text, as a cosine."""
        vectors = self._common.embedder.encode([text, *others])
        return [float(cosine) for cosine in np.asarray(vectors[1:] @ vectors[0])]

    def _answers(self, own: Found, common: Found) -> bool:
        if not own.candidates:
            return False
        # What people ask that no document answers was written down for the common ones alone.
        known = Known(own.known.answered, common.known.open, common.known.outside)
        judged = signs(self._own, replace(own, known=known))
        best = own.candidates[0]
        words = self._own.lexical.rarity(own.part.whole)
        if judged[_COVERAGE] >= 1 and len(words) >= _WORDS:
            return True
        if fitted().accepts(judged) and best.support >= common.support - _BEHIND:
            return True
        other = common.candidates[:1]
        return bool(other) and self.likeness(best.text, [other[0].text])[0] >= _SAME


def cited_for(context: Context, piece: Piece) -> list[int]:
    """The numbers of the citations that hold a sentence."""
    start, end = piece.span
    return [
        c.number
        for c in context.citations
        if c.document_id == piece.document_id and c.start <= start and end <= c.end
    ]


def _said(index: Index, piece: Piece) -> str:
    return without_marks(index.corpus.text(piece.document_id)[piece.span.start : piece.span.end])
