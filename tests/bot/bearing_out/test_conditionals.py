"""What holds under a condition is the same however it is denied, and its reverse is not."""

import pytest
from judging import judge

from bot.bearing_out.conditionals import conditionals
from bot.bearing_out.text import Text

ONLY = "A boat may be lent to a guest only if the harbor master has signed the form."
UNTIL = "Until the new pier is open, crews may land at any beach."
NEED = "Crews need not report a landing at the old pier."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Unless the harbor master has signed the form, a boat cannot be lent to a guest.", ONLY),
        ("A boat cannot be lent to a guest until the harbor master has signed the form.", ONLY),
        ("As long as the new pier is not open, crews may land at any beach.", UNTIL),
    ],
)
def test_the_same_condition_told_the_other_way_round_holds(sentence: str, quote: str) -> None:
    verdict = judge(sentence, quote)
    assert verdict.holds, verdict.why


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Unless the harbor master has signed the form, a boat may be lent to a guest.", ONLY),
        ("A boat may not be lent to a guest if the harbor master has signed the form.", ONLY),
        ("Once the new pier is open, crews may land at any beach.", UNTIL),
        ("As long as the new pier is open, crews may land at any beach.", UNTIL),
    ],
)
def test_a_condition_that_is_turned_around_is_found(sentence: str, quote: str) -> None:
    assert not judge(sentence, quote).holds


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Lending a boat is allowed unless the master has signed the form.",
            "Lending a boat is prohibited unless the master has signed the form.",
        ),
        (
            "The loan is approved unless the master has signed the form.",
            "The loan is rejected unless the master has signed the form.",
        ),
    ],
)
def test_what_denies_by_its_meaning_is_told_under_a_condition_too(
    sentence: str, quote: str
) -> None:
    assert judge(sentence, quote).kind == "negation"


def test_a_sentence_with_two_conditions_has_no_sign() -> None:
    assert list(conditionals(Text.of("If it rains and unless it is dark, boats are lent."))) == []


def test_what_need_not_be_done_is_not_required_and_not_demanded() -> None:
    assert judge("Crews do not have to report a landing at the old pier.", NEED).holds
    assert judge("Crews must report a landing at the old pier.", NEED).kind in {
        "modality",
        "negation",
    }


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("One in three crews had no radio.", "A third of the crews had no radio."),
        ("Crews are paid every two weeks.", "Crews are paid biweekly."),
        (
            "The wait rose to 48 minutes.",
            "The wait rose from 6 minutes to 48.",
        ),
        (
            "The alarm was given no more than 15 minutes later.",
            "The alarm was given within 15 minutes.",
        ),
        (
            "The new sail came before the outing.",
            "The outing came after the new sail.",
        ),
        (
            "By June 2024, more than 250 sails had been sewn.",
            "More than 150 sails had been sewn by April 2024, and more than 250 by June 2024.",
        ),
        (
            "Crews should sell their old boats by May, where they can.",
            "Crews should, where feasible, sell their old boats by May.",
        ),
    ],
)
def test_values_told_in_other_words_hold(sentence: str, quote: str) -> None:
    verdict = judge(sentence, quote)
    assert verdict.holds, verdict.why


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("One in four crews had no radio.", "A third of the crews had no radio."),
        ("Crews are paid every three weeks.", "Crews are paid biweekly."),
        ("The wait rose to 48 hours.", "The wait rose from 6 minutes to 48."),
        ("The alarm was given no more than 15 minutes later.", "The alarm came 15 minutes later."),
        ("The new sail came after the outing.", "The outing came after the new sail."),
        (
            "In June 2021 the depot lent boats to 40 pupils.",
            "In June 2021 the depot lent 40 boats to 14 pupils.",
        ),
        (
            "By April 2024, more than 250 sails had been sewn.",
            "More than 150 sails had been sewn by April 2024, and more than 250 by June 2024.",
        ),
    ],
)
def test_other_values_in_such_words_are_found(sentence: str, quote: str) -> None:
    assert not judge(sentence, quote).holds
