"""Contacts: where others speak of an office by its role, the agency's own is named beside it."""

import re

from bot.answer import Claim
from bot.citing import Citations
from bot.composing import marked
from bot.context import Context
from bot.labels import labelled
from corpus.library import Corpus
from corpus.offices import Office
from corpus.overlay import Overlaid
from corpus.sentences import Span, sentences, without_marks

_GENERAL = "your agency's "
# A sentence that sends people to somebody, and does not only speak of an office.
_SENDS = re.compile(
    r"\b(?:ask|confirm with|check with|consult|contact|turn to|belongs? (?:with|to)|"
    r"learn\b.*\bfrom|report (?:it|them|this) to|(?:go|sent?|send) to|talk to|speak (?:to|with))\b",
    re.IGNORECASE,
)


def name_offices(context: Context, corpus: Corpus) -> None:
    """Add what the agency's own documents say of each office that others send people to."""
    if not isinstance(corpus, Overlaid):
        return
    citations = Citations.going_on(corpus, context.citations)
    if context.outcome == "answered":
        for office in _meant(context, corpus):
            _tell(context, corpus, citations, office)
    elif context.outcome == "not_in_sources" and context.handover:
        _point(context, corpus, citations)
    context.citations = citations.all


def passage_of(corpus: Corpus, office: Office) -> Span | None:
    """The sentence of its source that gives the address of an office, else its name."""
    if office.source is None or corpus.manifest.find(office.source) is None:
        return None
    text = corpus.text(office.source)
    found = [
        span
        for block in corpus.outline(office.source)
        for span in sentences(text, *block.span)
        if (office.address or office.name) in text[span.start : span.end]
    ]
    return found[0] if found else None


def _meant(context: Context, corpus: Overlaid) -> list[Office]:
    """The agency's offices whose role stands in what others say."""
    shared = {c.number for c in context.citations if c.agency is None}
    told = (claim.text for claim in context.claims if shared & set(claim.citations))
    said = " ".join(text for text in told if _SENDS.search(text)).lower()
    return [
        office
        for office in corpus.own.offices.offices
        if any(name.lower() in said for name in _names(corpus, office))
    ]


def _names(corpus: Overlaid, office: Office) -> list[str]:
    role = (corpus.role(office) or "").removeprefix(_GENERAL)
    return [name for name in (role, *office.also) if name]


def _tell(context: Context, corpus: Overlaid, citations: Citations, office: Office) -> None:
    span = passage_of(corpus, office)
    if span is None or office.source is None:
        return
    said = without_marks(corpus.text(office.source)[span.start : span.end])
    if any(said == claim.text for claim in context.claims):
        return
    number = citations.number(office.source, span)
    claim = Claim(text=said, citations=(number,), kind="quote")
    context.claims.append(claim)
    paragraph = "\n".join(labelled(corpus, office.source, [marked(claim)]))
    context.text = f"{context.text}\n\n{paragraph}"


def _point(context: Context, corpus: Overlaid, citations: Citations) -> None:
    """Name the passage on the office that a question is handed over to, as a place to look."""
    for office in corpus.own.offices.offices:
        span = passage_of(corpus, office)
        if span and office.source and context.handover and office.named == context.handover.to:
            context.text += f" [{citations.number(office.source, span)}]"
