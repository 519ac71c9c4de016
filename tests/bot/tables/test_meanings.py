"""What the notes say that a code or an empty cell stands for can be asked for in those words."""

import pytest
from random_tables import typed_tables

from bot.tables.choosing.fits import is_of_kind
from bot.tables.choosing.oddities import is_idle
from bot.tables.choosing.readings import best, readings
from bot.tables.model.meanings import empty_meaning, notes_on
from bot.tables.names.naming import names_of
from bot.tables.queries.conditions import Among, Known
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run

NOTES = (
    "Draw: III means unrestricted, II means reduced to two thirds, I means drinking water only. "
    "Where Due back is empty, the loan is open-ended and no return date was agreed. "
    "An empty Crew cell means that the boat is laid up."
)
TEXT = f"""# Boats of the harbor office

## Boats on loan

| Boat | Draw | Due back | Crew |
| --- | --- | --- | --- |
| Heron | III | 3 May 2026 | 4 |
| Plover | I |  | 2 |
| Kestrel | II | 9 June 2026 |  |
| Dunlin | I | 1 July 2026 | 3 |

{NOTES}
"""


def rows_found(question: str) -> set[str]:
    tables = typed_tables(TEXT)
    found = readings(question, names_of(tables, lambda _: ()), lambda word: float(not word.small))
    chosen = best(found)
    return {
        query.table.row_name(row)
        for reading in chosen
        for query in reading.queries
        for row in run(query).rows
    }


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which boats are down to drinking water only?", {"Plover", "Dunlin"}),
        ("Which boats are unrestricted?", {"Heron"}),
        ("Boats without any agreed return date, which are those?", {"Plover"}),
        ("Which boats are laid up?", {"Kestrel"}),
    ],
)
def test_rows_are_found_by_what_their_code_stands_for(question: str, rows: set[str]) -> None:
    assert rows_found(question) == rows


def test_a_note_on_one_column_explains_no_other() -> None:
    assert "drinking" not in notes_on("Crew", ("Boat", "Draw", "Due back", "Crew"), NOTES)
    assert "drinking" in notes_on("Draw", ("Boat", "Draw", "Due back", "Crew"), NOTES)


def test_an_empty_cell_stands_for_what_is_said_of_its_column_alone() -> None:
    assert empty_meaning("Crew", NOTES) == "the boat is laid up"
    assert empty_meaning("Draw", NOTES) == ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When is Heron due back?", "fits"),
        ("When does the loan of Plover end?", "fits"),  # its cell is blank, and a note says why
        ("How much does Heron cost?", "does not"),
    ],
)
def test_only_a_column_of_the_kind_asked_for_can_answer(question: str, answer: str) -> None:
    (table,) = typed_tables(TEXT)
    row = next(r for r in table.rows if table.row_name(r) in question)
    query = Query(table, How.VALUES, (Among((row,)),), (2,))
    assert is_of_kind(question, query, run(query)) == (answer == "fits")


def test_no_row_has_no_value_in_a_column_that_is_full() -> None:
    (table,) = typed_tables(TEXT)
    full, gaps = (Query(table, How.NAMES, (Known(at, negated=True),)) for at in (1, 2))
    assert (is_idle([full]), is_idle([gaps])) == (True, False)


def test_i_is_nobodys_code() -> None:
    assert rows_found("I need a boat that is down to two thirds, which one?") == {"Kestrel"}
