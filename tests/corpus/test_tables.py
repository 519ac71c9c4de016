"""Tables are read cell by cell, and every cell knows its place."""

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
    assert [[c.text for c in row.cells] for row in (table.header, *table.rows)] == grid


@given(grids())
def test_the_span_of_a_cell_gives_its_text(grid: list[list[str]]) -> None:
    text = "Words first: 日本.\n\n" + written(grid)
    for row in only_table(text).rows:
        for cell in row.cells:
            assert text[slice(*cell.span)].replace("\\|", "|").strip() == cell.text
            assert row.span.start <= cell.span.start <= cell.span.end <= row.span.end
