"""Whether strings, names and numbers stand in what an answer says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases.wording import checked, names_in, numbers_in, stands

NAMES = ("Reading", "Reading Comprehension", "Self-Management", "Management", "C (plain)")
WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        pytest.param("Must Not be", "It must not  be\nentered.", id="case and white space"),
        pytest.param("agency's", "the agency’s policy", id="apostrophe"),
        pytest.param("2023-2025", "from 2023–2025", id="dash"),
        pytest.param("does not apply", "It does **not** apply.", id="emphasis"),
        pytest.param("revoke", "It was revoked.", id="ending left open"),
        pytest.param("40", "There are 40.", id="number before a full stop"),
        pytest.param("40", "(40)", id="number in brackets"),
        pytest.param("NR", "Memory: GS-9 is NR.", id="code"),
        pytest.param("$1,250", "costs $1,250 each", id="begins with a sign"),
        pytest.param("a|b", r"Lamp: Code is a\|b.", id="escaped bar"),
        pytest.param(r"re:\b3rd\b", "It is 3RD.", id="pattern in any case"),
        pytest.param("re:lamp oil", "lamp\noil", id="pattern over a line"),
        pytest.param("re:agency's", "the agency’s policy", id="pattern and apostrophe"),
    ],
)
def test_a_string_stands_in_a_text(wanted: str, text: str) -> None:
    assert stands(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        pytest.param("40", "140 of 1,400", id="inside numbers"),
        pytest.param("40", "40.5 and 40,000 and 1.40", id="parts of numbers"),
        pytest.param("No", "Not known, noted", id="short, inside words"),
        pytest.param("NR", "unranked", id="code inside a word"),
        pytest.param("lawful", "unlawful", id="within a word"),
        pytest.param("lamp", "", id="nothing said"),
        pytest.param(r"re:\b3\b", "13", id="pattern"),
    ],
)
def test_a_string_does_not_stand_in_a_text(wanted: str, text: str) -> None:
    assert not stands(wanted, text)


@given(st.text(alphabet="ab1 .-’'*", min_size=1).filter(str.strip), st.text(alphabet="xy "))
def test_a_string_stands_in_itself_between_spaces(wanted: str, other: str) -> None:
    assert stands(wanted, f"{other} {wanted} {other}")


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no regular expression"):
        checked("re:(")
    assert checked("(") == "("


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Reading Comprehension", {"Reading Comprehension"}, id="name in a name"),
        pytest.param("reading, READING comprehension", {*NAMES[:2]}, id="both, any case"),
        pytest.param("Self-Management", {"Self-Management"}, id="behind a hyphen"),
        pytest.param("- Reading\n- C (plain)\n", {"Reading", "C (plain)"}, id="list"),
        pytest.param("**Reading**: X", {"Reading"}, id="emphasis"),
        pytest.param("Reading\nComprehension", {"Reading Comprehension"}, id="over a line"),
        pytest.param("Readings, Proofreading", set(), id="inside words"),
        pytest.param("", set(), id="nothing said"),
    ],
)
def test_names_are_found_longest_first(text: str, found: set[str]) -> None:
    assert names_in(text, NAMES) == found


@given(st.sets(st.sampled_from(NAMES)))
def test_listed_names_are_found_and_no_other(names: set[str]) -> None:
    assert names_in("\n".join(f"- {name}" for name in sorted(names)), NAMES) == names


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("There are 12.", {12}, id="digits"),
        pytest.param("Twelve do.", {12}, id="word"),
        pytest.param("twenty-one or forty two", {21, 42}, id="two words"),
        pytest.param("thirty", {30}, id="tens"),
        pytest.param("1,200 lamps", {1200}, id="thousands"),
        pytest.param("None of them; no lamp", {0}, id="none"),
        pytest.param("GS-9, 2.5, M-25-21, 3rd, 9-12", set(), id="parts of others"),
        pytest.param("1. Oil\n2) Wick", set(), id="numbers of list entries"),
        pytest.param("on 29 April and March 20", set(), id="days of dates"),
        pytest.param("someone, often, tenth", set(), id="inside words"),
        pytest.param("", set(), id="nothing said"),
    ],
)
def test_numbers_are_those_that_are_stated(text: str, numbers: set[int]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(("number", "word"), list(enumerate(WORDS.split())))
def test_a_number_is_known_by_its_word(number: int, word: str) -> None:
    assert numbers_in(f"There are {word} lamps.") == {number}


@given(st.integers(0, 10**7))
def test_any_number_is_known_by_its_digits(number: int) -> None:
    assert numbers_in(f"{number}") == numbers_in(f"There are {number:,} lamps.") == {number}
