"""The one file that knows pdfplumber: a PDF opened, page after page."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import GuideError
from corpus.incoming.accounting import letters
from corpus.incoming.limits import PAGES
from corpus.incoming.pdf.sheets import Box, Sheet, Word
from corpus.incoming.pdf.streams import check_streams

_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!l)", re.IGNORECASE)
_THIN = 3.0
_RULED = {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 4}


@contextmanager
def opened(data: bytes, name: str) -> Iterator[tuple[int, Iterator[Sheet]]]:
    """How many pages a PDF has, and the pages, each read when it is asked for."""
    check_streams(data, name)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count > PAGES:
                raise GuideError(
                    f"{name} has {count} pages, expected at most {PAGES}: split it into "
                    "several documents"
                )
            yield count, map(_sheet, pdf.pages)
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise GuideError(f"{name} is encrypted: save it without a password") from None
        raise


def _sheet(whole: Page) -> Sheet:
    page = whole.dedupe_chars(tolerance=1)
    upright = page.filter(_is_seen)
    found = upright.extract_words(
        x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"], expand_ligatures=True
    )
    shapes = [*page.curves, *page.rects]
    sheet = Sheet(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        words=tuple(_word(word) for word in found),
        grids=tuple(_grids(upright)),
        rules=tuple(_box(edge) for edge in page.horizontal_edges),
        dots=tuple(_box(shape) for shape in shapes if _is_dot(shape)),
        pictures=tuple(_box(image) for image in page.images),
        turned="".join(char["text"] for char in page.chars if not char["upright"]),
        letters=letters(char["text"] for char in page.chars),
    )
    whole.close()  # or the letters of every page stay in memory
    return sheet


def _is_seen(thing: dict[str, Any]) -> bool:
    return thing["object_type"] != "char" or bool(thing["upright"])


def _word(word: dict[str, Any]) -> Word:
    name = str(word["fontname"]).rpartition("+")[2]
    return Word(str(word["text"]), _box(word), float(word["size"]), bool(_BOLD.search(name)))


def _box(thing: dict[str, Any]) -> Box:
    return Box(*(float(thing[side]) for side in ("x0", "top", "x1", "bottom")))


def _is_dot(shape: dict[str, Any]) -> bool:
    """Whether a shape is a drawn bullet: small, and about as wide as high."""
    width, height = float(shape["width"]), float(shape["height"])
    return 1 < width < 2 * _THIN + 2 and 0.7 < width / max(height, 0.1) < 1.4  # noqa: PLR2004


def _grids(page: Page) -> Iterator[tuple[Box, ...]]:
    for table in page.find_tables(_RULED):
        cells = [Box(*map(float, cell)) for cell in table.cells if cell is not None]
        yield tuple(cell for cell in cells if cell.width > _THIN and cell.height > _THIN)
