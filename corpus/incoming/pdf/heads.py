"""Running heads and feet: what comes again at the edge of page after page, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.incoming.pdf.runs import lines_of, runs_of
from corpus.incoming.pdf.sheets import Line, Sheet
from corpus.incoming.reading import Removed

_EDGE = 0.14
_MOST_LINES = 4
_SHARE = 0.4
_PLACE = 4.0
_NUMBER = re.compile(
    r"(?:page\s*)?[-–—|\[(]?\s*(?:\d{1,4}|[ivxlc]{1,6}|[A-Z]-\d{1,3})\s*[-–—|\])]?"
    r"(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)


def take_heads(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Removed]]:
    """The pages without running heads and page numbers, and what was taken away."""
    edges = [[*_edge(sheet, top=True), *_edge(sheet, top=False)] for sheet in sheets]
    places: dict[tuple[str, bool], list[tuple[int, float]]] = defaultdict(list)
    for sheet, lines in zip(sheets, edges, strict=True):
        for line in lines:
            places[_key(line, sheet)].append((sheet.number, line.box.top))
    kept, removed = [], []
    for sheet in sheets:
        taken: list[Line] = []
        for top in (True, False):
            for line in _edge(sheet, top=top):
                why = _why(line, sheet, places, len(sheets))
                if why is None:
                    break
                taken.append(line)
                removed.append(Removed(why=why, words=line.text, pages=(sheet.number,)))
        kept.append(sheet.without(_words_in(sheet, taken)))
    return kept, removed


def _edge(sheet: Sheet, *, top: bool) -> Iterator[Line]:
    """The outermost lines of a page, from its edge inwards."""
    zone = sheet.height * _EDGE
    words = [
        w for w in sheet.words if (w.box.bottom < zone if top else w.box.top > sheet.height - zone)
    ]
    lines = lines_of(runs_of(words), sheet.number)
    yield from (
        (lines if top else reversed(lines))
        if len(lines) <= _MOST_LINES
        else (lines[:_MOST_LINES] if top else lines[: -_MOST_LINES - 1 : -1])
    )


def _key(line: Line, sheet: Sheet) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", line.text.lower()), line.box.top < sheet.height / 2


def _why(
    line: Line,
    sheet: Sheet,
    places: dict[tuple[str, bool], list[tuple[int, float]]],
    pages: int,
) -> str | None:
    if _NUMBER.fullmatch(line.text):
        return "page number"
    again = [
        number
        for number, top in places[_key(line, sheet)]
        if abs(top - line.box.top) <= _PLACE and number != sheet.number
    ]
    return "running head" if len(again) + 1 >= max(2, _SHARE * pages) else None


def _words_in(sheet: Sheet, lines: list[Line]) -> set[int]:
    places = {word.box for line in lines for word in line.words}
    return {id(word) for word in sheet.words if word.box in places}
