"""Own rules: what an agency's own documents say to a question, and what others say beside it.

The agency's documents have an index of their own, so that the common ones are searched, weighed and
judged exactly as they are without them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answerable import SIGNS, fitted, signs
from bot.composing import compose
from bot.context import Context
from bot.differing import differ
from bot.finding import Found, Place, find
from bot.labels import silence
from bot.parts import Part
from bot.segmenting import Segmenting
from bot.segments import Segment
from bot.selecting import Piece, select
from bot.tables.answering import Tables
from corpus.library import Corpus
from corpus.sentences import without_marks
from index.ranking import Known
from index.search import Index

# The agency's best sentence answers if it bears on the question nearly as well as the best of the
# others, if it says nearly the same as that one, or if it has every word of a question of so many.
_BEHIND, _SAME, _WORDS = 0.08, 0.75, 3
_COVERED, _LIKE, _AHEAD = 0.12, 0.6, 0.15
# What tables say must have so much of what was asked, rare words counting more.
_OF_TABLE = 0.35
_COVERAGE = SIGNS.index("coverage")
# A text is about the matter of a rule if it is near to it in meaning and shares something
# particular with it, or shares much of that. Particular is what is so rare in the common documents.
_NEAR, _SOMETHING, _FAR, _MUCH = 0.45, 0.12, 0.2, 0.4
# What nobody found for the question itself must share as much with the rule.
_UNASKED = 0.3
_RARE = 3.0
# How long or how often says nothing of what.
_TIMES = frozenset(["hour", "day", "week", "month", "quarter", "year", "work"])
# "e-mail" is the word "email".
_JOINED = re.compile(r"(?<=\b[A-Za-z])-(?=[a-z])")


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
        segments = [
            self._fitting(segment, one)
            for segment, one in zip(self._segmenting.segments(found), found, strict=True)
        ]
        return [
            segment if segment.told or self._answers(one, other) else None
            for segment, one, other in zip(segments, found, common, strict=True)
        ]

    def _fitting(self, segment: Segment, found: Found) -> Segment:
        """Without what tables say where a sentence has more of what was asked."""
        sentences = [c for c in found.candidates if c.row is None]
        if not segment.told or not sentences:
            return segment
        told = self._coverage(
            found, " ".join(f"{t.query.table.name} {t.text}" for t in segment.told)
        )
        if told >= max(_OF_TABLE, self._coverage(found, sentences[0].text)):
            return segment
        pieces = select(self._own.corpus, found.part.whole, sentences)
        return Segment(pieces, (), segment.question)

    def _coverage(self, found: Found, text: str) -> float:
        """The share of a question in a text, by how rare its words are among all documents."""
        rarity = self._common.lexical.rarity(found.part.whole)
        stems = set(self._common.lexical.stems(text))
        share = sum(weight for stem, weight in rarity.items() if stem in stems)
        return share / (sum(rarity.values()) or 1.0)

    def compose(
        self,
        context: Context,
        own: Sequence[Segment | None],
        common: Sequence[Segment | None],
    ) -> None:
        """Fill text, claims and citations: the agency's rules, then what others say beside them.

        Both sequences have a segment for each part of the question, or None where nothing answers.
        """
        pairs = [
            (mine, self.beside(mine, theirs) if mine else theirs)
            for mine, theirs in zip(own, common, strict=True)
        ]
        first = [mine for mine, _ in pairs if mine]
        context.segments = [*first, *(theirs for _, theirs in pairs if theirs)]
        compose(context, self._common.whole, context.segments)
        for mine, theirs in pairs:
            pieces = self.differing(mine, theirs) if mine and theirs else []
            context.differing += [n for piece in pieces for n in _numbers(context, piece)]

    def beside(self, own: Segment, common: Segment | None) -> Segment | None:
        """What others say about the matter of a rule; nothing beside what the agency's tables say.

        ``common`` is what they say to the question, of which the rule may be a small part.
        """
        rules = [_said(self._own, piece) for piece in own.quoted]
        if own.told or not rules:
            return None
        texts = [_said(self._common, piece) for piece in common.quoted] if common else []
        told = common.pieces if common and self._matters(rules, texts) else ()
        further = self._about(rules[0])
        if further and all(p.span != further.span for p in told):
            told = (*told, further)
        return Segment(told, (), own.question) if told else None

    def differing(self, own: Segment, common: Segment) -> list[Piece]:
        """Sentences of both sides that are about one matter and cannot both be followed."""
        return [
            piece
            for one in own.quoted
            for other in common.quoted
            if differ(said := _said(self._own, one), told := _said(self._common, other))
            and self._matters([said], [told])
            for piece in (one, other)
        ]

    def _matters(self, rules: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether any text is about the matter of any rule."""
        return any(
            _is_matter(likeness, self._shared(rule, text))
            for rule in rules
            for text, likeness in zip(texts, self.likeness(rule, texts), strict=True)
        )

    def _about(self, rule: str) -> Piece | None:
        """The sentence of the others that says most about the matter of a rule, if any does."""
        found = [c for c in find(self._common, Part(rule)).candidates if c.row is None]
        worth = {c: (c.dense, self._shared(rule, c.text)) for c in found}
        near = [c for c in found if _is_matter(*worth[c]) and worth[c][1] >= _UNASKED]
        if not near:
            return None
        best = max(near, key=lambda c: sum(worth[c]))
        return Piece(best.document_id, best.span, best.span.start)

    def _shared(self, rule: str, text: str) -> float:
        """The share of what is particular in a rule that a text has too."""
        particular = self._particular(rule)
        shared = particular.keys() & self._particular(text).keys()
        return sum(particular[stem] for stem in shared) / (sum(particular.values()) or 1.0)

    def _particular(self, text: str) -> dict[str, float]:
        """The stems of a text that few documents have, with their rarity."""
        rarity = self._common.lexical.rarity(_JOINED.sub("", text))
        return {s: weight for s, weight in rarity.items() if weight >= _RARE and s not in _TIMES}

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """How near each of the others comes to a text, as a cosine."""
        if not others:
            return []
        first, *rest = (read.vector for read in self._common.embedder.read([text, *others]))
        return [float(vector @ first) for vector in rest]

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
        other = common.candidates[:1]
        likeness = self.likeness(best.text, [other[0].text])[0] if other else 0.0
        if likeness >= _SAME:
            return True
        ahead = best.support - common.support
        # A sentence that has hardly a word of the question only resembles others about its matter.
        borne_out = judged[_COVERAGE] >= _COVERED or likeness >= _LIKE or ahead >= _AHEAD
        return (
            borne_out
            and ahead >= -_BEHIND
            and fitted(written_about=own.written_about).accepts(judged)
        )


def _is_matter(likeness: float, shared: float) -> bool:
    near = likeness >= _NEAR and shared >= _SOMETHING
    return near or (likeness >= _FAR and shared >= _MUCH)


def say_silence(context: Context, corpus: Corpus) -> None:
    """Say first that the agency's own documents have nothing, beside what others say in words."""
    said = silence(corpus)
    if said and context.text and any(segment.quoted for segment in context.segments):
        context.text = f"{said}\n\n{context.text}"


def _numbers(context: Context, piece: Piece) -> list[int]:
    """The numbers of the citations that hold a sentence."""
    start, end = piece.span
    return [
        c.number
        for c in context.citations
        if c.document_id == piece.document_id and c.start <= start and end <= c.end
    ]


def _said(index: Index, piece: Piece) -> str:
    return without_marks(index.corpus.text(piece.document_id)[piece.span.start : piece.span.end])
