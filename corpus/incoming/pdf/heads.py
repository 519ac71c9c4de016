"""Running heads and feet: what comes again at the edge of page after page, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.incoming.pdf.runs import lines_of, runs_of
from corpus.incoming.pdf.sheets import Line, Sheet
from corpus.incoming.reading import Doubt, Removed, doubt

_EDGE = 0.14
_OUTER = 0.09
_MOST_LINES = 4
_SHARE = 0.4
_PLACE = 4.0
_NUMBER = re.compile(
    r"(?:page\s*)?[-–—|\[(]?\s*(?:1?\d{1,3}|[ivxlc]{1,6}|[A-Z]-\d{1,3})\s*[-–—|\])]?"
    r"(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")

Edge = tuple[Sheet, Line]


def take_heads(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Removed | Doubt]]:
    """The pages without running heads and page numbers, and what was taken away or may be one."""
    alike: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
    for sheet in sheets:
        for top in (True, False):
            for line in _edge(sheet, top=top):
                alike[_form(line), top].append((sheet, line))
    kept: list[Sheet] = []
    found: list[Removed | Doubt] = []
    for sheet in sheets:
        taken: list[Line] = []
        for top in (True, False):
            for line in _edge(sheet, top=top):
                why = _why((sheet, line), alike[_form(line), top], len(sheets))
                if why is None:
                    found += _may_be_head(sheet, line, top=top)
                    break
                taken.append(line)
                found.append(Removed(why=why, words=line.text, pages=(sheet.number,)))
        kept.append(sheet.without(_words_in(sheet, taken)))
    return kept, found


def _edge(sheet: Sheet, *, top: bool) -> list[Line]:
    """The outermost lines of a page, from its edge inwards."""
    zone = sheet.height * _EDGE
    low = sheet.height - zone
    words = [w for w in sheet.words if (w.box.bottom < zone if top else w.box.top > low)]
    lines = lines_of(runs_of(words), sheet.number)
    return (lines if top else lines[::-1])[:_MOST_LINES]


def _form(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower())


def _why(edge: Edge, alike: list[Edge], pages: int) -> str | None:
    if _NUMBER.fullmatch(edge[1].text):
        return "page number"
    again = {other[0].number for other in alike if _is_same(edge, other)}
    return "running head" if len(again) >= max(2, _SHARE * pages) else None


def _is_same(one: Edge, other: Edge) -> bool:
    """Whether two lines stand at one place and say the same, but for a number that counts pages."""
    if abs(one[1].box.top - other[1].box.top) > _PLACE:
        return False
    turned = other[0].number - one[0].number
    numbers = zip(_DIGITS.findall(one[1].text), _DIGITS.findall(other[1].text), strict=True)
    return all(int(b) - int(a) in {0, turned} for a, b in numbers)


def _may_be_head(sheet: Sheet, line: Line, *, top: bool) -> Iterator[Doubt]:
    """A line in the outer margin that stands there once: kept, but to be looked at."""
    at_edge = line.box.bottom if top else sheet.height - line.box.top
    if at_edge < _OUTER * sheet.height:
        yield doubt("a line in the margin is kept as text", line.text, sheet.number)


def _words_in(sheet: Sheet, lines: list[Line]) -> set[int]:
    places = {word.box for line in lines for word in line.words}
    return {id(word) for word in sheet.words if word.box in places}
