"""A conversation as HTML: what was asked, what is claimed, from where, and whether it holds.

Made on the server and escaped here, so that neither a question nor a document can bring markup to
the page. See docs/decisions on why this is not Gradio's own chatbot.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from itertools import groupby

from markupsafe import Markup, escape

from bot.answer import MAX_QUESTION, Answer, Citation, Notice
from bot.verifier import MARKER
from bot.web.memo import day
from bot.web.passages import passage_url
from corpus.document import Source, Standing

NOTICE_NAMES = {
    "standing": "Standing today",
    "conflict": "Sources disagree",
    "correction": "Correction (our inference)",
    "coverage": "Checked a while ago",
    "fallback": "How this was answered",
}
# In the place of a notice that the text has word for word.
_SAID = "as the text says itself."
Link = Callable[[Citation], Markup]


def turn(number: int, answer: Answer) -> Markup:
    """A question with its answer; what changes how to read an answer stands above it."""
    understood = (
        Markup('<p class="understood">Understood as: {}</p>').format(answer.understood_as)
        if answer.understood_as
        else Markup()
    )
    return Markup(
        '<section class="turn" id="turn-{0}" aria-labelledby="asked-{0}">'
        '{1}{2}{3}<div class="answer">{4}</div>{5}{6}{7}{8}</section>'
    ).format(
        number,
        asked(number, answer.question),
        understood,
        told_beside(answer.first, answer, open_source(answer)),
        body(answer, open_source(answer)),
        told_beside(answer.last, answer, open_source(answer)),
        handover(answer),
        _sources(number, answer),
        _feedback(number, answer),
    )


def asked(number: int, question: str) -> Markup:
    """The heading of a turn."""
    return Markup(
        '<h2 class="asked" id="asked-{0}"><span class="who">You asked</span> {1}</h2>'
    ).format(number, question[:2000].strip() or "(nothing)")


def body(answer: Answer, link: Link) -> Markup:
    """The text of an answer: paragraphs, list entries, and markers made by ``link``."""
    links = {citation.number: citation for citation in answer.citations}
    blocks = [_lines(block) for block in answer.text.split("\n\n")]
    out = Markup()
    for is_list, group in groupby(
        (line for block in blocks for line in block), key=lambda line: line.startswith("- ")
    ):
        tag = "li" if is_list else "p"
        shown = Markup().join(
            Markup("<{0}>{1}</{0}>").format(tag, _linked(line.removeprefix("- "), links, link))
            for line in group
        )
        out += Markup("<ul>{}</ul>").format(shown) if is_list else shown
    return out


def told_beside(notices: Iterable[Notice], answer: Answer, link: Link) -> Markup:
    """What a reader must know beside an answer."""
    return Markup().join(_notice(one, answer, link) for one in notices)


def _notice(one: Notice, answer: Answer, link: Link) -> Markup:
    cited = [citation for citation in answer.citations if citation.number in one.citations]
    return Markup('<p class="notice" role="note"><b>{}:</b> {}{}</p>').format(
        NOTICE_NAMES[one.kind],
        told_shortly(one, answer),
        Markup().join(link(citation) for citation in cited),
    )


def told_shortly(notice: Notice, answer: Answer) -> str:
    """What a notice says behind its name: nothing again that the text says word for word."""
    return _SAID if notice.text in answer.text else notice.text


def handover(answer: Answer) -> Markup:
    """Whom to ask instead, if anybody."""
    if answer.handover is None:
        return Markup()
    return Markup('<p class="handover"><b>Ask {}.</b> {}</p>').format(
        answer.handover.to, answer.handover.why
    )


def spoken(answer: Answer) -> str:
    """An answer as a screen reader is told it, in the order of the page, without numbers."""
    first, last = (
        [f"{NOTICE_NAMES[one.kind]}: {told_shortly(one, answer)}" for one in notices]
        for notices in (answer.first, answer.last)
    )
    asking = [f"Ask {answer.handover.to}. {answer.handover.why}"] if answer.handover else []
    text = " ".join(MARKER.sub("", answer.text).split())
    return " ".join(["Answer ready.", *first, text, *last, *asking]).replace(" .", ".")


def open_source(answer: Answer) -> Link:
    """Markers of an answer, each of which opens its passage in the panel of sources."""

    def link(citation: Citation) -> Markup:
        address = passage_url(citation, answer.corpus.version)
        return Markup(
            ' <a class="marker" href="{0}" target="source" aria-label="Source {1}: {2}">{1}</a>'
        ).format(address, citation.number, citation.title)

    return link


def _lines(block: str) -> list[str]:
    """The entries and paragraphs of a block; a line that only wraps joins the one before."""
    lines: list[str] = []
    for line in block.split("\n"):
        if not lines or line.startswith("- "):
            lines.append(line)
        else:
            lines[-1] += f" {line}"
    return [line for line in lines if line.strip()]


def _linked(line: str, citations: dict[int, Citation], link: Link) -> Markup:
    out, at = Markup(), 0
    for marker in MARKER.finditer(line):
        number = int(marker.group(1))
        out += escape(line[at : marker.start()])
        out += link(citations[number]) if number in citations else marker.group()
        at = marker.end()
    return out + escape(line[at:])


def _sources(number: int, answer: Answer) -> Markup:
    if not answer.citations:
        return Markup()
    rows = Markup().join(_source(citation, answer.corpus.version) for citation in answer.citations)
    return Markup(
        '<h3 class="sources-title" id="sources-{0}">Sources</h3>'
        '<ol class="sources" aria-labelledby="sources-{0}">{1}</ol>'
        '<p class="stamp">Collection {2}, knowledge up to {3}</p>'
    ).format(number, rows, answer.corpus.version, day(answer.corpus.knowledge_date))


def _source(citation: Citation, collection: str) -> Markup:
    badge = "holds" if citation.standing is Standing.IN_FORCE else "lapsed"
    notes = Markup(' <span class="badge">our notes</span>')
    official = Markup(
        ' · <a href="{}" target="_blank" rel="noopener noreferrer" '
        'aria-label="Official page of source {}, opens in a new tab">official page</a>'
    )
    return Markup(
        '<li value="{number}"><a href="{href}" target="source">{title}</a>'
        '<span class="facts"> {publisher}{dated} · {section}{official}</span> '
        '<span class="badge {badge}">{standing}</span>{notes}</li>'
    ).format(
        number=citation.number,
        href=passage_url(citation, collection),
        title=citation.title,
        publisher=citation.publisher,
        dated=f", {day(citation.published_on)}" if citation.published_on else "",
        section=citation.section[-1] if citation.section else "beginning",
        official=official.format(citation.url, citation.number) if citation.url else "",
        badge=badge,
        standing=citation.standing.phrase,
        notes=notes if citation.source is Source.NOTES else "",
    )


def _feedback(number: int, answer: Answer) -> Markup:
    """The element of feedback.js; its key tells this answer from another in the same place.

    It does not know what was asked where that was declined: nothing of it is kept.
    """
    question = "" if answer.outcome == "declined" else answer.question[:MAX_QUESTION]
    key = blake2b(answer.to_json().encode(), digest_size=16).hexdigest()
    return Markup(
        '<guide-feedback data-number="{}" data-key="{}" data-question="{}" data-version="{}">'
        "</guide-feedback>"
    ).format(number, key, question, answer.corpus.version)
