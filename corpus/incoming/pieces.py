"""What every reader makes of a file: pieces in reading order, one for each block of text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.outline import BlockKind

# Where a page begins inside a text, until the Markdown is written: \f12\f.
_PAGE = re.compile(r"\f(\d+)\f")
_SPACE = re.compile(r"[ \t\n\r\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Zero-width characters and marks of direction say nothing to a reader and break a quotation.
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_LIGATURES = str.maketrans(LIGATURES)

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One block.

    ``level`` is a heading's level or a list entry's depth, from 1; a paragraph with a level goes on
    inside the list entry of that depth. ``mark`` is a list entry's (``-`` or ``3.``) or a
    footnote's. ``rows`` are a table's, the header first. ``page`` counts from 1; 0 where a file
    has no pages. ``guessed`` says that a footnote only looks like one: it is a paragraph unless
    a mark points to it.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    mark: str = ""
    rows: Rows = ()
    page: int = 0
    guessed: bool = False


def clean(text: str) -> str:
    """The text with ligatures resolved, unseen characters left out and white space made single."""
    text = _UNSEEN.sub("", text.translate(_LIGATURES).replace("\u00ad", ""))
    return _SPACE.sub(" ", text).strip(" ")  # a form feed marks a page and stays


def page_mark(page: int) -> str:
    """What stands in a text where ``page`` begins."""
    return f"\f{page}\f"


def without_page_marks(text: str) -> str:
    return _PAGE.sub("", text)


def take_pages(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its page marks, and ``(offset, page)`` for each place where a page begins."""
    parts: list[str] = []
    pages: list[tuple[int, int]] = []
    length = at = 0
    for mark in _PAGE.finditer(text):
        parts.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        pages.append((length, int(mark.group(1))))
    return "".join([*parts, text[at:]]), tuple(_changes(pages))


def _changes(pages: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Only places where another page begins, the last one at each place."""
    at_place = dict(pages)
    known = 0
    for place, page in at_place.items():
        if page != known:
            yield place, page
            known = page
