"""Pages of the source viewer: one document at a passage, and the list of all documents."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.web.passages import DocumentPage
from corpus.library import Corpus
from corpus.sentences import Span

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


def document_page(corpus: Corpus, document_id: str, passage: Span, cells: list[Span]) -> str:
    """The page of a document with a passage marked; an empty passage marks nothing."""
    text = corpus.text(document_id)
    inside = 0 <= passage.start < passage.end <= len(text)
    marked = tuple(cells or [passage]) if inside else ()
    page = DocumentPage(text, passage, marked)
    document = corpus.document(document_id)
    successor = corpus.manifest.find(document.superseded_by) if document.superseded_by else None
    return _TEMPLATES.get_template("document.html").render(
        document=document,
        successor=successor,
        body=page.html(corpus.outline(document_id)),
        missing=passage != Span(0, 0) and not inside,
        version=corpus.version,
    )


def documents_page(corpus: Corpus) -> str:
    """The list of all documents with their standing."""
    return _TEMPLATES.get_template("documents.html").render(
        documents=corpus.documents, version=corpus.version, knowledge_date=corpus.knowledge_date
    )
