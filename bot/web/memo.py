"""A citation fit for a memo: who, what, when, where, in which words, and whether it holds."""

import re
from datetime import date

from corpus.document import Document, Source, Standing
from corpus.library import Corpus
from corpus.outline import section_at, tables
from corpus.sentences import Span, without_marks

_QUOTED = 240
_LIST_MARK = re.compile(r"^\s*(?:[-*+>#]+|\d+[.)])\s+", re.MULTILINE)

# Tables: the line under the header, and what stands between cells and between rows.
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|\s*$", re.MULTILINE)
_BETWEEN = re.compile(r"(?:\s*(?<!\\)\|\s*)+")


def day(when: date) -> str:
    """A date as a memo writes it."""
    return when.strftime("%-d %B %Y")


def memo_citation(corpus: Corpus, document_id: str, passage: Span, cells: list[Span]) -> str:
    """One paragraph of plain text on a passage; its cells stand for a table that was read."""
    document = corpus.document(document_id)
    section = section_at(corpus.outline(document_id), passage.start)
    said = read_cells(corpus, document_id, cells) or quoted(
        corpus.text(document_id)[passage.start : passage.end]
    )
    parts = [
        _work(document),
        f"Section: {' > '.join(section)}." if section else "",
        pages_sentence(corpus, document_id, passage),
        f"Our notes say: {said}" if document.source is Source.NOTES else said,
        standing_sentence(document),
        f"{document.url}." if document.url else "",
        f"Read in the Responsible AI Guide, {collection(corpus)}.",
    ]
    return " ".join(part for part in parts if part)


def page_range(corpus: Corpus, document_id: str, passage: Span) -> str:
    """The pages of the file that a passage was read from: "3" or "3–4"; empty without pages."""
    first = corpus.page(document_id, passage.start)
    last = corpus.page(document_id, max(passage.start, passage.end - 1))
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def pages_sentence(corpus: Corpus, document_id: str, passage: Span) -> str:
    """On which pages of the file a passage stands, as a memo says it."""
    pages = page_range(corpus, document_id, passage)
    many = "–" in pages
    return f"Page{'s' if many else ''} {pages} of the file." if pages else ""


def collection(corpus: Corpus) -> str:
    """Which documents were read, so that it can be read again."""
    known = day(corpus.knowledge_date)
    return f"collection {corpus.version}, checked against public pages up to {known}"


def standing_sentence(document: Document) -> str:
    """Whether a document holds, with date and cause where it does not."""
    said = f"Standing: {document.standing.phrase}"
    if document.standing is Standing.IN_FORCE or document.since is None:
        return f"{said}, as far as known."
    return f"{said} (since {day(document.since)}, by {document.by}: {document.why})."


def quoted(text: str) -> str:
    """Words of a passage in quotation marks, without marks of lists and notes, cut at a word."""
    rows = _BETWEEN.sub("; ", _RULE.sub("", without_marks(text)))
    words = " ".join(_LIST_MARK.sub("", rows).split()).strip("; ").replace("\\|", "|")
    if len(words) > _QUOTED:
        words = words[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"“{words}”"


def read_cells(corpus: Corpus, document_id: str, cells: list[Span]) -> str:
    """Cells of a table by row and column: “Teamwork, Future Importance: 17”."""
    wanted = set(cells)
    found = [
        f"{row.key}, {column}: {cell.text}"
        for table in tables(corpus.outline(document_id))
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=False)
        if cell.span in wanted
    ]
    return f"“{'; '.join(found)}”" if found else ""


def _work(document: Document) -> str:
    """Author or publisher, title and date; notes are never taken for the publisher's text."""
    dated = f", {day(document.published_on)}" if document.published_on else ""
    if document.source is Source.NOTES:
        return (
            f"Responsible AI Guide, “{document.cited_title}” (notes in the guide's own words, not "
            f"the publisher's text). Source: {document.publisher}{dated}."
        )
    author = f", {document.author}" if document.author else ""
    return f"{document.publisher}{author}, “{document.cited_title}”{dated}."
