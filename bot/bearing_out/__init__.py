"""Does a cited quote bear a written sentence out? Explained check by check in docs/verifier.md.

Each module here is one check with one idea and knows language in general, never a document.
Deterministic; what cannot be borne out is withheld.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.bearing_out.checks import CHECKS, markup_fault
from bot.bearing_out.coverage import coverage_fault
from bot.bearing_out.gridded import grid_fault
from bot.bearing_out.grids import grid_of
from bot.bearing_out.opening import without_opening
from bot.bearing_out.remembering import Remembering
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import folded
from bot.tables.checking.faults import table_fault
from bot.tables.checking.reads import Read
from corpus.sentences import sentences
from corpus.tables import Cell

Encode = Callable[[list[str]], NDArray[np.float32]]


@dataclass(frozen=True)
class Evidence:
    """A cited quote, with the cells it names where it is a table.

    ``source`` tells title, publisher and date of its document. It bears out what a sentence
    attributes to the document in its opening, and nothing else.
    """

    text: str
    cells: tuple[Read, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence holds; else the kind of its fault, and why in one plain line."""

    holds: bool
    kind: str
    why: str


class Verifier:
    """Judges sentences by the quotes that they cite; ``encode`` gives a vector for each text."""

    def __init__(self, encode: Encode) -> None:
        self._encode = Remembering(encode)

    def judge(self, sentence: str, evidence: Sequence[Evidence]) -> Verdict:
        """Whether the quotes together bear the sentence out."""
        if fault := markup_fault(sentence):
            return Verdict(holds=False, kind="markup", why=fault)
        reads = [read for one in evidence for read in one.cells]
        if reads and table_fault(sentence, reads) is None:
            return Verdict(holds=True, kind="", why="it says what the cited cells hold")
        if any(_is_sentence(sentence, one.text) for one in evidence):
            return Verdict(holds=True, kind="", why="it stands word for word in a cited quote")
        case = case_of(sentence, evidence)
        kind, why = next(self._faults(case), ("", "each part of it stands in a cited quote"))
        return Verdict(holds=not kind, kind=kind, why=why)

    def _faults(self, case: Case) -> Iterator[tuple[str, str]]:
        if not case.quotes:
            yield "citation", "it cites nothing"
            return
        grid = grid_of(case.quotes)
        if grid and any(low in case.said.text.lower() for low in map(str.lower, grid.rows)):
            if why := grid_fault(case.said, grid):
                yield "table", why
            return
        for kind, check in CHECKS:
            if why := check(case):
                yield kind, why
        if found := coverage_fault(case, self._encode):
            yield found


def _is_sentence(sentence: str, quote: str) -> bool:
    """Whether a sentence is the quote, or a whole sentence of it, word for word."""
    told = folded(sentence)
    return told == folded(quote) or any(
        told == folded(quote[span.start : span.end]) for span in sentences(quote)
    )


def _resting_on(one: Evidence) -> str:
    """A quote; of a table whose cells are named, only the rows that these stand in.

    It is quoted from its header on, so that it holds rows of which nothing is told.
    """
    rows = {read.row for read in one.cells}
    tables = list({id(read.table): read.table for read in one.cells}.values())
    lines = [
        _line(row.cells)
        for table in tables
        for row in (table.header, *(row for row in table.rows if row.key in rows))
    ]
    return "\n".join(lines) or one.text


def _line(cells: Sequence[Cell]) -> str:
    return f"| {' | '.join(cell.text for cell in cells)} |"


def case_of(sentence: str, evidence: Sequence[Evidence]) -> Case:
    """A sentence with its quotes, the cells of tables told as sentences among them."""
    quotes = [Text.of(text) for one in evidence if (text := _resting_on(one)).strip()]
    sources = [Text.of(one.source) for one in evidence if one.source]
    return Case(without_opening(Text.of(sentence), sources), quotes)
