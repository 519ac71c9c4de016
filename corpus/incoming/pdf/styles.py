"""Sizes and weights of a whole document: what is running text, what a heading, of which level."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.incoming.pdf.sheets import Line

_LARGER = 1.07
_SMALLER = 0.93
_LONGEST = 220

Style = tuple[float, bool, bool]


@dataclass(frozen=True, slots=True)
class Styles:
    """``body`` is the size of running text, ``pitch`` the distance of its lines in sizes."""

    body: float
    pitch: float
    levels: dict[Style, int]

    def heading(self, line: Line) -> int:
        """The level of the heading that a line belongs to, 0 for other lines."""
        return self.levels.get(_style(line), 0) if _may_head(line, self.body) else 0

    def is_small(self, line: Line) -> bool:
        """Whether a line is set like a note."""
        return line.size < _SMALLER * self.body


def styles_of(columns: Sequence[Sequence[Line]]) -> Styles:
    """The styles of a document, told from the lines of all its columns."""
    lines = [line for column in columns for line in column]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    heads = {_style(line) for line in lines if _may_head(line, body)}
    ranked = sorted(heads, key=lambda style: (-style[0], not style[2], not style[1]))
    levels = {style: min(at, 6) for at, style in enumerate(ranked, 1)}
    return Styles(body, _pitch(columns, body), levels)


def _pitch(columns: Sequence[Sequence[Line]], body: float) -> float:
    """The most usual distance from line to line, in sizes of the text."""
    counted: Counter[float] = Counter()
    for column in columns:
        for before, line in itertools.pairwise(column):
            if before.page == line.page and before.size == line.size == body:
                counted[round((line.box.bottom - before.box.bottom) / body, 1)] += 1
    usual = [pitch for pitch in counted if 0.9 <= pitch <= 2.5]  # noqa: PLR2004  set solid to double
    return max(usual, key=lambda pitch: (counted[pitch], -pitch)) if usual else 1.25


def _style(line: Line) -> Style:
    """Size to half a point, weight, capitals."""
    return round(line.size * 2) / 2, line.bold, _is_capitals(line)


def _may_head(line: Line, body: float) -> bool:
    text = line.text
    if len(text) > _LONGEST or "...." in text.replace(" ", "") or not _has_letters(text):
        return False
    if line.size > _LARGER * body:
        return True
    set_apart = line.bold or (_is_capitals(line) and line.size >= _SMALLER * body)
    return set_apart and not text.endswith((".", ",", ";"))


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _is_capitals(line: Line) -> bool:
    letters = [char for char in line.text if char.isalpha()]
    return len(letters) > 3 and line.text.isupper()  # noqa: PLR2004  no mere abbreviation
