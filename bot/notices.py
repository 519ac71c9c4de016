"""Notices: what a reader must hear beside the answer, whatever it was that they asked.

No document that does not hold today is cited without a word on it (standing); nor one side of a
disagreement without the other, or a mistake without its correction (remarks); nor knowledge that
has aged without saying so (coverage).
"""

from collections.abc import Sequence
from datetime import date

from bot.answer import Citation, Claim, ClaimKind, Notice, NoticeKind
from bot.citing import Citations
from bot.context import Context
from bot.own_words import DIFFER, STALE
from bot.verifier import unsupported
from corpus.document import Evidence, Standing
from corpus.library import Corpus
from corpus.remarks import Remark, place_of
from corpus.sentences import Span, without_marks


def add_standing(context: Context, corpus: Corpus) -> None:
    """Add a notice for each cited document that is not in force.

    It says in short what the passage says that the manifest names as evidence, or quotes it where
    that is not borne out, and cites it.
    """
    citations = Citations.going_on(corpus, context.citations)
    waiting = list(dict.fromkeys(citation.document_id for citation in context.citations))
    for document_id in waiting:
        document = corpus.document(document_id)
        if document.standing is Standing.IN_FORCE:
            continue
        for evidence in document.evidence:
            start = corpus.text(evidence.document).index(evidence.quote)
            span = Span(start, start + len(evidence.quote))
            number = citations.number(evidence.document, span)
            _say(context, *told(evidence, citations.all, number, corpus), number)
            # What says so may itself not be in force: then that is said as well.
            if evidence.document not in waiting:
                waiting.append(evidence.document)
    context.citations = citations.all


def told(
    evidence: Evidence, cited: Sequence[Citation], number: int, corpus: Corpus
) -> tuple[str, ClaimKind]:
    """The words of a notice, and whether they are the source's own."""
    short = Claim(text=evidence.short or "", citations=(number,), kind="paraphrase")
    if evidence.short and unsupported(short, cited, corpus) is None:
        return evidence.short, "paraphrase"
    return evidence.quote, "quote"


def add_remarks(context: Context, corpus: Corpus) -> None:
    """Add a notice for each remark on a passage that the answer cites.

    Tables cite a long span for a few cells, so only passages of text bring one.
    """
    citations = Citations.going_on(corpus, context.citations)
    cited = [c for c in context.citations if not c.cells]
    for remark in _awake(corpus):
        spans = [(p.document, place_of(corpus.text(p.document), p.quote)) for p in remark.passages]
        if not remark.names and _cites(cited, spans):
            _remark(context, corpus, citations, remark.kind, spans[0])
    context.citations = citations.all


def add_named(context: Context, corpus: Corpus) -> None:
    """Add a notice for each remark on what the answer names and does not say itself."""
    for remark in _awake(corpus):
        if remark.concerns(" ".join(claim.text for claim in context.claims)):
            citations = Citations.going_on(corpus, context.citations)
            place = remark.passages[0]
            span = place_of(corpus.text(place.document), place.quote)
            _remark(context, corpus, citations, remark.kind, (place.document, span))
            context.citations = citations.all


def _awake(corpus: Corpus) -> list[Remark]:
    """The remarks whose documents are all there; the others rest until they come back."""
    return [
        remark
        for remark in corpus.remarks.remarks
        if all(corpus.manifest.find(p.document) is not None for p in remark.passages)
    ]


def _cites(cited: list[Citation], spans: list[tuple[str, Span | None]]) -> bool:
    return any(
        span is not None and c.document_id == document and c.start < span.end and span.start < c.end
        for document, span in spans
        for c in cited
    )


def _remark(
    context: Context,
    corpus: Corpus,
    citations: Citations,
    kind: NoticeKind,
    place: tuple[str, Span | None],
) -> None:
    document, span = place
    if span is None:
        return
    text = without_marks(corpus.text(document)[span.start : span.end])
    # An answer that already cites a longer passage around it keeps that citation.
    around = [c for c in citations.all if c.document_id == document and not c.cells
              and c.start <= span.start and span.end <= c.end]  # fmt: skip
    number = around[0].number if around else citations.number(document, span)
    _say(context, text, "quote", number, kind)


def add_differing(context: Context) -> None:
    """Add a notice where a rule of the agency and what stands beside it differ."""
    numbers = tuple(sorted(set(context.differing)))
    if numbers:
        context.notices.insert(0, Notice(kind="conflict", text=DIFFER, citations=numbers))
        context.claims.append(Claim(text=DIFFER, citations=numbers, kind="paraphrase"))


def add_coverage(context: Context, corpus: Corpus, today: date, stale_days: int) -> None:
    """Add a notice where a cited document was last checked more than ``stale_days`` ago."""
    old = [
        c.number
        for c in context.citations
        if (today - corpus.document(c.document_id).knowledge_date).days > stale_days
    ]
    if old:
        context.notices.append(Notice(kind="coverage", text=STALE, citations=tuple(old)))
        context.claims.append(Claim(text=STALE, citations=tuple(old), kind="paraphrase"))


def add_fallback(context: Context) -> None:
    """Add a notice where an answer quotes in the place of one that was to be written."""
    quoted = tuple(citation.number for citation in context.citations)
    if context.fallback and quoted:
        context.notices.append(Notice(kind="fallback", text=context.fallback, citations=quoted))
        context.claims.append(Claim(text=context.fallback, citations=quoted, kind="paraphrase"))


def _say(
    context: Context,
    text: str,
    words: ClaimKind,
    number: int,
    kind: NoticeKind = "standing",
) -> None:
    if any(notice.text == text for notice in context.notices):
        return
    context.notices.append(Notice(kind=kind, text=text, citations=(number,)))
    context.claims.append(Claim(text=text, citations=(number,), kind=words))
