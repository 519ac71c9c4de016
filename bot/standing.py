"""Standing: no document that does not hold today is cited without a word on it."""

from bot.answer import Claim, Notice
from bot.citing import Citations
from bot.context import Context
from corpus.document import Standing
from corpus.library import Corpus
from corpus.sentences import Span


def add_standing(context: Context, corpus: Corpus) -> None:
    """Add a notice for each cited document that is not in force.

    Its words are those of the passage that the manifest names as evidence, and cite it.
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
            _say(context, evidence.quote, number)
            # What says so may itself not be in force: then that is said as well.
            if evidence.document not in waiting:
                waiting.append(evidence.document)
    context.citations = citations.all


def _say(context: Context, text: str, number: int) -> None:
    if any(notice.text == text for notice in context.notices):
        return
    context.notices.append(Notice(kind="standing", text=text, citations=(number,)))
    context.claims.append(Claim(text=text, citations=(number,), kind="quote"))
