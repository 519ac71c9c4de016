"""Legends: however the notes of a table explain its codes, they are read."""

from collections.abc import Sequence

import pytest
from random_tables import typed_tables

from bot.tables.model.codes import Polarity
from bot.tables.model.columns import Column, Kind
from bot.tables.model.legends import meanings_in

STAGES = {"P": "planned", "O": "open", "R": "retired"}


def column(after: str, *, values: Sequence[str] = "PORO", before: str = "") -> Column:
    """The second column of a table with notes after and before it."""
    rows = "\n".join(f"| Site {at} | {value} |" for at, value in enumerate(values))
    text = f"# Sites\n\n## List\n\n{before}\n\n| Site | Stage |\n|---|---|\n{rows}\n\n{after}\n"
    return typed_tables(text)[0].columns[1]


@pytest.mark.parametrize(
    "legend",
    [
        "Stage: P = planned; O = open; R = retired",
        "Stage: P stands for planned, O for open, R for retired.",
        "P means planned, O open and R retired.",
        "Stage: P planned, O open, R retired.",
        "P: planned. O: open. R: retired.",
        "P, planned; O, open; R, retired.",
        "P (planned), O (open), R (retired).",
        "Stage (P = planned, O = open, R = retired)",
        "Sites are planned (P), open (O) or retired (R).",
        "Codes used: P – planned – O – open – R – retired",
        "`P` planned / `O` open / `R` retired",
        "P planned · O open · R retired.",
        "**Stage.** P = planned / O = open / R = retired",
        "- **P** – planned\n- **O** – open\n- **R** – retired",
        "Sites marked P are planned, those marked O are open, and those marked R are retired.",
        "A P in the Stage column means planned; an O means open; an R means retired.",
        "Stage P marks a site that is planned, O one that is open, R one that is retired.",
    ],
)
def test_the_meanings_of_codes_are_read_from_legends_of_any_style(legend: str) -> None:
    told = {code.text: code.meaning for code in column(legend).codes.values()}
    assert {text: meaning.split()[-1] for text, meaning in told.items()} == STAGES


def test_an_entry_goes_on_behind_a_comma_where_semicolons_divide_entries() -> None:
    codes = column("P planned; O open, on weekdays; R retired; nothing else.").codes
    assert codes["O"].meaning == "open, on weekdays"


def test_a_letter_among_states_says_neither_yes_nor_no() -> None:
    codes = column("G: in date. Y: due soon. R: overdue.", values="GYRG").codes
    assert {code.polarity for code in codes.values()} == {None}


@pytest.mark.parametrize(
    "note",
    [
        "A dash in the last column means closed for good.",
        "*Gate* tells who opens it; a dash there means closed for good.",
        "A dash under Gate: closed for good.",
    ],
)
def test_a_note_on_one_column_explains_no_code_of_another(note: str) -> None:
    rows = "| Alder | – | – |\n| Birch | p | q |"
    text = f"# Sites\n\n| Site | Stage | Gate |\n|---|---|---|\n{rows}\n\n{note}\n"
    stage, gate = typed_tables(text)[0].columns[1:]
    assert [c.codes["–"].meaning for c in (stage, gate)] == ["", "closed for good"]


@pytest.mark.parametrize("heading", ["## Notes", "### Key", "### How to read the list"])
def test_notes_may_stand_under_a_heading_of_their_own(heading: str) -> None:
    codes = column(f"{heading}\n\n- Stage: P = planned; O = open; R = retired").codes
    assert codes["R"].meaning == "retired"


def test_the_next_section_holds_no_notes_on_a_table_before_it() -> None:
    assert not column("## Visits\n\nP = planned; O = open; R = retired").codes


def test_a_legend_may_stand_before_its_table() -> None:
    assert column("", before="Stage is planned (P), open (O) or retired (R).").codes


def test_a_meaning_holds_what_stands_in_brackets() -> None:
    found = meanings_in(["L"], "L = limited hours (10:00 a.m. to 2:00 p.m.), C = closed")
    assert found == {"L": "limited hours (10:00 a.m. to 2:00 p.m.)"}


def test_a_number_that_counts_something_is_no_code() -> None:
    found = meanings_in(["1", "3"], "1 means 2 or 3 days a week; 3 means none")
    assert found == {"1": "2 or 3 days a week", "3": "none"}


@pytest.mark.parametrize(
    "legend", ["P, O and R are the stages.", "See the officer for P or for O.", "Stages P to R"]
)
def test_codes_that_are_only_named_mean_nothing(legend: str) -> None:
    assert meanings_in([*STAGES], legend) == {}


def test_several_states_of_which_none_denies_another_are_no_yes_and_no() -> None:
    assert column("P: planned. O: open. R: retired.").kind is Kind.TEXT


def test_explained_ones_and_zeros_are_a_yes_and_a_no() -> None:
    meals = column("1 means that lunch is provided and 0 that staff bring it.", values="1011")
    assert meals.kind is Kind.MARK
    assert [meals.polarity(value) for value in "10"] == [Polarity.YES, Polarity.NO]


def test_ones_and_zeros_that_nothing_explains_are_numbers() -> None:
    assert column("", values="1011").kind is Kind.NUMBER


def test_a_cross_is_a_no_where_a_dash_is_explained_as_a_yes() -> None:
    fishing = column(
        "x means that anglers are kept out, – means that fishing is open", values="x–x"
    )
    assert [fishing.polarity(value) for value in "x–"] == [Polarity.NO, Polarity.YES]


def test_a_no_by_common_usage_is_one_whatever_words_explain_it() -> None:
    receipt = column("Y = a receipt is due; N = the statement is enough", values="YNY")
    assert receipt.polarity("N") is Polarity.NO


def columns(text: str) -> dict[str, Column]:
    """The columns of all tables of a document, by their names."""
    return {column.name: column for table in typed_tables(text) for column in table.columns}


FEES = """# Fees

## Marks

| Mark | Meaning |
|---|---|
| 1 | May be waived |
| 0 | May not be waived |
| K | Check |
| M | Cash |

## Services

| Service | Waiver | Payment | Copies |
|---|---|---|---|
| Copy | 1 | K, M | 2 |
| Search | 0 | M | 1 |
| Review | 1 | K | 0 |
"""


def test_a_table_of_codes_explains_the_codes_of_the_others() -> None:
    found = columns(FEES)
    assert found["Payment"].codes["M"].meaning == "Cash"
    assert found["Waiver"].kind is Kind.MARK


def test_digits_that_a_legend_does_not_explain_are_counts() -> None:
    assert not columns(FEES)["Copies"].codes


def test_codes_that_cells_list_are_explained_by_the_notes() -> None:
    data = column("Data allowed:\n\n- P: public\n- I: internal", values=["P", "P, I", "I"])
    assert {code.text: code.meaning for code in data.codes.values()} == {
        "P": "public",
        "I": "internal",
    }


def test_a_header_may_explain_its_codes() -> None:
    text = "# T\n\n| Method | Matrix [W = water, S = soil] |\n|---|---|\n| A | W |\n| B | S |\n"
    found = columns(text)["Matrix [W = water, S = soil]"]
    assert [code.meaning for code in found.codes.values()] == ["water", "soil"]


def test_one_column_of_open_and_closed_among_others_is_of_states() -> None:
    assert column("C = closed, V = waiting, O = open", values="CVOC").kind is Kind.TEXT


def test_columns_of_the_same_open_and_closed_are_of_yes_and_no() -> None:
    text = (
        "# Days\n\n| Day | Hall | Desk |\n|---|---|---|\n| May Day | C | O |\n| Eve | O | L |\n\n"
        "C = closed, O = open, L = limited hours\n"
    )
    assert [columns(text)[name].kind for name in ("Hall", "Desk")] == [Kind.MARK, Kind.MARK]
