"""Typed tables: the kind of each column, and the notes around a table that explain its codes."""

import pytest
from random_tables import only_table, typed_tables

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Column, Kind
from bot.tables.model.typed import TypedTable


def column(*values: str, notes: str = "") -> Column:
    """The second column of a table with these values, with a note after it."""
    rows = [f"| Row {at} | {value} |" for at, value in enumerate(values)]
    return only_table("| Item | It |", "| --- | --- |", *rows, "", notes).columns[1]


def with_codes(before: str = "", after: str = "") -> TypedTable:
    table = "| Item | Monday |\n| --- | --- |\n| Dock | Q |\n| Lamp | - |"
    return only_table("# Handbook\n\n## Register", "", before, "", table, "", after)


@pytest.mark.parametrize(
    "values",
    [
        ("1", "2", "3"),
        ("$5", "$1,200.00", "$7.50"),
        ("5%", "12.5%", "3 %"),
        ("1 day", "3 days", "2 days"),
        ("3 kg", "12.5 kg", "7 kg"),
        ("12", "n/a", "7"),
        ("1st", "2nd", "3rd"),
        ("$25 per person", "$100 per group", "$40"),
        ("4", "5*", "6"),
        ("-4", "5", "−6"),
        ("1", "2", "3", "4", "varies"),
    ],
)
def test_a_column_of_amounts_is_one_of_numbers(values: tuple[str, ...]) -> None:
    assert column(*values).kind is Kind.NUMBER


@pytest.mark.parametrize(
    "values",
    [
        ("2025-06-01", "2025-07-01"),
        ("June 1, 2025", "July 4, 2025"),
        ("1 June 2025", "04 Jul 2025"),
        ("May 2025", "June 2025"),
        ("December 25", "January 1"),
        ("6/1/2025", "TBD"),
    ],
)
def test_a_column_of_days_is_one_of_dates(values: tuple[str, ...]) -> None:
    assert column(*values).kind is Kind.DATE


@pytest.mark.parametrize(
    "values",
    [
        ("X", "", "X"),
        ("X", "NR", "X"),
        ("Y", "N", "-"),
        ("●", "○", "?"),
        ("TRUE", "FALSE", "true"),
        ("yes", "no", "n/a"),
        ("X", "X*", ""),
        ("N", "N", "N"),
    ],
)
def test_a_column_of_yes_and_no_is_one_of_marks(values: tuple[str, ...]) -> None:
    assert column(*values).kind is Kind.MARK


@pytest.mark.parametrize(
    "values",
    [
        ("Amber", "Birch", "Cedar"),
        ("3 days", "2 kg", "5 hours"),
        ("$5", "€5", "$7"),
        ("12 Main Street", "4 Mill Lane", "7 High Road"),
        ("10-20", "20-30", "30-40"),
        ("9 am", "1 pm", "5 pm"),
        ("1", "two", "many", "3"),
        ("X", "maybe later", "X"),
        ("S", "M", "L"),
        ("", "", ""),
        ("n/a", "TBD", "—"),
    ],
)
def test_a_column_that_cannot_be_compared_is_one_of_text(values: tuple[str, ...]) -> None:
    assert column(*values).kind is Kind.TEXT


def test_a_column_of_nothing_but_the_gaps_of_its_neighbours_is_one_of_marks() -> None:
    table = only_table(
        "| Item | A | B |", "| --- | --- | --- |", "| Dock | X | NR |", "| Lamp | NR | NR |"
    )
    assert [c.kind for c in table.columns[1:]] == [Kind.MARK, Kind.MARK]


def test_an_empty_column_beside_marks_is_not_one_of_marks() -> None:
    table = only_table(
        "| Item | A | Note |", "| --- | --- | --- |", "| Dock | X | |", "| Lamp | | |"
    )
    assert table.columns[2].kind is Kind.TEXT


def test_a_column_of_explained_letters_is_one_of_marks() -> None:
    assert column("P", "A", "P", notes="P means present; A means absent.").kind is Kind.MARK


def test_a_column_of_letters_that_neither_affirm_nor_deny_is_one_of_text() -> None:
    assert column("P", "S", "P", notes="P: part-time. S: seasonal.").kind is Kind.TEXT


def test_the_keys_have_no_codes() -> None:
    table = only_table("| Code | Name |", "| --- | --- |", "| X | Amber |", "| Y | Birch |")
    assert table.key.codes == {}


def test_a_date_is_compared_by_its_day() -> None:
    days = column("1 June 2025", "2025-07-01")
    sizes = [days.number(value) for value in days.values]
    assert sizes == [739403.0, 739433.0]


def test_a_gap_in_a_column_of_numbers_is_no_number() -> None:
    assert column("1", "2", "n/a").number("n/a") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Q means open.", ""),
        ("", "Q means open."),
        ("", "Ask the keeper.\n\nQ means open."),
        ("Key:\n\n- Q: open\n- -: closed", ""),
        ("", "Key:\n\n- R: rented\n- S: sold\n- T: taken\n- Q: open"),
        ("", "Q\nmeans open."),
        ("", "[^q]: Q means open."),
    ],
)
def test_a_code_is_explained_before_or_after_its_table(before: str, after: str) -> None:
    assert with_codes(before, after).columns[1].codes["Q"].meaning == "open"


def test_a_note_in_the_next_section_explains_nothing() -> None:
    assert with_codes(after="## Other\n\nQ means open.").columns[1].polarity("Q") is None


def test_a_note_that_says_open_makes_its_code_affirm() -> None:
    assert with_codes(after="Q means open.").columns[1].polarity("Q") is Polarity.YES


def test_the_entries_of_a_list_explain_each_its_own_code() -> None:
    codes = with_codes(after="- Q: open\n- -: nothing known").columns[1].codes
    assert {text: code.meaning for text, code in codes.items()} == {
        "Q": "open",
        "-": "nothing known",
    }


def test_a_table_is_named_by_its_heading() -> None:
    assert with_codes().name == "Register"


def test_a_table_without_heading_is_named_by_its_document() -> None:
    table = only_table("| Item | Price |", "| --- | --- |", "| Dock | $5 |")
    assert table.name == "Handbook of the Annex"


def test_the_paragraph_before_a_table_is_its_lead() -> None:
    assert with_codes("Open on these days.[^1]").lead == "Open on these days."


@pytest.mark.parametrize(
    "text", ["| Item |\n| --- |\n| Dock |", "| Item | Price |\n| --- | --- |", "No table."]
)
def test_what_has_no_row_or_no_second_column_is_no_table(text: str) -> None:
    assert typed_tables(text) == []


def test_names_with_one_text_each_are_a_glossary() -> None:
    table = only_table("| Term | Text |", "| --- | --- |", "| Dock | A place for ships. |")
    assert table.is_glossary


def test_names_with_a_number_each_are_no_glossary() -> None:
    table = only_table("| Term | Price |", "| --- | --- |", "| Dock | $5 |")
    assert not table.is_glossary
