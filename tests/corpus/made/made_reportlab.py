"""Made documents set by ReportLab: ragged right, notes at the end of the document."""

import io
import re
from html import escape
from typing import Any

from made_model import Grid, Head, Listing, Made, Para, Scan
from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus import Image as Picture

_MARK = re.compile(r"\[\^(\w+)\]")
_STYLES = getSampleStyleSheet()
_BODY = ParagraphStyle(
    "made", parent=_STYLES["BodyText"], fontName="Times-Roman", fontSize=11, leading=14
)
_NOTE = ParagraphStyle("note", parent=_BODY, fontSize=8.5, leading=11)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=9, leading=11)


def reportlab_pdf(made: Made) -> bytes:
    """The document as a PDF."""
    out = io.BytesIO()
    template = BaseDocTemplate(out, pagesize=letter, title="made", invariant=1)
    template.addPageTemplates(PageTemplate("page", _frames(made.columns), onPage=_edges(made)))
    flow = [part for block in made.blocks for part in _flow(block)]
    flow += [Spacer(1, 12)] if made.notes else []
    flow += [Paragraph(f"<super>{m}</super> {escape(t)}", _NOTE) for m, t in made.notes.items()]
    template.build(flow)
    return out.getvalue()


def _frames(columns: int) -> list[Frame]:
    width = (letter[0] - 2 * inch - (columns - 1) * 18) / columns
    return [
        Frame(inch + at * (width + 18), inch, width, letter[1] - 2 * inch, 0, 0, 0, 0)
        for at in range(columns)
    ]


def _edges(made: Made) -> Any:  # noqa: ANN401  a callback that the library types loosely
    def draw(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(letter[0] / 2, letter[1] - 0.6 * inch, made.running_head)
        canvas.drawCentredString(letter[0] / 2, 0.6 * inch, f"- {template.page} -")

    return draw


def _flow(block: Head | Para | Listing | Grid | Scan) -> list[Flowable]:
    if isinstance(block, Head):
        return [Paragraph(escape(block.text), _STYLES[f"Heading{block.level}"])]
    if isinstance(block, Para):
        return [Paragraph(_text(block.text), _BODY)]
    if isinstance(block, Listing):
        return [_listing(list(block.entries), numbered=block.numbered), Spacer(1, 6)]
    return [_table(block), Spacer(1, 8)] if isinstance(block, Grid) else _scan()


def _text(text: str) -> str:
    return _MARK.sub(r"<super size='7'>\1</super>", escape(text, quote=False))


def _listing(entries: list[tuple[int, str]], *, numbered: bool) -> ListFlowable:
    depth = entries[0][0]
    items: list[ListItem] = []
    while entries:
        level, text = entries.pop(0)
        content: list[Flowable] = [Paragraph(escape(text), _BODY)]
        inner = []
        while entries and entries[0][0] > level:
            inner.append(entries.pop(0))
        content += [_listing(inner, numbered=False)] if inner else []
        items.append(ListItem(content))
    if numbered:
        return ListFlowable(items, bulletType="1", bulletFormat="%s.", leftIndent=20)
    return ListFlowable(items, bulletType="bullet", start="•" if depth == 1 else "–", leftIndent=16)


def _table(grid: Grid) -> Table:
    cells: list[list[Any]] = [[""] * grid.width for _ in grid.rows]
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if grid.ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    for row, column, cell in grid.placed():
        cells[row][column] = Paragraph(_text(cell.text), _CELL)
        last = (column + cell.columns - 1, row + cell.rows - 1)
        style.append(("SPAN", (column, row), last))
    widths = [letter[0] * 0.75 / grid.width] * grid.width
    if grid.width > 5:
        widths = [90.0, *[42.0] * (grid.width - 2), 200.0]
    return Table(cells, colWidths=widths, repeatRows=grid.headers, style=style)


def _scan() -> list[Flowable]:
    picture = Image.new("L", (1200, 1500), 245)
    draw = ImageDraw.Draw(picture)
    for line in range(30):
        draw.text(
            (100, 100 + 40 * line), "These words are a picture of words and cannot be read.", 20
        )
    out = io.BytesIO()
    picture.save(out, "JPEG")
    out.seek(0)
    return [PageBreak(), Picture(out, width=6.4 * inch, height=8 * inch), PageBreak()]
