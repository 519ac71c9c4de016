"""The structure of a document: what stands under which headings, and where."""

import pytest

from corpus.library import Corpus
from corpus.outline import read_outline, section_at, tables
from corpus.settings import PROJECT

CORPUS = Corpus.open(PROJECT / "corpus")


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[slice(*block.span)]) for block in read_outline(text)]


def test_a_block_stands_under_the_path_of_its_headings() -> None:
    text = "# A\n\n## B\n\n### C\n\nDeep.\n\n## D\n\nFlat.\n"
    sections = {text[slice(*b.span)]: b.section for b in read_outline(text)}
    assert sections["Deep."] == ("A", "B", "C")
    assert sections["Flat."] == ("A", "D")


def test_text_before_the_first_heading_stands_under_none() -> None:
    assert read_outline("First.\n\n# A\n")[0].section == ()


def test_an_entry_of_a_nested_list_knows_its_depth() -> None:
    blocks = read_outline("- one\n  - two\n    - three\n- four\n")
    assert [block.level for block in blocks] == [1, 2, 3, 1]


def test_the_span_of_an_entry_leaves_its_mark_out() -> None:
    assert shown("1. first\n2. second\n") == [("item", "first"), ("item", "second")]


def test_a_table_knows_its_section_and_the_paragraph_that_introduces_it() -> None:
    text = "# A\n\nNR is not rated.\n\n## B\n\n| K | V |\n| --- | --- |\n| a | b |\n"
    (table,) = tables(read_outline(text))
    assert table.section == ("A", "B")
    assert table.note is not None
    assert text[slice(*table.note)] == "NR is not rated."


def test_raw_html_stays_text() -> None:
    text = "<script>alert(1)</script>\n\n<b>bold</b> word\n"
    assert shown(text) == [
        ("paragraph", "<script>alert(1)</script>"),
        ("paragraph", "<b>bold</b> word"),
    ]


def test_a_footnote_is_no_paragraph() -> None:
    assert shown("Said.[^1]\n\n[^1]: Basis: primary. Here.\n")[1][0] == "footnote"


def test_a_paragraph_of_several_lines_is_one_block() -> None:
    assert shown("one\ntwo\n\nthree\n") == [("paragraph", "one\ntwo"), ("paragraph", "three")]


def test_section_at_gives_the_headings_at_a_place() -> None:
    text = "Zero.\n\n# A\n\nOne.\n\n## B\n\nTwo.\n"
    outline = read_outline(text)
    found = [section_at(outline, text.index(word)) for word in ("Zero", "One", "Two")]
    assert found == [(), ("A",), ("A", "B")]


@pytest.mark.parametrize("document", CORPUS.documents, ids=lambda document: document.id)
def test_no_word_of_a_document_is_outside_its_blocks(document: object) -> None:
    document_id = getattr(document, "id", "")
    text = CORPUS.text(document_id)
    outside, at = "", 0
    for block in CORPUS.outline(document_id):
        outside += text[at : block.span.start]
        at = max(at, block.span.end)
    assert set(outside + text[at:]) <= set("#-1234. \n")


def test_footnotes_on_lines_next_to_each_other_are_each_one() -> None:
    text = "Said.[^1][^T2]\n\n[^1]: Basis: here.\n[^T2]: Basis: there,\nand elsewhere.\n"
    assert shown(text)[1:] == [
        ("footnote", "[^1]: Basis: here."),
        ("footnote", "[^T2]: Basis: there,\nand elsewhere."),
    ]
