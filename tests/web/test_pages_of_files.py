"""A passage of a document that came as PDF is told with its page, on its page and in a memo."""

from datetime import date

import pytest

from bot.web.memo import memo_citation
from bot.web.viewer import document_page
from corpus.document import Document
from corpus.edit import add, hash_of
from corpus.incoming.kinds import Kind
from corpus.incoming.reading import Reading
from corpus.library import Corpus
from corpus.manifest import Manifest, write_manifest
from corpus.sentences import Span

TEXT = "# Rules\n\nThe first rule.\n\nThe second rule.\n"
FIRST, SECOND = TEXT.index("The first"), TEXT.index("The second")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """One document that was read from a file of two pages, and one that came as Markdown."""
    root = tmp_path_factory.mktemp("pages")
    write_manifest(root, Manifest.model_validate({"knowledge_date": "2026-08-04"}))
    fields = {
        "title": "Rules", "publisher": "The Office", "published_on": "2026-02-02",
        "knowledge_date": "2026-08-04", "kind": "policy", "rights": "agency_supplied",
        "source": "full_text", "standing": "in_force", "sha256": hash_of(TEXT),
    }  # fmt: skip
    read = Reading(
        file="rules.pdf", kind=Kind.PDF, sha256="0" * 64, read_on=date(2026, 2, 3), text=TEXT,
        pages=((0, 1), (SECOND, 2)),
    )  # fmt: skip
    add(root, Document.model_validate({"id": "rules", **fields}), read)
    add(root, Document.model_validate({"id": "plain", **fields}), TEXT)
    return Corpus.open(root)


@pytest.mark.parametrize(
    ("passage", "pages"),
    [
        (Span(FIRST, FIRST + 15), "page 1 of the file"),
        (Span(SECOND, SECOND + 16), "page 2 of the file"),
        (Span(FIRST, SECOND + 16), "page 1–2 of the file"),
    ],
)
def test_the_viewer_tells_the_page_of_a_passage(corpus: Corpus, passage: Span, pages: str) -> None:
    assert pages in document_page(corpus, "rules", passage, [])


def test_a_citation_for_a_memo_tells_the_pages(corpus: Corpus) -> None:
    one = memo_citation(corpus, "rules", Span(SECOND, SECOND + 16), [])
    both = memo_citation(corpus, "rules", Span(FIRST, SECOND + 16), [])
    assert "Page 2 of the file." in one
    assert "Pages 1–2 of the file." in both


def test_a_document_without_pages_tells_none(corpus: Corpus) -> None:
    passage = Span(FIRST, FIRST + 15)
    assert "of the file" not in document_page(corpus, "plain", passage, [])
    assert "of the file" not in memo_citation(corpus, "plain", passage, [])
