"""Codes: what a mark stands for is read in the notes, else by common usage."""

import pytest

from bot.tables.model.codes import Polarity, read_codes, usual_polarity

YES, NO, MISSING = Polarity.YES, Polarity.NO, Polarity.MISSING


def meanings(notes: str, *values: str) -> dict[str, str]:
    return {text: code.meaning for text, code in read_codes(values, notes).items()}


def polarities(notes: str, *values: str) -> dict[str, Polarity | None]:
    return {text: code.polarity for text, code in read_codes(values, notes).items()}


@pytest.mark.parametrize(
    ("note", "code", "meaning"),
    [
        ("Cells designated with NR stands for Not Rated.", "NR", "Not Rated"),
        ("(S) means seasonal, see below.", "S", "seasonal"),
        ("S = seasonal; R = by request.", "R", "by request"),
        ("“S” denotes seasonal posts.", "S", "seasonal posts"),
        ("S – seasonal", "S", "seasonal"),
        ("S: seasonal", "S", "seasonal"),
        ("S is short for seasonal.", "S", "seasonal"),
        ("Some posts are seasonal (S).", "S", "posts are seasonal"),
        ("An asterisk (*) indicates a leased item.", "*", "leased item"),
        ("An asterisk marks a leased item.", "*", "leased item"),
        ("* means leased.", "*", "leased"),
        ("A dash means that the office is vacant.", "—", "office is vacant"),
        ("Blank cells mean nothing is known.", "", "nothing is known"),
        ("† indicates a wing under repair.", "†", "wing under repair"),
        ("A check mark shows that training is held.", "✓", "training is held"),
        ("A filled circle means staffed.", "●", "staffed"),
    ],
)
def test_a_note_gives_the_meaning_of_a_code(note: str, code: str, meaning: str) -> None:
    assert meanings(note, code)[code] == meaning


def test_a_note_may_set_a_comma_between_code_and_meaning() -> None:
    found = meanings("O, the site is open; C, closed all day", "O", "C")
    assert found == {"O": "site is open", "C": "closed all day"}


def test_a_list_of_codes_is_no_meaning_of_the_first() -> None:
    assert meanings("A, B and C are the groups.", "A", "B", "C") == {}


def test_a_meaning_ends_where_the_next_code_begins() -> None:
    found = meanings("P means part-time and S means seasonal.", "P", "S")
    assert found == {"P": "part-time", "S": "seasonal"}


def test_a_meaning_ends_with_its_line() -> None:
    assert meanings("P: part-time\nS: seasonal", "P", "S") == {"P": "part-time", "S": "seasonal"}


def test_a_letter_inside_a_word_is_no_code() -> None:
    assert meanings("GPS means global positioning.", "S") == {}


def test_a_word_that_is_not_short_is_no_code() -> None:
    assert read_codes(["Seasonal"], "Seasonal means in summer.") == {}


@pytest.mark.parametrize("code", ["X", "x", "Y", "yes", "YES", "True", "T", "✓", "✔", "●", "+"])
def test_common_marks_affirm(code: str) -> None:
    assert polarities("", code) == {code: YES}


@pytest.mark.parametrize("code", ["N", "no", "NO", "False", "F", "✗", "✘", "○", "☐"])
def test_common_marks_deny(code: str) -> None:
    assert polarities("", code) == {code: NO}


@pytest.mark.parametrize("code", ["", "-", "–", "—", "n/a", "N/A", "TBD", "tba", "NR", "?"])
def test_common_signs_say_that_nothing_is_known(code: str) -> None:
    assert polarities("", code) == {code: MISSING}


@pytest.mark.parametrize("code", ["X*", "Y†", "yes *"])
def test_a_mark_with_the_sign_of_a_footnote_affirms(code: str) -> None:
    assert polarities("", code) == {code: YES}


@pytest.mark.parametrize(
    "note",
    [
        "P means present; A means absent.",
        "P = available; A = unavailable",
        "P: open. A: not open.",
        "P stands for approved and A stands for rejected",
    ],
)
def test_letters_explained_by_opposites_affirm_and_deny(note: str) -> None:
    assert polarities(note, "P", "A") == {"P": YES, "A": NO}


def test_letters_explained_by_other_words_neither_affirm_nor_deny() -> None:
    note = "P means part-time; S means seasonal."
    assert polarities(note, "P", "S") == {"P": None, "S": None}


def test_a_letter_that_nothing_explains_is_no_code() -> None:
    assert read_codes(["P", "S"], "") == {}


def test_a_code_for_not_rated_says_that_nothing_is_known() -> None:
    assert polarities("NX stands for Not Rated.", "X", "NX") == {"X": YES, "NX": MISSING}


def test_a_code_for_unavailable_is_a_gap_where_nothing_affirms() -> None:
    assert polarities("U means unavailable.", "U", "12") == {"U": MISSING}


def test_a_cross_that_means_closed_beside_open_denies() -> None:
    assert polarities("O: open. X: closed.", "O", "X") == {"O": YES, "X": NO}


def test_a_cross_that_means_closed_is_the_mark_itself_where_it_stands_alone() -> None:
    assert polarities("X means closed.", "X", "") == {"X": YES, "": MISSING}


def test_an_empty_circle_that_means_open_affirms() -> None:
    assert polarities("○ = open, ● = closed", "○", "●") == {"○": YES, "●": NO}


@pytest.mark.parametrize(
    ("mark", "polarity"), [("✔", YES), ("X*", YES), ("no", NO), ("", MISSING), ("P", None)]
)
def test_a_mark_of_common_usage_says_the_same_in_every_table(
    mark: str, polarity: Polarity | None
) -> None:
    assert usual_polarity(mark) is polarity
