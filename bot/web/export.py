"""A conversation to keep: as Markdown, and as a page to print, with its sources and their standing.

In Markdown nothing of a question or a document can act as markup.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime

from markupsafe import Markup

from bot.answer import Answer, Citation, Notice
from bot.web.log import TITLE
from bot.web.memo import collection, day, quoted, read_cells, standing_sentence
from bot.web.passages import passage_url
from bot.web.rendering import rendered
from bot.web.transcript import NOTICE_NAMES, Link, body, handover, told_beside, told_shortly
from corpus.document import Source
from corpus.library import Corpus
from corpus.sentences import Span

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


Collections = Callable[[Answer], Corpus]
"""The documents that an answer was made from."""


def conversation_page(
    answers: Sequence[Answer], corpus: Corpus, conversation: str, made_from: Collections
) -> str:
    """The page to print; without answers it says that there is nothing."""
    turns = [_turn(number, answer, made_from(answer)) for number, answer in enumerate(answers, 1)]
    return rendered(
        "conversation.html",
        turns=turns,
        conversation=conversation,
        version=corpus.version,
        knowledge_date=corpus.knowledge_date,
        today=_today(),
    )


def _turn(number: int, answer: Answer, corpus: Corpus) -> dict[str, object]:
    link = _within(number)
    return {
        "number": number,
        "answer": answer,
        "body": body(answer, link),
        "first": told_beside(answer.first, answer, link),
        "last": told_beside(answer.last, answer, link),
        "handover": handover(answer),
        "sources": [
            {
                "citation": citation,
                "said": words(citation, corpus),
                "standing": standing(citation, corpus),
                "passage": passage_url(citation, answer.corpus.version),
            }
            for citation in answer.citations
        ],
    }


def _within(number: int) -> Link:
    """Markers that lead to the source as it is listed under the answer."""

    def link(citation: Citation) -> Markup:
        return Markup(
            ' <a class="marker" href="#source-{0}-{1}" aria-label="Source {1}">[{1}]</a>'
        ).format(number, citation.number)

    return link


def standing(citation: Citation, corpus: Corpus) -> str:
    """Whether a document holds, as it was known when the answer was made.

    One that has been taken out since, of a version that nobody keeps, is told by its citation.
    """
    document = corpus.manifest.find(citation.document_id)
    if document is None:
        return f"Standing when this was answered: {citation.standing.phrase}."
    return standing_sentence(document)


def words(citation: Citation, corpus: Corpus) -> str:
    """What a citation points to, in short; notes are never taken for the publisher's words."""
    cells = [Span(cell.start, cell.end) for cell in citation.cells or ()]
    there = corpus.manifest.find(citation.document_id) is not None
    said = (there and read_cells(corpus, citation.document_id, cells)) or quoted(citation.quote)
    return f"Our notes say: {said}" if citation.source is Source.NOTES else said


def markdown(
    answers: Sequence[Answer], corpus: Corpus, address: str, made_from: Collections
) -> str:
    """The conversation as a Markdown file; ``address`` is that of the guide, for links."""
    head = [
        f"# Conversation with the {TITLE}",
        f"Not an official service. Written on {day(_today())} from {collection(corpus)}.",
    ]
    blocks = [block for one in answers for block in _blocks(one, made_from(one), address)]
    return "\n\n".join([*head, *blocks]) + "\n"


def _blocks(answer: Answer, corpus: Corpus, address: str) -> Iterator[str]:
    yield f"## {_plain(answer.question) or '(nothing)'}"
    if answer.understood_as:
        yield f"*Understood as: {_plain(answer.understood_as)}*"
    yield from (_notice(notice, answer) for notice in answer.first)
    yield _TAG.sub("&lt;", answer.text)
    yield from (_notice(notice, answer) for notice in answer.last)
    if answer.handover:
        yield f"**Ask {_plain(answer.handover.to)}.** {_plain(answer.handover.why)}"
    if answer.citations:
        yield "### Sources"
        yield "\n".join(_source(citation, answer, corpus, address) for citation in answer.citations)
        yield f"Collection {answer.corpus.version}, knowledge up to " + day(
            answer.corpus.knowledge_date
        )


def _notice(notice: Notice, answer: Answer) -> str:
    cited = "".join(f" [{number}]" for number in notice.citations)
    told = _plain(told_shortly(notice, answer))
    return f"> **{NOTICE_NAMES[notice.kind]}:** {told}{cited}"


def _source(citation: Citation, answer: Answer, corpus: Corpus, address: str) -> str:
    dated = f", {day(citation.published_on)}" if citation.published_on else ""
    parts = [
        f"{_plain(citation.title)}, {_plain(citation.publisher)}{dated}.",
        f"Section: {_plain(' > '.join(citation.section))}." if citation.section else "",
        _plain(words(citation, corpus)),
        _plain(standing(citation, corpus)),
        f"Official page: <{citation.url}>." if citation.url else "",
        f"Passage: <{address}{passage_url(citation, answer.corpus.version)}>",
    ]
    return f"{citation.number}. " + " ".join(part for part in parts if part)


def _plain(text: str) -> str:
    """A text on one line that stays what it is in Markdown."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _today() -> date:
    return datetime.now(UTC).date()
