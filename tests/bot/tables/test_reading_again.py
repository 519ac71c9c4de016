"""The verifier finds what a sentence says wrongly of a table, however it was made."""

import pytest

from bot.tables.checking.faults import Read, table_fault
from corpus.outline import read_outline, tables
from corpus.tables import Table

_TEXT = """# Lamps

| Lamp | North | South | Watts |
| --- | --- | --- | --- |
| Beacon | X | NR | 40 |
| Beacon Large | X | X | 75 |
| Lantern | NR | X | 15 |
"""
TABLE: Table = tables(read_outline(_TEXT))[0]


def reads(*columns: str, rows: tuple[str, ...] = ()) -> list[Read]:
    """The cells of these columns, of all rows or some."""
    return [
        Read(TABLE, row.key, column, row.cells[TABLE.columns.index(column)].text)
        for row in TABLE.rows
        for column in columns
        if not rows or row.key in rows
    ]


NORTH = ("Beacon", "Beacon Large")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Beacon: North is X.", reads("North", rows=("Beacon",))),
        ("In the table \u201cLamps\u201d, 2 are X at North: Beacon and Beacon Large.",
         reads("North", rows=NORTH)),
        ("In the table \u201cLamps\u201d, 1 is X at North alone: Beacon.",
         reads("North", "South", rows=("Beacon",))),
        (("In the table \u201cLamps\u201d, 2 have more than 30 as Watts: "
         "Beacon (40) and Beacon Large (75)."), reads("Watts", rows=NORTH)),
        ("The highest by Watts: Beacon Large (75).", reads("Watts", rows=("Beacon Large",))),
    ],
)  # fmt: skip
def test_a_true_sentence_passes(text: str, cells: list[Read]) -> None:
    assert table_fault(text, cells) is None


@pytest.mark.parametrize(
    ("text", "cells", "fault"),
    [
        ("Beacon: North is NR.", reads("North", rows=("Beacon",)), "holds 'X', not 'NR'"),
        ("Beacon: North is always X.", reads("North", rows=("Beacon",)), "no place in it"),
        ("Lantern: North is NR.", reads("North", rows=("Beacon",)), "in none of its cells"),
        ("In the table \u201cLamps\u201d, 1 is X at North: Beacon.",
         reads("North", rows=("Beacon",)), "the table has 2 such rows, not 1"),
        ("In the table \u201cLamps\u201d, 2 are X at North: Beacon and Lantern.",
         reads("North", rows=("Beacon", "Lantern")), "'Lantern' does not meet its conditions"),
        ("In the table \u201cLamps\u201d, 3 are X at North.", reads("North"), "not 3"),
        ("In the table \u201cLamps\u201d, 2 are X at North alone: Beacon and Beacon Large.",
         reads("North", "South", rows=NORTH), "not 2"),
        ("The highest by Watts: Beacon Large (80).", reads("Watts", rows=("Beacon Large",)), "80"),
        ("Beacon: North is X.", [], "it names no cell"),
    ],
)  # fmt: skip
def test_a_false_sentence_is_found(text: str, cells: list[Read], fault: str) -> None:
    assert fault in (table_fault(text, cells) or "")


_BLANK = tables(
    read_outline("# L\n\n| Lamp | Watts |\n| --- | --- |\n| Beacon | |\n| Buoy | 9 |\n")
)[0]


def test_a_blank_cell_may_be_called_blank() -> None:
    cells = [Read(_BLANK, "Beacon", "Lamp", "Beacon")]
    assert table_fault("Beacon: Watts is left blank.", cells) is None


def test_a_cell_that_holds_something_may_not() -> None:
    cells = [Read(_BLANK, "Buoy", "Lamp", "Buoy"), Read(_BLANK, "Buoy", "Watts", "9")]
    assert table_fault("Buoy: Watts is left blank.", cells) is not None
