"""Made documents as Word files, with real lists, footnotes and running heads."""

import io
import re
from html import escape

from docx import Document
from docx.document import Document as Written
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph
from made_model import Grid, Head, Listing, Made, Para, Scan

_MARK = re.compile(r"\[\^(\w+)\]")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def docx_bytes(made: Made) -> bytes:
    """The document as a Word file."""
    written = Document()
    written.sections[0].header.paragraphs[0].text = made.running_head
    for block in made.blocks:
        _add(written, block)
    if made.notes:
        _add_notes(written, made.notes)
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _add(written: Written, block: Head | Para | Listing | Grid | Scan) -> None:
    if isinstance(block, Head):
        written.add_heading(block.text, block.level)
    elif isinstance(block, Para):
        _put(written.add_paragraph(), block.text)
    elif isinstance(block, Listing):
        for depth, text in block.entries:
            kind = "List Number" if block.numbered and depth == 1 else "List Bullet"
            written.add_paragraph(text, f"{kind} {depth}" if depth > 1 else kind)
    elif isinstance(block, Grid):
        _add_table(written, block)


def _put(paragraph: Paragraph, text: str) -> None:
    for at, part in enumerate(_MARK.split(text)):
        run = paragraph.add_run("" if at % 2 else part)
        if at % 2:
            run.element.append(parse_xml(f'<w:footnoteReference {_W} w:id="{int(part) + 1}"/>'))


def _add_table(written: Written, grid: Grid) -> None:
    table = written.add_table(len(grid.rows), grid.width, "Table Grid")
    for row, column, cell in grid.placed():
        first = table.cell(row, column)
        whole = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
        _put(whole.paragraphs[0], cell.text)
    for row in table.rows[: grid.headers]:
        row._tr.get_or_add_trPr().append(  # noqa: SLF001  there is no other way to it
            parse_xml(f"<w:tblHeader {_W}/>")
        )


def _add_notes(written: Written, notes: dict[str, str]) -> None:
    said = "".join(
        f'<w:footnote w:id="{int(mark) + 1}"><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
        "</w:footnote>"
        for mark, text in notes.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {_W}>{said}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _NOTES, xml.encode(), written.part.package)
    written.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
