"""The verifier finds what a sentence says wrongly of a table, however it was made."""

import pytest

from bot.tables.checking.faults import table_fault
from bot.tables.checking.reads import Read
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
        ("In the table \u201cLamps\u201d, 2 are marked X at North: Beacon and Beacon Large.",
         reads("North", rows=NORTH)),
        ("In the table \u201cLamps\u201d, 1 is marked X at North alone: Beacon.",
         reads("North", "South", rows=("Beacon",))),
        (("In the table \u201cLamps\u201d, 2 have more than 30 under Watts: "
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
        ("In the table \u201cLamps\u201d, 1 is marked X at North: Beacon.",
         reads("North", rows=("Beacon",)), "the table has 2 such rows, not 1"),
        ("In the table \u201cLamps\u201d, 2 are marked X at North: Beacon and Lantern.",
         reads("North", rows=("Beacon", "Lantern")), "'Lantern' does not meet its conditions"),
        ("In the table \u201cLamps\u201d, 3 are marked X at North.", reads("North"), "not 3"),
        ("In the table \u201cLamps\u201d, 2 are marked X at North alone: Beacon and Beacon Large.",
         reads("North", "South", rows=NORTH), "not 2"),
        ("The highest by Watts: Beacon Large (80).", reads("Watts", rows=("Beacon Large",)), "80"),
        ("Beacon: North is X.", [], "it names no cell"),
    ],
)  # fmt: skip
def test_a_false_sentence_is_found(text: str, cells: list[Read], fault: str) -> None:
    assert fault in (table_fault(text, cells) or "")


_HIRE = tables(
    read_outline(
        """# Hire

| Item | Loan | Fee | Due |
| --- | --- | --- | --- |
| Dock | 1,041 days | $1,200.50 | June 1, 2025 |
| Lamp | 41 days | $9 | June 12, 2025 |
| Kiln | no | $9 | n/a |
"""
    )
)[0]
LONGER = "has a higher value than"


def hired(*columns: str) -> list[Read]:
    """The cells of these columns in the table of what is for hire."""
    return [
        Read(_HIRE, row.key, column, row.cells[_HIRE.columns.index(column)].text)
        for row in _HIRE.rows
        for column in columns
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The sum of Loan over 2 rows is 1,082 days: Dock (1,041 days) and Lamp (41 days).",
        "The average of Fee over 2 rows is $604.75: Dock ($1,200.50) and Lamp ($9).",
        f"By Loan, Dock (1,041 days) {LONGER} Lamp (41 days), a difference of 1,000 days.",
        "By Due, Lamp (June 12, 2025) is later than Dock (June 1, 2025), a difference of 11 days.",
        "Lamp ($9) and Kiln ($9) have the same Fee.",
        "By Fee, of Dock ($1,200.50), Lamp ($9) and Kiln ($9), Dock is highest.",
        "In the table “Hire”, 1 has more than 41 days under Loan: Dock (1,041 days).",
        "In the table “Hire”, 1 has at least June 2, 2025 under Due: Lamp.",
        "In the table “Hire”, none has less than $9 under Fee.",
        "In the table “Hire”, 1 has no under Loan: Kiln.",
        "In the table “Hire”, 1 is among Dock and Kiln and has a date under Due: Dock.",
        "The lowest 2 by Fee: Lamp ($9) and Kiln ($9).",
        "The table “Hire” has 3 rows.",
    ],
)
def test_amounts_days_and_our_own_words_are_read_as_they_stand_there(text: str) -> None:
    assert table_fault(text, hired("Loan", "Fee", "Due")) is None


@pytest.mark.parametrize(
    "text",
    [
        "The sum of Loan over 2 rows is 1,041 days: Dock (1,041 days) and Lamp (41 days).",
        "The sum of Loan over 3 rows is 1,082 days: Dock (1,041 days) and Lamp (41 days).",
        "The average of Fee over 2 rows is $9: Dock ($1,200.50) and Lamp ($9).",
        f"By Loan, Lamp (41 days) {LONGER} Dock (1,041 days), a difference of 1,000 days.",
        f"By Loan, Dock (1,041 days) {LONGER} Lamp (41 days), a difference of 41 days.",
        "By Fee, of Dock ($1,200.50), Lamp ($9) and Kiln ($9), Lamp is highest.",
        "By Fee, Lamp ($9) comes before Dock ($1,200.50), a difference of $1,191.50.",
        "Dock ($1,200.50) and Kiln ($9) have the same Fee.",
        "The lowest by Fee: Lamp ($9).",
        "The lowest 2 by Fee: Dock ($1,200.50) and Kiln ($9).",
        "The earliest by Due: Lamp (June 12, 2025).",
        "In the table “Hire”, 1 is not in “Store”: Dock.",
        "In the table “Hire”, 1 is not among those in “Store”: Dock.",
        "In the table “Store”, 3 have a value under Fee: Dock, Lamp and Kiln.",
        "The table “Hire” has 2 rows.",
        "Lamp is what all have.",
    ],
)
def test_what_can_be_worked_out_otherwise_is_refused(text: str) -> None:
    assert table_fault(text, hired("Loan", "Fee", "Due")) is not None


ALL = "In the table “Lamps”, the number of rows with X is"
BRIGHT = ALL.replace("the number", "of those that have more than 20 under Watts, the number")


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        (f"{ALL} 2 at North and 2 at South (4 together), the same at each.", True),
        (f"{ALL} 1 at North and 2 at South (3 together), 1 more at South.", False),
        (f"{BRIGHT} 2 at North and 1 at South (3 together), 1 more at North.", True),
        (f"{BRIGHT} 2 at North and 1 at South (3 together), 1 more at South.", False),
        ("Beacon: marked X at North (1 of 2); marked NR at South (1 of 2).", True),
        ("Beacon: marked X at North (2 of 2); marked NR at South (0 of 2).", False),
        ("Beacon Large: marked X at North and South (2 of 2).", True),
        ("Beacon Large: marked X at North and South (1 of 2).", False),
        ("Beacon: marked X at North (1 of North and South).", True),
        ("Beacon: marked X at North alone (1 of North and South).", True),
        ("Beacon Large: marked X at North alone (1 of North and South).", False),
        ("Beacon Large: marked X at North (1 of North and South).", False),
        ("Beacon: marked X at North (1 of South).", False),
        ("Beacon: North is X. Beacon: North is X.", False),
        ("Yes: for Beacon, the column North says X.", True),
        ("No: for Beacon, the column North says X.", False),
        ("Yes: for Beacon, the column South says NR.", False),
        ("Beacon goes up: Watts is 40, Watts is 40, a difference of 0.", False),
    ],
)
def test_counts_of_marks_and_verdicts_are_worked_out_again(text: str, *, is_right: bool) -> None:
    assert (table_fault(text, reads("North", "South", "Watts")) is None) == is_right


_BLANK = tables(
    read_outline("# L\n\n| Lamp | Watts |\n| --- | --- |\n| Beacon | |\n| Buoy | 9 |\n")
)[0]


def test_a_blank_cell_may_be_called_blank() -> None:
    cells = [Read(_BLANK, "Beacon", "Lamp", "Beacon")]
    assert table_fault("Beacon: Watts is left blank.", cells) is None


def test_a_cell_that_holds_something_may_not() -> None:
    cells = [Read(_BLANK, "Buoy", "Lamp", "Buoy"), Read(_BLANK, "Buoy", "Watts", "9")]
    assert table_fault("Buoy: Watts is left blank.", cells) is not None


def test_a_value_in_capitals_that_is_a_word_of_ours_is_a_value() -> None:
    rows = (
        "| Room | Wifi | Sink |",
        "| --- | --- | --- |",
        "| Attic | YES | NO |",
        "| Cellar | NO | YES |",
    )
    text = "\n".join(("# Rooms", "", *rows))
    rooms = tables(read_outline(text))[0]
    cells = [Read(rooms, row.key, "Wifi", row.cells[1].text) for row in rooms.rows]
    said = "In the table “Rooms”, 1 is marked YES at Wifi: {}."
    assert table_fault(said.format("Attic"), cells) is None
    assert table_fault(said.format("Cellar"), cells) is not None
