"""Words that stand side by side without a wide gap, and the lines that such runs make."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.incoming.pdf.sheets import Box, Line, Word, line_of

_GAP = 1.0
_OVERLAP = 0.5


@dataclass(slots=True)
class Run:
    """Words of one line with no gap wider than a letter is high."""

    words: list[Word]
    box: Box

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


def runs_of(words: Iterable[Word]) -> list[Run]:
    """All runs of a page, from top to bottom."""
    runs: list[Run] = []
    for word in sorted(words, key=lambda word: (word.box.x0, word.box.top)):
        beside = [run for run in runs if _goes_on(run, word)]
        if beside:
            run = max(beside, key=lambda run: (_overlap(run.words[-1].box, word.box), run.box.x1))
            run.words.append(word)
            run.box = run.box.around(word.box)
        else:
            runs.append(Run([word], word.box))
    return sorted(runs, key=lambda run: (run.box.top, run.box.x0))


def lines_of(runs: Iterable[Run], page: int) -> list[Line]:
    """The lines of one column: what stands at the same height is one line."""
    return [line_of([w for run in rows for w in run.words], page) for rows in rows_of(runs)]


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs by the line they stand on, each line from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.box.top + run.box.bottom):
        beside = rows[-1] if rows and _same_row(rows[-1], run) else None
        if beside is None:
            rows.append([run])
        else:
            beside.append(run)
    return [sorted(row, key=lambda run: run.box.x0) for row in rows]


def _same_row(row: list[Run], run: Run) -> bool:
    return any(_overlap(other.box, run.box) >= _OVERLAP for other in row)


def _goes_on(run: Run, word: Word) -> bool:
    last = run.words[-1]
    gap = word.box.x0 - run.box.x1
    size = max(last.size, word.size)
    return -0.5 * size < gap < _GAP * size and _overlap(run.box, word.box) >= _OVERLAP


def _overlap(one: Box, other: Box) -> float:
    """How much of the lower of two boxes lies at the height of the other, from 0 to 1."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(min(one.height, other.height), 0.1)
