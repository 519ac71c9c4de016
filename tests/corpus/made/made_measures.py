"""How much of a made document came back: words, cells, headings, list entries, notes."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from made_model import Head, Listing, Made, Para

from corpus.outline import Block, BlockKind, read_outline, tables
from corpus.sentences import without_marks

_MARK = re.compile(r"\[\^[^\]]+\]")


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1, and lists of what is amiss to look at."""

    words: float
    extra_words: int
    cells: float
    heads: bool
    entries: bool
    notes: bool
    amiss: tuple[str, ...]


def measured(made: Made, text: str) -> Measured:
    outline = read_outline(text)
    words, extra, amiss = _words(made, text, outline)
    cells, wrong = _cells(made, text)
    return Measured(
        words, extra, cells,
        heads=_heads(text, outline) == _expected_heads(made),
        entries=_entries(text, outline) == _expected_entries(made),
        notes=_notes(made, text, outline),
        amiss=(*amiss, *wrong),
    )  # fmt: skip


def _said(text: str, block: Block) -> str:
    return text[slice(*block.span)]


def _words(made: Made, text: str, outline: tuple[Block, ...]) -> tuple[float, int, list[str]]:
    """The share of the words of running text that came back in order."""
    running = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}
    found = " ".join(_said(text, block) for block in outline if block.kind in running).split()
    expected = " ".join(_running(made)).split()
    found = [without_marks(word) for word in found]
    expected = [_MARK.sub("", word) for word in expected]
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    amiss = [
        f"{' '.join(expected[a:b])!r} -> {' '.join(found[c:d])!r}"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    return same / len(expected), len(found) - same, amiss


def _running(made: Made) -> list[str]:
    said: list[str] = []
    for block in made.blocks:
        if isinstance(block, Head | Para):
            said.append(block.text)
        elif isinstance(block, Listing):
            said += [text for _, text in block.entries]
    return said


def _cells(made: Made, text: str) -> tuple[float, list[str]]:
    """The share of cells that came back as they were, at their place."""
    found = [
        [[c.text for c in row.cells] for row in (table.header, *table.rows)]
        for table in tables(read_outline(text))
    ]
    expected = [
        [[_MARK.sub("", cell) for cell in row] for row in grid.expected()] for grid in made.grids
    ]
    total = same = 0
    amiss = []
    for number, grid in enumerate(expected):
        got = found[number] if number < len(found) else []
        for y, row in enumerate(grid):
            for x, cell in enumerate(row):
                there = got[y][x] if y < len(got) and x < len(got[y]) else None
                total += 1
                same += there == cell
                if there != cell:
                    amiss.append(f"table {number + 1} row {y} column {x}: {cell!r} -> {there!r}")
    if len(found) != len(expected):
        amiss.append(f"{len(expected)} tables -> {len(found)}")
    return same / total if total else 1.0, amiss


def _heads(text: str, outline: tuple[Block, ...]) -> list[tuple[int, str]]:
    return [(b.level, _said(text, b)) for b in outline if b.kind is BlockKind.HEADING]


def _expected_heads(made: Made) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in made.blocks if isinstance(block, Head)]


def _entries(text: str, outline: tuple[Block, ...]) -> list[tuple[int, str]]:
    return [(b.level, _said(text, b)) for b in outline if b.kind is BlockKind.ITEM]


def _expected_entries(made: Made) -> list[tuple[int, str]]:
    return [e for block in made.blocks if isinstance(block, Listing) for e in block.entries]


def _notes(made: Made, text: str, outline: tuple[Block, ...]) -> bool:
    """Whether each note came back with its mark, and its mark where it was."""
    found = [_said(text, b) for b in outline if b.kind is BlockKind.FOOTNOTE]
    there = [line for block in found for line in block.split("\n")]
    marks = [*_running(made), *(c.text for g in made.grids for row in g.rows for c in row)]
    behind = [words for said in marks for words in re.findall(r"(\S+\[\^\w+\])", said)]
    notes = {f"[^{mark}]: {note}" for mark, note in made.notes.items()}
    return set(there) == notes and all(text.count(words) == 1 for words in behind)
