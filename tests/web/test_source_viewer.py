"""The source viewer shows a cited passage exactly, and nothing of a document acts as markup."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from bot.pipeline import Assistant
from bot.web.viewer import Meant, document_page
from corpus.library import Corpus
from corpus.outline import BlockKind
from corpus.sentences import Span
from corpus.settings import PROJECT

CORPUS = Corpus.open(PROJECT / "corpus")
CITABLE = {BlockKind.PARAGRAPH, BlockKind.ITEM}
HOSTILE = """# A <b>title</b>

Text <script>alert(1)</script> & "more" ![x](https://third.invalid/x.png)
[link](javascript:alert(2)).[^"><script>alert(3)</script>]

- <img src=x onerror=alert(4)>

| <i>Name</i> | Value |
| --- | --- |
| <b>Row</b> | <a href="x">y</a> |

[^"><script>alert(3)</script>]: Note <script>alert(5)</script>
"""


class Marked(HTMLParser):
    """Collects the text inside of ``<mark>``, footnote marks aside, and the names of all tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marks: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "mark" in self._open and "sup" not in self._open:
            self.marks[-1] += data


def test_a_cited_sentence_is_highlighted_as_it_stands(client: httpx.Client) -> None:
    citation = client.post(
        "/api/ask",
        json={"question": "How many survey responses went into the January 2025 ECQ update?"},
    ).json()["citations"][0]
    page = shown(client, citation["document_id"], citation["start"], citation["end"])
    assert page.marks == [citation["quote"]]


def test_a_passage_of_several_blocks_is_highlighted_whole(client: httpx.Client) -> None:
    text = CORPUS.text("opm-ai-competency-model")
    start = text.index("In summary, the work is considered AI work when:")
    end = text.index("(aligned with general and technical competencies in this issuance).", start)
    page = shown(client, "opm-ai-competency-model", start, end)
    assert words(" ".join(page.marks)) == words(text[start:end])
    assert len(page.marks) == 5


def test_cited_cells_are_highlighted_and_their_row_is_set_off(client: httpx.Client) -> None:
    question = {"question": "What is the Future Importance of Teamwork?"}
    citation = client.post("/api/ask", json=question).json()["citations"][0]
    cells = ",".join(f"{cell['start']}-{cell['end']}" for cell in citation["cells"])
    page = client.get(
        f"/documents/{citation['document_id']}",
        params={"start": citation["start"], "end": citation["end"], "cells": cells},
    ).text
    assert Marked(page).marks == ["17"]
    rows = re.findall(r'<tr class="cited">(.*?)</tr>', page)
    assert len(rows) == 1
    assert "Teamwork" in rows[0]


@pytest.mark.parametrize("document", [document.id for document in CORPUS.documents])
def test_every_block_of_a_document_can_be_highlighted_exactly(document: str) -> None:
    text = CORPUS.text(document)
    blocks = [block for block in CORPUS.outline(document) if block.kind in CITABLE]
    for block in blocks[::5]:
        page = Marked(document_page(CORPUS, document, block.span, []))
        assert words(" ".join(page.marks)) == words(text[block.span.start : block.span.end])


def test_every_cell_of_a_table_can_be_highlighted_exactly() -> None:
    document = "opm-ai-competency-model"
    tables = [block.table for block in CORPUS.outline(document) if block.table]
    for table in tables:
        for row in table.rows[::9]:
            for cell in row.cells:
                page = Marked(document_page(CORPUS, document, table.span, [cell.span]))
                assert page.marks == [cell.text]


def test_the_first_highlighted_place_alone_is_the_one_to_scroll_to(client: httpx.Client) -> None:
    reply = client.get("/documents/opm-ai-competency-model?start=300&end=3000")
    assert reply.text.count('id="passage"') == 1


@pytest.mark.parametrize(("start", "end"), [(0, 99_999_999), (-5, 20), (20, 10), (10**20, 10**21)])
def test_a_passage_that_is_not_there_is_said(client: httpx.Client, start: int, end: int) -> None:
    reply = client.get(f"/documents/eo-14110?start={start}&end={end}")
    assert reply.status_code == 200
    assert "That passage is not in this version of the document" in reply.text
    assert Marked(reply.text).marks == []


def test_a_document_without_a_passage_says_nothing_of_one(client: httpx.Client) -> None:
    page = client.get("/documents/eo-14110").text
    assert "That passage is not in this version" not in page
    assert Marked(page).marks == []


def test_an_unknown_document_is_404_in_json(client: httpx.Client) -> None:
    reply = client.get("/documents/none")
    assert reply.status_code == 404
    assert reply.json()["error"]["code"] == "not_found"


def test_notes_say_that_they_are_not_the_publishers_text(client: httpx.Client) -> None:
    page = client.get("/documents/eo-14110").text
    assert "It is not the publisher's own text." in page


def test_a_document_that_does_not_hold_says_since_when_and_by_what(client: httpx.Client) -> None:
    page = client.get("/documents/ses-ecq-update").text
    assert "superseded" in page
    assert "29 May 2025" in page
    assert '<a href="/documents/ses-qualifications-2025">' in page


def test_the_list_links_every_document(client: httpx.Client) -> None:
    page = client.get("/documents").text
    assert all(f'href="/documents/{document.id}"' in page for document in CORPUS.documents)


def test_nothing_of_a_hostile_document_acts_as_markup(tmp_path: Path) -> None:
    corpus = hostile_corpus(tmp_path)
    plain = Marked(document_page(CORPUS, "eo-14110", Span(0, 0), []))
    page = Marked(document_page(corpus, "hostile", Span(0, len(HOSTILE)), []))
    assert page.tags.count("script") == plain.tags.count("script")
    assert not {"b", "i", "img"} & (set(page.tags) - set(plain.tags))
    assert "onerror" not in page.attributes


def test_a_hostile_passage_is_highlighted_as_it_stands(tmp_path: Path) -> None:
    corpus = hostile_corpus(tmp_path)
    start = HOSTILE.index("<script>")
    end = HOSTILE.index(" & ")
    page = Marked(document_page(corpus, "hostile", Span(start, end), []))
    assert page.marks == ["<script>alert(1)</script>"]


def test_a_viewer_of_our_answers_opens_at_what_they_cite(
    client: httpx.Client, assistant: Assistant
) -> None:
    answer = assistant.ask("What is Accountability rated at GS-11?")
    for citation in answer.citations:
        if not citation.cells:
            page = shown(client, citation.document_id, citation.start, citation.end)
            assert words(" ".join(page.marks)) == words(citation.quote)


def shown(client: httpx.Client, document: str, start: int, end: int) -> Marked:
    """The viewer's page of a passage."""
    reply = client.get(f"/documents/{document}?start={start}&end={end}")
    assert reply.status_code == 200
    return Marked(reply.text)


def words(text: str) -> str:
    """A text without footnote marks, list marks and breaks."""
    text = re.sub(r"\[\^[^\]\s]+\]:?", "", text)
    return " ".join(re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", text, flags=re.MULTILINE).split())


def hostile_corpus(folder: Path) -> Corpus:
    """A corpus of one document full of markup."""
    (folder / "documents").mkdir()
    (folder / "documents" / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    digest = hashlib.sha256(HOSTILE.encode()).hexdigest()
    (folder / "manifest.toml").write_text(
        f"""knowledge_date = 2026-08-04
[[documents]]
id = "hostile"
title = "<b>Title</b>"
publisher = "<img src=x onerror=alert(6)>"
published_on = 2024-01-01
knowledge_date = 2026-08-04
url = 'https://x.invalid/"><script>alert(7)</script>'
rights = "agency_supplied"
source = "full_text"
kind = "memo"
standing = "historic"
since = 2025-01-01
by = "<i>Order</i>"
why = "<b>why</b>"
sha256 = "{digest}"
""",
        encoding="utf-8",
    )
    return Corpus.open(folder)


def test_a_passage_of_an_earlier_version_is_shown_as_it_was_and_said_to_be() -> None:
    before, span = CORPUS.documents[0], Span(0, 40)
    others = tuple(d for d in CORPUS.documents if d != before)
    manifest = CORPUS.manifest.model_copy(update={"documents": others})
    now = Corpus(CORPUS.root, manifest, {})
    page = document_page(CORPUS, before.id, span, [], Meant("", known=True, now=now))
    assert "An earlier version." in page
    assert words("".join(Marked(page).marks)) == words(CORPUS.text(before.id)[:40])


def test_a_link_of_a_version_that_nobody_keeps_says_that_it_may_mean_another_passage(
    client: httpx.Client,
) -> None:
    address = "/documents/eo-14110?start=75&end=562"
    warned = "The text has changed since that link was made"
    assert warned in client.get(f"{address}&collection=000000000000").text
    assert warned not in client.get(f"{address}&collection={CORPUS.version}").text


def test_every_footnote_mark_leads_to_its_footnote() -> None:
    for document in CORPUS.documents:
        page = document_page(CORPUS, document.id, Span(0, 0), [])
        marks = set(re.findall(r'href="#(fn-[^"]+)"', page))
        assert marks <= set(re.findall(r'id="(fn-[^"]+)"', page)), document.id
