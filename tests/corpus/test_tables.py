"""Tables are read cell by cell, and every cell knows its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.outline import read_outline, tables
from corpus.tables import Table

# No line breaks and no footnote marks; pipes and backslashes in plenty.
CELLS = st.text(alphabet="ab X1.|\\*_`éß§“日", max_size=8).map(str.strip)
NAMES = st.text(alphabet="abcGS-1", min_size=1, max_size=5)


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """A header line and any number of lines as wide."""
    header = draw(st.lists(NAMES, min_size=1, max_size=4))
    row = st.lists(CELLS, min_size=len(header), max_size=len(header))
    return [header, *draw(st.lists(row, max_size=4))]


def written(grid: list[list[str]]) -> str:
    lines = ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in grid]
    return "\n".join([lines[0], "|" + " --- |" * len(grid[0]), *lines[1:]])


def only_table(text: str) -> Table:
    (table,) = tables(read_outline(text))
    return table


def rows_of(*lines: str) -> list[list[str]]:
    table = only_table("\n".join(["| A | B | C |", "| --- | --- | --- |", *lines]))
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_an_escaped_pipe_belongs_to_its_cell() -> None:
    assert rows_of(r"| a \| b | c | d |") == [["a | b", "c", "d"]]


def test_a_short_row_is_filled_up_with_empty_cells() -> None:
    assert rows_of("| a |") == [["a", "", ""]]


def test_a_long_row_is_cut_to_the_columns() -> None:
    assert rows_of("| a | b | c | d |") == [["a", "b", "c"]]


def test_an_empty_cell_keeps_its_column() -> None:
    assert rows_of("| a | | c |", "| | b | |") == [["a", "", "c"], ["", "b", ""]]


def test_a_row_needs_no_outer_pipes() -> None:
    assert rows_of("a | b | c") == [["a", "b", "c"]]


def test_a_footnote_mark_is_no_part_of_a_cell() -> None:
    assert rows_of("| a[^1] | b | c[^2][^3] |") == [["a", "b", "c"]]


def test_a_table_spans_from_its_header_to_its_last_row() -> None:
    text = "Before.\n\n| A | B |\n| --- | --- |\n| a | b |\n\nAfter."
    table = only_table(text)
    assert text[slice(*table.span)] == "| A | B |\n| --- | --- |\n| a | b |"


def test_the_columns_are_the_cells_of_the_header() -> None:
    assert only_table("| A | B |\n| --- | --- |\n| a | b |").columns == ("A", "B")


def test_a_table_under_a_quotation_mark_has_the_cells_that_a_reader_sees() -> None:
    table = only_table("> | A | B |\n> | --- | --- |\n> | a | b |")
    assert table.columns == ("A", "B")


@given(grids())
def test_a_table_is_read_back_as_it_was_written(grid: list[list[str]]) -> None:
    table = only_table("# T\n\n" + written(grid) + "\n")
    rows = (sorted(row.cells, key=lambda cell: cell.span) for row in (table.header, *table.rows))
    assert [[cell.text for cell in row] for row in rows] == grid


@given(grids())
def test_the_span_of_a_cell_gives_its_text(grid: list[list[str]]) -> None:
    text = "Words first: 日本.\n\n" + written(grid)
    for row in only_table(text).rows:
        for cell in row.cells:
            assert text[slice(*cell.span)].replace("\\|", "|").strip() == cell.text
            assert row.span.start <= cell.span.start <= cell.span.end <= row.span.end


def keys(*lines: str) -> tuple[list[str], bool]:
    """What the rows of a table go by, and whether they are numbered besides."""
    (table,) = tables(read_outline("\n".join(lines)))
    return [row.key for row in table.rows], table.numbered


NUMBERED = ("| No. | Course | Hours |", "| --- | --- | --- |")


def test_rows_go_by_their_names_where_the_first_column_only_numbers_them() -> None:
    rows = ("| 100 | Orientation | 6 |", "| 110 | Report writing | 7 |")
    assert keys(*NUMBERED, *rows) == (["Orientation", "Report writing"], True)


@pytest.mark.parametrize(
    "first", ["MB-1004", "F-01", "25a", "2026-03-01", "January 1", "3 May 2026", "Feb 1‡"]
)
def test_a_code_or_a_day_is_no_name(first: str) -> None:
    lines = (f"| {first} | Orientation | 6 |", "| 7 | Report writing | 7 |")
    assert keys(*NUMBERED, *lines)[1]


def test_rows_go_by_their_names_where_the_first_column_groups_them() -> None:
    lines = ("| Bay | Item | Qty |", "| --- | --- | --- |", "| Wet | Table | 1 |")
    rows = ("| Wet | Press | 2 |", "| Van | *vacant rack* | 4 |", "| Wet | Tap | 9 |")
    assert keys(*lines, *rows) == (["Table", "Press", "*vacant rack*", "Tap"], False)


def test_two_rows_of_one_name_keep_it_unless_a_column_of_names_stands_beside() -> None:
    rows = ("| Clerk | Ada Voss | 1 |", "| Clerk | Ben Reed | 2 |", "| Cook | Cy Hale | 4 |")
    rule = "| --- | --- | --- |"
    assert keys("| Post | Made of | Qty |", rule, *rows)[0] == ["Clerk", "Clerk", "Cook"]
    assert keys("| Post | Name | Qty |", rule, *rows)[0] == ["Ada Voss", "Ben Reed", "Cy Hale"]


def test_the_cells_of_a_numbered_row_keep_their_places() -> None:
    text = "\n".join((*NUMBERED, "| 100 | Orientation | 6 |", "| 110 | Report writing | 7 |"))
    (table,) = tables(read_outline(text))
    assert table.columns == ("Course", "No.", "Hours")
    assert [text[slice(*cell.span)] for cell in table.rows[0].cells] == ["Orientation", "100", "6"]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("| Grade | Step 1 | Step 2 |", ["| GS-5 | $10 | $11 |", "| GS-6 | $12 | $13 |"]),
        ("| Room | Keeper | Seats |", ["| 101 | Dana Reed | 4 |", "| 102 | Sam Ortiz | 9 |"]),
        ("| No. | Kind | Fee |", ["| 1 | Copy | $5 |", "| 2 | Copy | $7 |"]),
        ("| Code | Meaning |", ["| 1 | Waived |", "| 0 | Not waived |"]),
        ("| Pier 9 | Course | Hours |", ["| Pier 9 | Orientation | 1 |", "| Pier 8 | Rope | 2 |"]),
    ],
)
def test_rows_go_by_their_first_cell_where_no_other_names_them(
    header: str, rows: list[str]
) -> None:
    found = keys(header, "|" + " --- |" * (header.count("|") - 1), *rows)
    assert found == ([row.split("|")[1].strip() for row in rows], False)


def test_a_note_mark_behind_a_value_is_no_part_of_a_cell() -> None:
    assert rows_of("| ready [2] | down[^1] | [3] |")[0][:2] == ["ready", "down"]
