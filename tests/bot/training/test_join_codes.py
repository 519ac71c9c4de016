"""Join codes: short, hard to mistake, and the same however they are typed or said."""

import pytest

from bot.training.codes import ALPHABET, LENGTH, new_code, normalised, shown, spoken

CODE = "K7MPWX2R"


def test_codes_have_no_letters_that_are_mistaken_for_others() -> None:
    assert not set("01ILOAEU") & set(ALPHABET)
    assert len(ALPHABET) ** LENGTH > 10**11


def test_codes_differ_from_one_another() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed", ["K7MPWX2R", "k7mp-wx2r", " K7MP WX2R ", "K7MP–WX2R", "k-7-m-p-w-x-2-r"]
)
def test_capitals_spaces_and_dashes_of_a_typed_code_do_not_matter(typed: str) -> None:
    assert normalised(typed) == CODE


def test_a_code_that_was_said_can_be_dictated() -> None:
    assert spoken(CODE) == "Kilo seven Mike Papa, Whiskey X-ray two Romeo"
    assert normalised(spoken(CODE)) == CODE


def test_a_code_is_shown_in_two_groups() -> None:
    assert shown(CODE) == "K7MP-WX2R"


@pytest.mark.parametrize("typed", ["", "K7MP", "K7MP-WX2RR", "OOOO-1111", "../../etc", "K7MP/WX2R"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert normalised(typed) is None
