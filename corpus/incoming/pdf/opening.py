"""The one file that knows pdfplumber: a PDF opened, page after page."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
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
_HYPHEN = re.compile("[\u00ad\u2010\u2011]")
_THIN = 3.0
_CLOSE = 4.0
_ONCE = 0.97
_RULED = {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 4}


@contextmanager
def opened(data: bytes) -> Iterator[tuple[int, Iterator[Sheet]]]:
    """How many pages a PDF has, and the pages, each read when it is asked for."""
    check_streams(data)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count > PAGES:
                raise GuideError(
                    f"the file has {count} pages, expected at most {PAGES}: split it into "
                    "several documents"
                )
            yield count, map(_sheet, pdf.pages)
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise GuideError("the file is encrypted: save it without a password") from None
        raise


def _sheet(whole: Page) -> Sheet:
    page = whole.dedupe_chars(tolerance=1) if _is_struck_twice(whole) else whole
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
        curves=sum(not _is_dot(curve) for curve in page.curves),
        dots=tuple(_box(shape) for shape in shapes if _is_dot(shape)),
        pictures=tuple(_box(image) for image in page.images),
        turned="".join(char["text"] for char in page.chars if not char["upright"]),
        letters=letters(_read(char["text"]) for char in page.chars),
    )
    whole.close()  # or the letters of every page stay in memory
    return sheet


def _is_struck_twice(page: Page) -> bool:
    """Whether bold type is made by printing letters twice."""
    places = {(c["text"], round(c["x0"]), round(c["top"])) for c in page.chars}
    return len(places) < _ONCE * len(page.chars)


def _is_seen(thing: dict[str, Any]) -> bool:
    return thing["object_type"] != "char" or bool(thing["upright"])


def _word(word: dict[str, Any]) -> Word:
    name = str(word["fontname"]).rpartition("+")[2]
    return Word(_read(word["text"]), _box(word), float(word["size"]), bool(_BOLD.search(name)))


def _read(text: object) -> str:
    """A hyphen that is seen is one, whatever kind it is; 127 is a bullet by the PDF standard."""
    return _HYPHEN.sub("-", str(text)).replace("(cid:127)", "•")


def _box(thing: dict[str, Any]) -> Box:
    return Box(*(float(thing[side]) for side in ("x0", "top", "x1", "bottom")))


def _is_dot(shape: dict[str, Any]) -> bool:
    """Whether a shape is a drawn bullet: small, and about as wide as high."""
    width, height = float(shape["width"]), float(shape["height"])
    return 1 < width < 2 * _THIN + 2 and 0.7 < width / max(height, 0.1) < 1.4  # noqa: PLR2004


def _grids(page: Page) -> Iterator[tuple[Box, ...]]:
    settings = _RULED | {"explicit_horizontal_lines": _open_ends(page)}
    for table in page.find_tables(settings):
        cells = [Box(*map(float, cell)) for cell in table.cells if cell is not None]
        yield tuple(cell for cell in cells if cell.width > _THIN and cell.height > _THIN)


def _open_ends(page: Page) -> list[float]:
    """Heights at which columns of a table end without a rule: its row goes on over the page."""
    columns = [edge for edge in page.vertical_edges if edge["height"] > 2 * _THIN]
    ends = sorted(float(edge[side]) for edge in columns for side in ("top", "bottom"))
    # The end of a drawn line is as wide as the line: no rule.
    rules = [edge for edge in page.horizontal_edges if edge["width"] > 2 * _THIN]
    ruled = [float(edge["top"]) for edge in rules]
    return [
        end
        for before, end in pairwise(ends)
        if end - before < 1 and not any(abs(end - rule) < _CLOSE for rule in ruled)
    ]
