"""Tables without rules whose columns nearly touch are read cell by cell, and text is left."""

from corpus.incoming.pdf.aligned import split_aligned
from corpus.incoming.pdf.grids import Grid
from corpus.incoming.pdf.runs import runs_of
from corpus.incoming.pdf.sheets import Box, Word

_WIDE, _HIGH = 5.0, 10.0
TABLE = """
Skills by Grade of the Person
Skill                   G-11 G-12 G-13
Rowing                   NR   X    X
Mending of fishing nets  NR   X    NR
Mending of fishing rods NR    X    NR
Sailing                  X    X    X
Care of lamps            NR   NR   X
"""
TEXT = """
The keepers of the lamps met on
three days in June and spoke of
oil that had been bought by the
office of the river and of ropes
"""


def words(text: str) -> list[Word]:
    """The words of lines, each letter as wide as every other."""
    found = []
    for number, line in enumerate(text.strip("\n").split("\n")):
        at = 0
        for word in line.split():
            at = line.index(word, at)
            top = number * 1.5 * _HIGH
            box = Box(at * _WIDE, top, (at + len(word)) * _WIDE, top + _HIGH)
            found.append(Word(word, box, _HIGH, bold=False))
            at += len(word)
    return found


def cells(grid: Grid) -> list[list[str]]:
    rows: dict[float, list[str]] = {}
    for box, inside in grid.cells:
        rows.setdefault(box.top, []).append(" ".join(word.text for word in inside))
    return list(rows.values())


def test_columns_that_nearly_touch_are_told_by_the_rows_around() -> None:
    heading, grid = split_aligned(runs_of(words(TABLE)), 1)
    assert isinstance(grid, Grid)
    assert cells(grid) == [
        ["Skill", "G-11", "G-12", "G-13"],
        ["Rowing", "NR", "X", "X"],
        ["Mending of fishing nets", "NR", "X", "NR"],
        ["Mending of fishing rods", "NR", "X", "NR"],
        ["Sailing", "X", "X", "X"],
        ["Care of lamps", "NR", "NR", "X"],
    ]
    assert isinstance(heading, list)


def test_running_text_is_no_table() -> None:
    parts = split_aligned(runs_of(words(TEXT)), 1)
    assert not any(isinstance(part, Grid) for part in parts)
