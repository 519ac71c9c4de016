"""A page of a PDF as we see it: words, ruled cells and pictures with their places.

Places are points from the upper left corner of the page.
"""

import itertools
from collections import Counter
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: "Box") -> bool:
        """Whether the middle of the other lies inside."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def around(self, other: "Box") -> "Box":
        return Box(
            min(self.x0, other.x0), min(self.top, other.top),
            max(self.x1, other.x1), max(self.bottom, other.bottom),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word without white space; ``glued`` to the one before where no space stands between."""

    text: str
    box: Box
    size: float
    bold: bool
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of a column, from left to right."""

    words: tuple[Word, ...]
    box: Box
    size: float
    page: int
    bold: bool

    @property
    def text(self) -> str:
        return "".join(("" if w.glued else " ") + w.text for w in self.words).strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. ``grids`` are ruled tables as lists of cells; ``dots`` are drawn bullets."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    grids: tuple[tuple[Box, ...], ...] = ()
    rules: tuple[Box, ...] = ()
    dots: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    curves: int = 0
    turned: str = ""
    letters: Counter[str] | None = None

    def without(self, words: set[int]) -> "Sheet":
        """The page without the words of these ids."""
        return replace(self, words=tuple(word for word in self.words if id(word) not in words))


def line_of(words: list[Word], page: int) -> Line:
    """A line of these words; its size is that of most of its letters."""
    words = sorted(words, key=lambda word: word.box.x0)
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    size = sizes.most_common(1)[0][0]
    box = words[0].box
    for word in words[1:]:
        box = box.around(word.box)
    lettered = [w for w in words if any(c.isalnum() for c in w.text) and w.size > 0.8 * size]
    bold = bool(lettered) and all(word.bold for word in lettered)
    told = [words[0], *(_told(a, b, size) for a, b in itertools.pairwise(words))]
    return Line(tuple(told), box, size, page, bold)


def _told(before: Word, word: Word, size: float) -> Word:
    return replace(word, glued=word.box.x0 - before.box.x1 < 0.1 * size)
