"""Two rules differ where one denies what the other says, or where no value is the same."""

import pytest

from bot.differing import differ


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Notes must be kept.", "Notes need not be kept."),
        ("Notes may be deleted at will.", "Notes are never deleted at will."),
        ("A check is required.", "Work may go out without a check."),
        ("Training takes place every two years.", "Training takes place every year."),
        ("An inventory is kept yearly.", "The inventory is kept every quarter."),
        ("The bonus can reach 25 percent of pay.", "The bonus can reach 15% of pay."),
        ("Answers come within 20 working days.", "Answers come within five days."),
        ("A fee of $1,000 is due.", "A fee of $250 is due."),
        ("Games are banned.", "Games are allowed."),
    ],
)
def test_opposites_and_other_values_differ(one: str, other: str) -> None:
    assert differ(one, other)
    assert differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Training takes place every year.", "Training takes place annually."),
        ("Maps must not be entered.", "Plans may not be entered."),
        ("The bonus can reach 25 percent.", "The bonus can reach 25% of pay."),
        ("It takes two hours.", "It is held every year."),
        ("A tool cannot be used until the board agrees.", "The board must agree to a tool."),
    ],
)
def test_rules_that_can_both_be_followed_do_not(one: str, other: str) -> None:
    assert not differ(one, other)
