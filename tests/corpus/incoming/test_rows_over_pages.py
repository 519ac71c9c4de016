"""A row of a ruled table that runs over a page is one row, also where its name is broken off."""

import io

from reportlab.pdfgen.canvas import Canvas

from corpus.incoming.markdown import to_markdown
from corpus.incoming.pdf.reader import read_pdf

_EDGES = (72, 190, 520)
_LINE = 14
Cells = tuple[str, str]
FIRST = (
    ("Duty", "What it asks for"),
    ("Care of lamps", "Trims the wicks of all lamps of the tower before the evening."),
    ("Watching of", "Writes down which boats leave the harbor, when they are to"),
)
SECOND = (
    ("boats", "be back, and who is on board."),
    ("Care of ropes", "Looks over the ropes of the landing every week."),
)


def printed(pages: tuple[tuple[Cells, ...], ...], *, closed: bool) -> bytes:
    """A table over pages; of its last row on a page the lower rule is drawn only if ``closed``."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(612, 792))
    for rows in pages:
        top = 792 - 72
        for number, row in enumerate(rows):
            canvas.setFont("Helvetica", 9)
            canvas.line(_EDGES[0], top, _EDGES[-1], top)
            for edge in _EDGES:
                canvas.line(edge, top, edge, top - _LINE)
            for edge, words in zip(_EDGES, row, strict=False):
                canvas.drawString(edge + 3, top - 10, words)
            top -= _LINE
            if number == len(rows) - 1 and (closed or rows is pages[-1]):
                canvas.line(_EDGES[0], top, _EDGES[-1], top)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def names(*, closed: bool, pages: tuple[tuple[Cells, ...], ...] = (FIRST, SECOND)) -> list[str]:
    """The names of the rows that are read of a table over pages."""
    understood = read_pdf(printed(pages, closed=closed), lambda _done, _all: None)
    lines = to_markdown(understood.pieces)[0].splitlines()
    return [line.split("|")[1].strip() for line in lines if line.startswith("|")][2:]


def test_a_row_without_a_rule_below_takes_in_the_rest_of_its_name_from_the_next_page() -> None:
    assert names(closed=False) == ["Care of lamps", "Watching of boats", "Care of ropes"]


def test_a_row_with_a_rule_below_is_whole() -> None:
    assert names(closed=True) == ["Care of lamps", "Watching of", "boats", "Care of ropes"]


def test_a_new_row_on_the_next_page_stays_a_row_where_the_rule_is_missing() -> None:
    pages = (FIRST[:2], (("Care of boats", "Looks after boats."), *SECOND[1:]))
    assert names(closed=False, pages=pages) == ["Care of lamps", "Care of boats", "Care of ropes"]
