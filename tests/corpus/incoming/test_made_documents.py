"""Twenty made documents come back: their words, tables, headings, lists and notes."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import pytest
from made_documents import PRINTED, WITHOUT_BROWSER
from made_measures import measured
from made_texts import MEMO

from corpus.readings import page_at

if TYPE_CHECKING:
    from made_reading import Read

NAMES = [
    *WITHOUT_BROWSER,
    *(pytest.param(name, marks=pytest.mark.browser) for name in PRINTED),
]
Reads = Callable[[str], "Read"]


def reasons(read: "Read") -> Collection[tuple[int | None, str]]:
    return {(doubt.page, doubt.reason) for doubt in read.reading.doubts}


def test_there_are_twenty_made_documents() -> None:
    assert len({**WITHOUT_BROWSER, **PRINTED}) == 20


@pytest.mark.parametrize("name", NAMES)
def test_at_least_99_of_100_words_come_back_in_order(read_made: Reads, name: str) -> None:
    found = measured(read_made(name).made, read_made(name).reading.text)
    assert found.words >= 0.99, found.amiss
    assert found.extra_words <= 4, found.amiss


@pytest.mark.parametrize("name", NAMES)
def test_at_least_95_of_100_cells_come_back_at_their_place(read_made: Reads, name: str) -> None:
    found = measured(read_made(name).made, read_made(name).reading.text)
    assert found.cells >= 0.95, found.amiss


@pytest.mark.parametrize("name", NAMES)
def test_headings_lists_and_notes_come_back_as_they_were(read_made: Reads, name: str) -> None:
    found = measured(read_made(name).made, read_made(name).reading.text)
    assert (found.heads, found.entries, found.notes) == (True, True, True)


@pytest.mark.parametrize("name", [name for name in WITHOUT_BROWSER if name.endswith(".pdf")])
def test_no_letter_of_a_pdf_is_silently_dropped(read_made: Reads, name: str) -> None:
    assert not [reason for _, reason in reasons(read_made(name)) if "letters" in reason]


def test_a_scanned_page_is_said_to_be_unreadable_with_its_number(read_made: Reads) -> None:
    found = [d for d in read_made("scanned-reportlab.pdf").reading.doubts if "scanned" in d.reason]
    assert [doubt.page for doubt in found] == [2]


def test_a_table_without_rules_is_doubtful(read_made: Reads) -> None:
    found = reasons(read_made("open-tables-typst.pdf"))
    assert (1, "columns of a table told by white space alone") in found


def test_merged_cells_are_doubtful(read_made: Reads) -> None:
    assert (1, "merged cells are filled") in reasons(read_made("tools-reportlab.pdf"))


def test_a_row_that_was_put_together_over_a_page_is_doubtful(read_made: Reads) -> None:
    found = {reason for _, reason in reasons(read_made("register-typst.pdf"))}
    assert "a row over two pages is put together" in found


def test_a_line_in_the_margin_of_a_single_page_is_kept_and_doubtful(read_made: Reads) -> None:
    read = read_made("tools-typst.pdf")
    assert "\nList of tools\n" in f"\n{read.reading.text}"
    assert (1, "a line in the margin is kept as text") in reasons(read)


def test_running_heads_and_page_numbers_are_listed_with_their_pages(read_made: Reads) -> None:
    found = {removed.words: removed for removed in read_made("memo-typst.pdf").reading.removed}
    assert found[MEMO.running_head].pages == (1, 2)
    assert found["Page 2"].why == "page number"


def test_a_repeated_header_of_a_table_is_listed(read_made: Reads) -> None:
    removed = read_made("register-reportlab.pdf").reading.removed
    assert [entry.pages for entry in removed if entry.why == "header of a table again"] == [(2,)]


def test_what_surrounds_a_web_page_is_listed(read_made: Reads) -> None:
    words = " ".join(removed.words for removed in read_made("memo.html").reading.removed)
    assert "Home Rules" in words
    assert "Contact us" in words


@pytest.mark.parametrize("name", ["memo-typst.pdf", "memo-reportlab.pdf", "register-typst.pdf"])
def test_every_place_of_a_text_knows_its_page(read_made: Reads, name: str) -> None:
    reading = read_made(name).reading
    assert page_at(reading.pages, 0) == 1
    assert {page for _, page in reading.pages} == set(range(1, (reading.page_count or 0) + 1))


def test_a_note_stands_on_the_page_that_it_came_from(read_made: Reads) -> None:
    reading = read_made("memo-reportlab.pdf").reading
    assert page_at(reading.pages, reading.text.index("[^1]: ")) == reading.page_count
    assert page_at(reading.pages, reading.text.index("[^1]")) == 1


def test_a_document_without_pages_has_none(read_made: Reads) -> None:
    assert page_at(read_made("memo.docx").reading.pages, 10) is None
