"""What is read of a web page, of Word files and of plain text."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml

from corpus.incoming.docx.reader import read_docx
from corpus.incoming.html.reader import read_html
from corpus.incoming.markdown import to_markdown
from corpus.incoming.plain import read_plain
from corpus.outline import BlockKind, read_outline

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def markdown(html: str) -> str:
    return to_markdown(read_html(f"<html><body>{html}</body></html>").pieces)[0]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>A</h2>b<p>c <b>d</b> e", "## A\n\nb\n\nc d e\n"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b\n"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n  1. b\n- c\n"),
        ("<ul><li><p>a<p>b</ul>", "- a\n\n  b\n"),
        ("<p>a<br>b", "a b\n"),
        ("<p># a", "\\# a\n"),
        ("<p>1. a", "1\\. a\n"),
        ("<p>a<sup>th</sup>", "ath\n"),
        ("<table><tr><td>a|b<td>c<tr><td>d<td>", "| a\\|b | c |\n| --- | --- |\n| d |  |\n"),
        ("<table role=presentation><tr><td>a<td>b</table>", "a\n\nb\n"),
        ("<p>a<!-- b --><script>c</script>", "a\n"),
    ],
)
def test_an_element_becomes_the_markdown_that_says_the_same(html: str, text: str) -> None:
    assert markdown(html) == text


def test_a_note_stands_behind_the_section_with_its_mark() -> None:
    text = markdown(
        '<h2>A</h2><p>said<a href="#n1" role="doc-noteref">1</a></p><h2>B</h2><p>more</p>'
        '<ol><li id="n1">the note <a href="#r1">↩</a></li></ol>'
    )
    assert text == "## A\n\nsaid[^1]\n\n[^1]: the note\n\n## B\n\nmore\n"


def test_a_raised_mark_without_a_note_stays_a_word_and_is_doubtful() -> None:
    understood = read_html("<p>area in m<sup>2</sup></p>")
    assert to_markdown(understood.pieces)[0] == "area in m2\n"
    assert [doubt.reason for doubt in understood.doubts] == ["the raised mark 2 has no note"]


def test_what_is_hidden_on_a_page_is_left_out_and_listed() -> None:
    understood = read_html('<p>seen</p><p style="display: none">unseen</p>')
    assert to_markdown(understood.pieces)[0] == "seen\n"
    assert [(r.why, r.words) for r in understood.removed] == [("hidden on the page", "unseen")]


def test_a_picture_and_struck_out_text_are_doubtful() -> None:
    doubts = read_html('<p>a <del>b</del><img src="x.png" alt="a chart"></p>').doubts
    assert [doubt.words for doubt in doubts] == ["b", "a chart"]


def test_a_page_can_bring_no_markup_into_a_document() -> None:
    text = markdown("<p>&lt;script&gt;go()&lt;/script&gt;</p>")
    assert [block.kind for block in read_outline(text)] == [BlockKind.PARAGRAPH]


def test_deleted_text_of_a_word_file_is_listed_and_inserted_text_is_doubtful() -> None:
    document = Document()
    paragraph = document.add_paragraph("kept ")
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    for tag, inner in (("del", run.format("delText", "gone")), ("ins", run.format("t", "new"))):
        change = f'<w:{tag} {W} w:id="1" w:author="a">{inner}</w:{tag}>'
        paragraph.paragraph_format.element.append(parse_xml(change))
    out = io.BytesIO()
    document.save(out)
    understood = read_docx(out.getvalue())
    assert to_markdown(understood.pieces)[0] == "kept new\n"
    assert [removed.words for removed in understood.removed] == ["gone"]
    assert [doubt.words for doubt in understood.doubts] == ["new"]


def test_plain_text_keeps_its_lists_tables_and_underlined_headings() -> None:
    pieces = read_plain("Rules\n=====\n\nOne line\nand the next.\n\n- a\n  b\n- c\n\nk\tv\nx\ty\n")
    assert to_markdown(pieces.pieces)[0] == (
        "# Rules\n\nOne line and the next.\n\n- a b\n- c\n\n| k | v |\n| --- | --- |\n| x | y |\n"
    )
    assert [doubt.reason for doubt in pieces.doubts] == ["a table told by its tabs alone"]


def test_a_form_feed_in_plain_text_begins_a_page() -> None:
    assert to_markdown(read_plain("one\n\ftwo\n").pieces)[1] == ((0, 1), (5, 2))
