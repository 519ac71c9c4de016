"""Material: what a language model is given to write about, and what its answer must reach.

All of it comes from the extractive answer and the search behind it: what tables say is worked out
already, and passages are the ones that the sentences of that answer and their like stand in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.answer import Citation, Claim
from bot.context import Context
from bot.evidence import Candidate
from bot.expecting import Kind, expected, lacks
from bot.finding import Found
from bot.segments import Segment
from bot.verifier import harmless
from corpus.library import Corpus
from corpus.sentences import Span, without_marks
from index.chunk import Chunk, ChunkKind

# A passage is given if its best sentence has this share of the best one's score; one whose sentence
# has the larger share answers the question as well as that one.
_GIVEN, _AS_GOOD = 0.6, 0.9
_MOST_PASSAGES = 8
Place = tuple[str, Span]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage: its place in the document and its words."""

    span: Span
    text: str


@dataclass(frozen=True)
class Passage:
    """Consecutive sentences of one document."""

    document_id: str
    sentences: tuple[Sentence, ...]

    @property
    def line(self) -> str:
        """All of it on one line, so that nothing in it can look like the beginning of another."""
        return " ".join(" ".join(sentence.text for sentence in self.sentences).split())


@dataclass(frozen=True)
class Result:
    """What a table says to the question, as a claim of the extractive answer, and what it cites."""

    claim: Claim
    citations: tuple[Citation, ...]

    @property
    def line(self) -> str:
        return " ".join(self.claim.text.split())


@dataclass(frozen=True)
class Sought:
    """A part of the question that text answers: where its answers stand, and of which kind."""

    question: str
    places: frozenset[Place]
    kind: Kind | None

    def reached_by(self, claim: Claim, cited: Iterable[Citation]) -> bool:
        """Whether a claim says what was asked for, out of one of the places that say it."""
        if lacks(self.kind, claim.text, self.question):
            return False
        return any(
            citation.document_id == document
            and citation.start < span.end
            and span.start < citation.end
            for citation in cited
            for document, span in self.places
        )


@dataclass(frozen=True)
class Material:
    """What is given, numbered from 1 in this order: results first, then passages."""

    question: str
    results: tuple[Result, ...]
    passages: tuple[Passage, ...]
    sought: tuple[Sought, ...]

    @property
    def sources(self) -> tuple[Result | Passage, ...]:
        return (*self.results, *self.passages)


def material(context: Context, corpus: Corpus) -> Material:
    """The material of a question that the extractive answerer has answered."""
    answering = [
        (segment, found)
        for segment in context.segments
        for found in context.found
        if segment.quoted and found.part.whole == segment.question
    ]
    quoted = frozenset(place for segment, _ in answering for place in _places(segment))
    return Material(
        question=context.asked,
        results=_results(context),
        passages=tuple(_passages(context, corpus, answering)),
        sought=tuple(_sought(corpus, *one, quoted) for one in answering),
    )


def _results(context: Context) -> tuple[Result, ...]:
    cited = {citation.number: citation for citation in context.citations}
    return tuple(
        Result(claim, tuple(cited[number] for number in claim.citations))
        for claim in context.claims
        if claim.kind != "quote"
    )


def _passages(
    context: Context, corpus: Corpus, answering: list[tuple[Segment, Found]]
) -> list[Passage]:
    """Chunks with good sentences, best first; what is quoted elsewhere by itself."""
    chunks: dict[str, Chunk] = {}
    for _, found in answering:
        passages = [h.chunk for h in found.hits if h.chunk.kind is ChunkKind.PASSAGE]
        for candidate in _good(found, _GIVEN):
            chunks |= {
                c.id: c for c in passages if _holds(c, candidate.document_id, candidate.span)
            }
    quoted = [
        (c.document_id, Span(c.start, c.end))
        for c in context.citations
        if not c.cells
        and any(k.kind == "quote" and c.number in k.citations for k in context.claims)
    ]
    taken = list(chunks.values())[:_MOST_PASSAGES]
    alone = [at for at in quoted if not any(_holds(chunk, *at) for chunk in taken)]
    runs = [(c.document_id, [part.span for part in c.parts]) for c in taken]
    runs += [(document_id, _quoted_in(context, document_id, span)) for document_id, span in alone]
    return [passage for run in runs for passage in _given(*run, corpus)]


def _quoted_in(context: Context, document_id: str, cited: Span) -> list[Span]:
    """The sentences and entries quoted by one citation, without the marks of a list between."""
    spans = [
        piece.span
        for segment in context.segments
        for piece in segment.quoted
        if piece.document_id == document_id
        and cited.start <= piece.span.start
        and piece.span.end <= cited.end
    ]
    return sorted(spans) or [cited]


def _given(document_id: str, spans: list[Span], corpus: Corpus) -> Iterator[Passage]:
    """The sentences in passages; one that is not given parts what stands before and behind it."""
    text = corpus.text(document_id)
    said = [Sentence(span, without_marks(text[span.start : span.end])) for span in spans]
    for given, run in groupby(said, key=lambda sentence: harmless(sentence.text)):
        if given:
            yield Passage(document_id, tuple(run))


def _holds(chunk: Chunk, document_id: str, span: Span) -> bool:
    return chunk.document_id == document_id and chunk.start <= span.start and span.end <= chunk.end


def _good(found: Found, share: float) -> list[Candidate]:
    texts = [candidate for candidate in found.candidates if candidate.table is None]
    least = share * max((candidate.score for candidate in texts), default=0.0)
    return [candidate for candidate in texts if candidate.score >= least]


def _sought(corpus: Corpus, segment: Segment, found: Found, elsewhere: frozenset[Place]) -> Sought:
    """What a part seeks; a place that is quoted for another part is no answer to this one."""
    quoted = _places(segment)
    kind = expected(segment.question)
    texts = (corpus.text(document)[span.start : span.end] for document, span in quoted)
    if all(lacks(kind, text, segment.question) for text in texts):
        kind = None  # what the quotes do not have, nobody can ask of what is written from them
    good = {(candidate.document_id, candidate.span) for candidate in _good(found, _AS_GOOD)}
    return Sought(segment.question, quoted | (good - elsewhere), kind)


def _places(segment: Segment) -> frozenset[Place]:
    return frozenset((piece.document_id, piece.span) for piece in segment.quoted)
