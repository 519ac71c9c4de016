"""Made faults are false to their quotes, and the same ones each time."""

from collections import Counter
from collections.abc import Sequence

import pytest

from evals.calibration.faults.citing import passages_elsewhere
from evals.calibration.faults.conditions import drop_condition
from evals.calibration.faults.dates import When, change_date, dates
from evals.calibration.faults.entities import change_entity
from evals.calibration.faults.identifiers import change_identifier
from evals.calibration.faults.maker import Maker, random
from evals.calibration.faults.negating import negate
from evals.calibration.faults.numbers import change_number, numbers
from evals.calibration.faults.swapping import exchange
from evals.calibration.faults.wording import change_modality, change_quantifier, turn_around
from evals.calibration.making import MECHANICAL, MOST, made, material
from evals.calibration.reading import HALVES, Half, Pair


@pytest.fixture(scope="module")
def all_made() -> dict[Half, list[Pair]]:
    """What the rules make of both halves."""
    return {half: made(half) for half in HALVES}


@pytest.mark.parametrize("half", HALVES)
def test_four_hundred_of_each_mechanical_kind_are_made(
    half: Half, all_made: dict[Half, list[Pair]]
) -> None:
    counts = Counter(pair.kind for pair in all_made[half])
    assert {kind: counts[kind] for kind in MECHANICAL if not 400 <= counts[kind] <= MOST} == {}


def test_the_same_faults_are_made_each_time(all_made: dict[Half, list[Pair]]) -> None:
    assert made("dev") == all_made["dev"]


@pytest.mark.parametrize("half", HALVES)
def test_no_fault_is_made_twice_or_is_a_faithful_sentence(
    half: Half, all_made: dict[Half, list[Pair]]
) -> None:
    faults = [(pair.sentence, pair.quotes) for pair in all_made[half]]
    faithful = {(pair.sentence, pair.quotes) for pair in material(half)}
    assert len({pair.id for pair in all_made[half]}) == len(set(faults)) == len(faults)
    assert not faithful.intersection(faults)


def test_faults_of_a_half_cite_nothing_of_the_other(all_made: dict[Half, list[Pair]]) -> None:
    passages = [{quote for pair in all_made[half] for quote in pair.quotes} for half in HALVES]
    shared = {quoted.quote for quoted in passages[0] & passages[1]}
    # Only what stands over a table is needed for the rows of both halves.
    assert all("| Competency |" in quote or "tables list" in quote for quote in shared)


def test_a_new_number_stands_in_no_quote() -> None:
    found = every(change_number, "It took 14 sessions.", ["They held 14 sessions in 12 places."])
    assert found
    assert not {14.0, 12.0} & {number.value for text in found for number in numbers(text)}


@pytest.mark.parametrize(
    ("sentence", "rises"),
    [("It had more than 150 guests.", True), ("It had up to 150 guests.", False)],
)
def test_a_number_with_a_bound_moves_to_where_it_cannot_follow(
    sentence: str, *, rises: bool
) -> None:
    values = [number.value for text in every(change_number, sentence) for number in numbers(text)]
    assert values
    assert all((value > 150) == rises for value in values)


def test_numbers_of_dates_identifiers_and_products_are_no_quantities() -> None:
    text = "Memo M-25-21 of 3 April 2025 gave GS-13 staff Microsoft 365 Copilot Chat in 2 steps."
    assert [number.value for number in numbers(text)] == [2.0]


def test_a_new_date_fits_no_date_of_the_quotes() -> None:
    quotes = ["It was issued on 3 April 2025 and released on 7 April 2025."]
    found = every(change_date, "It was issued in April 2025.", quotes)
    assert found
    assert all(not dated.when.fits(When(2025, 4, None)) for text in found for dated in dates(text))


@pytest.mark.parametrize(
    ("sentence", "later"),
    [
        ("FedRAMP has done so since August 2025.", False),
        ("No withdrawal was found up to August 2025.", True),
        ("Nothing had come by August 2025.", True),
        ("It must be done by August 2025.", False),
    ],
)
def test_a_date_with_a_bound_moves_to_where_it_cannot_follow(sentence: str, *, later: bool) -> None:
    found = [dated.when for text in every(change_date, sentence) for dated in dates(text)]
    assert found
    assert all(((when.year or 0, when.month or 0) > (2025, 8)) == later for when in found)


def test_an_identifier_changes_in_its_own_form() -> None:
    found = every(change_identifier, "OMB memo M-25-21 and 32 CFR part 2002 say so.")
    assert found
    assert all(text.startswith("OMB memo M-") and " CFR part " in text for text in found)


def test_a_grade_leaves_the_span_that_the_quotes_name() -> None:
    found = every(change_identifier, "It is open at GS-11 to GS-15.", ["From GS-11 to GS-15."])
    assert found
    assert all("to GS-15" in text and "GS-12 to" not in text for text in found)


def test_a_name_gives_way_to_one_that_is_told_nowhere() -> None:
    quotes = ["The Office of Management and Budget told OPM and GSA."]
    found = every(change_entity, "OPM was told so.", quotes)
    assert found
    assert not [text for text in found if text.startswith(("OPM", "OMB", "GSA"))]


def test_two_values_are_exchanged() -> None:
    sentence = "Of 3,611 uses, 445 count as high-impact."
    assert every(exchange, sentence) == {"Of 445 uses, 3,611 count as high-impact."}


@pytest.mark.parametrize(
    "sentence",
    [
        "OPM, Treasury, NASA and others stopped using it.",
        "Memos M-24-10 and M-24-18 were rescinded.",
        "OPM launched it together with OMB.",
    ],
)
def test_what_stands_in_no_order_is_not_exchanged(sentence: str) -> None:
    assert not every(exchange, sentence)


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("EO 14110 is no longer in force.", "EO 14110 is still in force."),
        ("Yes, agencies may use it.", "No, agencies cannot use it."),
        ("The order did not withdraw it.", "The order did withdraw it."),
        ("The plan requires a test.", "The plan does not require a test."),
    ],
)
def test_the_main_clause_is_denied(sentence: str, denied: str) -> None:
    assert denied in every(negate, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Whether it is in force is open.",
        "Agencies that are small wait.",
        "All memos are in force.",
    ],
)
def test_what_is_not_plainly_denied_is_left_alone(sentence: str) -> None:
    assert not every(negate, sentence)


@pytest.mark.parametrize(
    ("maker", "sentence", "changed"),
    [
        (change_modality, "Agencies must report it.", "Agencies should report it."),
        (change_quantifier, "It had at least 25 members.", "It had at most 25 members."),
        (turn_around, "Ask before you begin.", "Ask after you begin."),
        (turn_around, "It moved from rank 8 to rank 14.", "It moved from rank 14 to rank 8."),
        (drop_condition, "It runs to May unless it ends.", "It runs to May."),
    ],
)
def test_a_word_is_changed_or_a_condition_dropped(
    maker: Maker, sentence: str, changed: str
) -> None:
    assert changed in every(maker, sentence)


def test_a_true_sentence_is_given_a_passage_that_says_something_else() -> None:
    pool = material("dev")
    for pair in pool[:40]:
        for quotes in passages_elsewhere(pair, pool):
            assert not set(quotes) & set(pair.quotes)
            assert {quoted.document for quoted in quotes} & {
                quoted.document for quoted in pair.quotes
            }


def every(maker: Maker, sentence: str, quotes: Sequence[str] | None = None) -> set[str]:
    """What a maker gives over thirty seeds; a sentence without quotes is quoted itself."""
    given = [sentence] if quotes is None else quotes
    return {text for seed in range(30) if (text := maker(sentence, given, random(str(seed))))}
