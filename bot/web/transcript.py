"""A conversation as HTML: what was asked, what is claimed, from where, and whether it holds.

Made on the server and escaped here, so that neither a question nor a document can bring markup to
the page. See docs/decisions on why this is not Gradio's own chatbot.
"""

from itertools import groupby

from markupsafe import Markup, escape

from bot.answer import Answer, Citation, Notice
from bot.verifier import MARKER
from bot.web.passages import passage_url
from corpus.document import Source, Standing

_NOTICE_NAMES = {
    "standing": "Standing today",
    "conflict": "Sources disagree",
    "correction": "Correction (our inference)",
    "coverage": "Checked a while ago",
    "fallback": "How this was answered",
}
_WELCOME = Markup(
    '<div class="welcome"><h2>What this is</h2><p>An AI assistant that answers questions about '
    "OPM's public documents on artificial intelligence in the federal workforce. It quotes its "
    "sources sentence by sentence, links every sentence to its passage, and says whether a source "
    "still holds. It is <b>not an official service</b> and decides nothing for you.</p>"
    "<p>Do not type personal data, controlled or classified information. Questions stay in memory "
    "for the conversation and are not written down. The sources were checked against public pages "
    "up to <b>{}</b>; confirm at opm.gov "
    'before you rely on an answer.</p><p><a href="/documents" target="source">'
    "See all documents</a></p></div>"
)


def transcript(answers: list[Answer], knowledge_date: str) -> Markup:
    """All turns in order; before the first one a word on what this is."""
    if not answers:
        return _WELCOME.format(knowledge_date)
    return Markup("\n").join(_turn(n, answer) for n, answer in enumerate(answers, 1))


def _turn(number: int, answer: Answer) -> Markup:
    links = {citation.number: citation for citation in answer.citations}
    understood = (
        Markup('<p class="understood">Understood as: {}</p>').format(answer.understood_as)
        if answer.understood_as
        else Markup()
    )
    handover = (
        Markup('<p class="handover"><b>Ask {}.</b> {}</p>').format(
            answer.handover.to, answer.handover.why
        )
        if answer.handover
        else Markup()
    )
    return Markup(
        '<section class="turn" id="turn-{0}" aria-labelledby="asked-{0}">'
        '<h2 class="asked" id="asked-{0}"><span class="who">You asked</span> {1}</h2>{2}{3}'
        '<div class="answer">{4}</div>{5}{6}</section>'
    ).format(
        number,
        answer.question[:2000] or "(nothing)",
        understood,
        Markup().join(_notice(notice, links) for notice in answer.notices),
        body(answer),
        handover,
        _sources(number, answer),
    )


def body(answer: Answer) -> Markup:
    """The text of an answer: paragraphs, list entries, and markers that open their passage."""
    links = {citation.number: citation for citation in answer.citations}
    blocks = [_lines(block) for block in answer.text.split("\n\n")]
    out = Markup()
    for is_list, group in groupby(
        (line for block in blocks for line in block), key=lambda line: line.startswith("- ")
    ):
        tag = "li" if is_list else "p"
        shown = Markup().join(
            Markup("<{0}>{1}</{0}>").format(tag, _linked(line.removeprefix("- "), links))
            for line in group
        )
        out += Markup("<ul>{}</ul>").format(shown) if is_list else shown
    return out


def _lines(block: str) -> list[str]:
    """The entries and paragraphs of a block; a line that only wraps joins the one before."""
    lines: list[str] = []
    for line in block.split("\n"):
        if not lines or line.startswith("- "):
            lines.append(line)
        else:
            lines[-1] += f" {line}"
    return [line for line in lines if line.strip()]


def _linked(line: str, citations: dict[int, Citation]) -> Markup:
    out, at = Markup(), 0
    for marker in MARKER.finditer(line):
        number = int(marker.group(1))
        out += escape(line[at : marker.start()])
        out += _link(citations[number]) if number in citations else marker.group()
        at = marker.end()
    return out + escape(line[at:])


def _link(citation: Citation) -> Markup:
    return Markup(
        ' <a class="marker" href="{0}" target="source" aria-label="Source {1}: {2}">{1}</a>'
    ).format(passage_url(citation), citation.number, citation.title)


def _notice(notice: Notice, citations: dict[int, Citation]) -> Markup:
    links = Markup().join(_link(citations[number]) for number in notice.citations)
    return Markup('<p class="notice" role="note"><b>{}:</b> {}{}</p>').format(
        _NOTICE_NAMES[notice.kind], notice.text, links
    )


def _sources(number: int, answer: Answer) -> Markup:
    if not answer.citations:
        return Markup()
    rows = Markup().join(_source(citation) for citation in answer.citations)
    return Markup(
        '<h3 class="sources-title" id="sources-{0}">Sources</h3>'
        '<ol class="sources" aria-labelledby="sources-{0}">{1}</ol>'
        '<p class="stamp">Collection {2}, knowledge up to {3}</p>'
    ).format(
        number, rows, answer.corpus.version, answer.corpus.knowledge_date.strftime("%-d %B %Y")
    )


def _source(citation: Citation) -> Markup:
    badge = "holds" if citation.standing is Standing.IN_FORCE else "lapsed"
    dated = citation.published_on.strftime(", %-d %B %Y") if citation.published_on else ""
    notes = Markup(' <span class="badge">our notes</span>')
    official = Markup(' · <a href="{}" target="_blank" rel="noopener noreferrer">official page</a>')
    return Markup(
        '<li value="{number}"><a href="{href}" target="source">{title}</a>'
        '<span class="facts"> {publisher}{dated} · {section}{official}</span> '
        '<span class="badge {badge}">{standing}</span>{notes}</li>'
    ).format(
        number=citation.number,
        href=passage_url(citation),
        title=citation.title,
        publisher=citation.publisher,
        dated=dated,
        section=citation.section[-1] if citation.section else "beginning",
        official=official.format(citation.url) if citation.url else "",
        badge=badge,
        standing=citation.standing.phrase,
        notes=notes if citation.source is Source.NOTES else "",
    )
