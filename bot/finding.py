"""Finding: the sentences and rows that bear on one part of a question, best first."""

from dataclasses import dataclass, replace

from bot.evidence import Candidate, weigh
from bot.expecting import Kind, expected, lacks
from bot.parts import POINTS_BACK, Part
from bot.tables.model.words import content
from corpus.sentences import Span
from index.ranking import Hit, Known
from index.reading import Reading
from index.search import Index

HITS = 8
# How much the words of a part itself count beside the part read with what it leans on.
_OWN = 0.5
# So much better a part has to be borne out without what it leans on to be taken for itself.
_ALONE = 0.05
# It says so much itself at least.
_OWN_WORDS = 3
# What was said already in this conversation is less likely to be asked for again.
_AGAIN = 0.35
# A question that is not answered is about the subjects of the documents all the same if its best
# candidate has this support, or it comes this near to what people wrote down about them.
_BELONGS, _RESEMBLES = 0.5, 0.58


@dataclass(frozen=True)
class Found:
    """What was found for a part: its chunks, their candidates best first, and what it is like."""

    part: Part
    hits: list[Hit]
    candidates: list[Candidate]
    known: Known

    @property
    def support(self) -> float:
        """How well the best candidate bears on the part, at most 1; 0 without any."""
        return max((candidate.support for candidate in self.candidates), default=0.0)

    @property
    def written_about(self) -> bool:
        """Whether people wrote questions down for the document of the best candidate."""
        return all(candidate.written_about for candidate in self.candidates[:1])

    @property
    def belongs(self) -> bool:
        """Whether it is about the subjects of the documents, answered or not."""
        near = max(self.known.answered[0], self.known.open[0])
        if self.known.outside[0] > near:
            return False
        return self.support >= _BELONGS or near >= _RESEMBLES


Place = tuple[str, Span]


def find(
    index: Index, part: Part, said: frozenset[Place] = frozenset(), read: Reading | None = None
) -> Found:
    """Search for a part; what was ``said`` already comes after what is new.

    ``read`` is the reading of the whole part, where it is known.
    """
    read = read or index.read(part.whole)
    hits, like = index.search_read(part.whole, read, HITS)
    candidates = weigh(index, part.whole, hits)
    if part.context:
        own_hits, own_like = index.search_read(part.text, index.read(part.text), HITS)
        alone = weigh(index, part.text, own_hits)
        if _stands_alone(part, candidates, alone):
            part, candidates, like = Part(part.text), alone, own_like
        else:
            candidates = _joined(candidates, alone)
        known = {hit.chunk.id for hit in hits}
        hits = [*hits, *(hit for hit in own_hits if hit.chunk.id not in known)]
    kind = expected(part.text)
    fresh = [_fresh(candidate, said, kind) for candidate in candidates]
    return Found(part, hits, sorted(fresh, key=lambda c: -c.score), like)


def _stands_alone(part: Part, together: list[Candidate], alone: list[Candidate]) -> bool:
    """Whether a part says by itself what it asks for, and is borne out better without the rest."""
    if POINTS_BACK.search(part.text) or part.led or len(set(content(part.text))) < _OWN_WORDS:
        return False
    best, own = (max((c.support for c in found), default=0.0) for found in (together, alone))
    return own > best + _ALONE


def _joined(together: list[Candidate], alone: list[Candidate]) -> list[Candidate]:
    """Candidates of both readings; one that only one reading found counts as its last there."""
    lists = [{(c.document_id, c.span): c for c in found} for found in (together, alone)]
    floors = [min((c.score for c in found), default=0.0) for found in (together, alone)]
    joined = []
    for place, known in (lists[1] | lists[0]).items():
        scores = [
            found[place].score if place in found else floor
            for found, floor in zip(lists, floors, strict=True)
        ]
        joined.append(replace(known, score=(1 - _OWN) * scores[0] + _OWN * scores[1]))
    return joined


def _fresh(candidate: Candidate, said: frozenset[Place], kind: Kind | None) -> Candidate:
    """A candidate, behind those that are new if it was said and has not what is asked for now."""
    has_it = kind is not None and not lacks(kind, candidate.text, "")
    if (candidate.document_id, candidate.span) not in said or has_it:
        return candidate
    return replace(candidate, score=candidate.score - _AGAIN)
