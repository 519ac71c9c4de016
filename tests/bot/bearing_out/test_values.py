"""Values are read in whatever way they are written, and compared as values."""

import pytest

from bot.bearing_out.facts import facts, unheld
from bot.bearing_out.words import folded


@pytest.mark.parametrize(
    ("told", "quoted"),
    [
        ("on May 3, 2021", "of 3 May 2021"),
        ("in May 2021", "of 3 May 2021"),
        ("early in May 2021", "of 3 May 2021"),
        ("in mid-August 2020", "of 15 August 2020"),
        ("in the summer of 2020", "of 15 August 2020"),
        ("thirty days", "30 days"),
        ("a hundred boats", "100 boats"),
        ("18,000 boats", "18k boats"),
        ("half a thousand boats", "500 boats"),
        ("a quarter of the toll", "25 percent of the toll"),
        ("a one-dollar fee", "a $1 fee"),
        ("in third place", "rank 3"),
        ("QX-7 through QX-9", "QX-7 to QX-9"),
        ("series 0412", "the 412 series"),
        ("Executive Order 4417", "EO 4417"),
        ("section 12", "§ 12"),
        ("4 CFR 300.5", "4 CFR § 300.5"),
        ("three ports: Ayle, Brin and Corby", "Ayle, Brin and Corby are ports"),
    ],
)
def test_the_same_value_written_otherwise_is_held(told: str, quoted: str) -> None:
    assert list(unheld(folded(told), [folded(quoted)])) == []


@pytest.mark.parametrize(
    ("told", "quoted"),
    [
        ("on 3 May 2021", "in May 2021"),
        ("late in May 2021", "of 3 May 2021"),
        ("in fiscal year 2021", "in 2021"),
        ("30 months", "30 days"),
        ("25 boats", "25 percent"),
        ("$10", "$1"),
        ("QX-7", "QX-9"),
        ("Appendix B", "Appendix D"),
        ("Schedule A", "Schedule C"),
        ("order 4417", "order 4471"),
        ("mail@one.invalid", "post@one.invalid"),
        ("four ports: Ayle, Brin and Corby", "Ayle, Brin and Corby are ports"),
        ("QX-7 and QX-7", "QX-7 and QX-9"),
    ],
)
def test_another_value_is_not_held(told: str, quoted: str) -> None:
    assert list(unheld(folded(told), [folded(quoted)])) != []


def test_a_month_that_is_also_a_verb_is_no_date() -> None:
    assert facts(folded("You may march on May Street.")) == ()
