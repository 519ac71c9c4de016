"""Pages of the source viewer: one document at a passage, and the list of all documents."""

from dataclasses import dataclass

from bot.web.memo import memo_citation, page_range
from bot.web.passages import DocumentPage, heading_id, span_url
from bot.web.rendering import rendered
from bot.web.searching import search
from corpus.document import Document, Standing
from corpus.library import Corpus
from corpus.outline import Block, BlockKind, section_at
from corpus.sentences import Span, without_marks
from index.search import Index

# So many headings make a list of them worth its room.
_LONG = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """The passage that a document is opened at, as a reader may take it along."""

    section: tuple[str, ...]
    pages: str
    citation: str
    link: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What a link to a document was made for, as far as the link says.

    ``text`` is the version of the text, see `text_version`, or empty; ``known`` whether the
    documents are those that the link was made for; ``now`` those that are answered from today.
    """

    text: str
    known: bool
    now: Corpus

    def changed(self, document: Document) -> bool:
        """Whether a passage may be another one than was meant."""
        return not self.known or self.text not in {"", text_version(document)}

    def is_earlier(self, document: Document) -> bool:
        """Whether the document is another one today, or none."""
        return self.now.manifest.find(document.id) != document


def document_page(
    corpus: Corpus,
    document_id: str,
    passage: Span,
    cells: list[Span],
    meant: Meant | None = None,
) -> str:
    """The page of a document with a passage marked; an empty passage marks nothing."""
    meant = meant or Meant("", known=True, now=corpus)
    text = corpus.text(document_id)
    inside = 0 <= passage.start < passage.end <= len(text)
    marked = tuple(cells or [passage]) if inside else ()
    page = DocumentPage(text, passage, marked)
    document = corpus.document(document_id)
    outline = corpus.outline(document_id)
    return rendered(
        "document.html",
        document=document,
        successor=corpus.manifest.find(document.superseded_by or ""),
        body=page.html(outline),
        contents=_contents(text, outline),
        opened=_opened(corpus, document_id, passage, cells) if inside else None,
        missing=passage != Span(0, 0) and not inside,
        changed=meant.changed(document),
        earlier=meant.is_earlier(document),
        version=corpus.version,
    )


def text_version(document: Document) -> str:
    """What tells a text of a document from a later one, so that a link can say which it meant."""
    return document.sha256[:12]


def _opened(corpus: Corpus, document_id: str, passage: Span, cells: list[Span]) -> Opened:
    version = text_version(corpus.document(document_id))
    return Opened(
        section_at(corpus.outline(document_id), passage.start),
        page_range(corpus, document_id, passage),
        memo_citation(corpus, document_id, passage, cells),
        f"{span_url(document_id, passage, cells)}&text={version}",
    )


def _contents(text: str, outline: tuple[Block, ...]) -> list[tuple[str, str, int]]:
    """Id, words and level of each heading but the first, the title; none in a short document."""
    headings = [block for block in outline if block.kind is BlockKind.HEADING][1:]
    if len(headings) < _LONG:
        return []
    return [
        (heading_id(block), without_marks(text[block.span.start : block.span.end]), block.level)
        for block in headings
    ]


def documents_page(index: Index, query: str = "", standing: Standing | None = None) -> str:
    """The documents with their standing, or what a search in them found."""
    corpus = index.whole
    listed = [one for one in corpus.documents if standing in {None, one.standing}]
    return rendered(
        "documents.html",
        documents=listed,
        query=query,
        standing=standing,
        standings=sorted({one.standing for one in corpus.documents}),
        results=search(index, query, standing) if query else None,
        version=corpus.version,
        knowledge_date=corpus.knowledge_date,
    )
