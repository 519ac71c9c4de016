"""Values: a cell is a number, an amount with a unit, a date, or none of them."""

from datetime import date

import pytest

from bot.tables.model.values import Amount, amount, day, days_in, is_missing


@pytest.mark.parametrize(
    ("text", "number", "before", "unit"),
    [
        ("7", 7, "", ""),
        ("1,200", 1200, "", ""),
        ("12.5", 12.5, "", ""),
        ("-3", -3, "", ""),
        ("−3", -3, "", ""),
        ("$1,200.50", 1200.5, "$", ""),
        ("-$5", -5, "$", ""),
        ("€ 9", 9, "€", ""),
        ("USD 40", 40, "USD", ""),
        ("12%", 12, "", "%"),
        ("12 %", 12, "", "%"),
        ("3 days", 3, "", "days"),
        ("12.5 kg", 12.5, "", "kg"),
        ("5kg", 5, "", "kg"),
        ("30 sq. ft.", 30, "", "sq. ft."),
        ("10 m²", 10, "", "m²"),
        ("10 m2", 10, "", "m2"),
        ("$25 per person", 25, "$", "per person"),
        ("60 km/h", 60, "", "km/h"),
        ("5*", 5, "", ""),
        ("45 days †", 45, "", "days"),
        ("2nd", 2, "", ""),
        ("$1.2 million", 1_200_000, "$", ""),
        ("3 thousand units", 3000, "", "units"),
        ("10 months", 10, "", "months"),
    ],
)
def test_a_number_is_read_with_what_stands_around_it(
    text: str, number: float, before: str, unit: str
) -> None:
    assert amount(text) == Amount(number, before, unit)


@pytest.mark.parametrize(
    "text",
    [
        "", "free", "GS-13", "10-20", "10–20", "3 to 5 days", "3 or more", "2 of 5", "10 x 20 cm",
        "1.2.3", "555-1234", "1/2", "$5 - $10", "5 and up", "3 days (max)", "12 May 2025", "1 June",
        "2025-06-01", "14th of May",
    ],
)  # fmt: skip
def test_what_is_no_one_number_is_no_amount(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-06-01", date(2025, 6, 1)),
        ("6/1/2025", date(2025, 6, 1)),
        ("06/01/25", date(2025, 6, 1)),
        ("June 1, 2025", date(2025, 6, 1)),
        ("Jun 1 2025", date(2025, 6, 1)),
        ("1 June 2025", date(2025, 6, 1)),
        ("01 Jun 2025", date(2025, 6, 1)),
        ("Sept. 9, 2025", date(2025, 9, 9)),
        ("Sunday, June 1, 2025", date(2025, 6, 1)),
        ("MAY 2025", date(2025, 5, 1)),
        ("May 2025", date(2025, 5, 1)),
        ("June 1, 2025*", date(2025, 6, 1)),
    ],
)
def test_a_date_is_read_in_its_form(text: str, found: date) -> None:
    assert day(text) == found


@pytest.mark.parametrize("text", ["December 25", "25 December", "Dec 25", "Thursday, December 25"])
def test_a_date_without_a_year_falls_in_the_year_2000(text: str) -> None:
    assert day(text) == date(2000, 12, 25)


@pytest.mark.parametrize(
    "text",
    ["", "May", "2025", "June 31, 2025", "31 February 2025", "10 decimals", "May 2025 to June"],
)
def test_what_is_no_one_day_is_no_date(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("before May 2025", [date(2025, 5, 1)]),
        ("before 12 May 2025?", [date(2025, 5, 12)]),
        ("after June 1, 2025, please", [date(2025, 6, 1)]),
        ("since 2025-06-01", [date(2025, 6, 1)]),
        ("between 6/1/25 and 7/1/25", [date(2025, 6, 1), date(2025, 7, 1)]),
        ("which 12 markers are decent", []),
        ("the seminar 5 of us", []),
    ],
)
def test_the_dates_in_a_sentence_are_found(said: str, found: list[date]) -> None:
    assert [found_day for found_day, _, _ in days_in(said)] == found


def test_the_place_of_a_date_in_a_sentence_is_its_own() -> None:
    said = "due before May 2025, or later"
    assert [said[start:end] for _, start, end in days_in(said)] == ["May 2025"]


@pytest.mark.parametrize(
    ("known", "number", "said"),
    [
        (Amount(5, "$"), 1200.5, "$1,200.50"),
        (Amount(5, "$"), 1200, "$1,200"),
        (Amount(5, "USD"), 1200, "USD 1,200"),
        (Amount(5, unit="%"), 12.5, "12.5%"),
        (Amount(5, unit="days"), 12, "12 days"),
        (Amount(5), 0.1 + 0.2, "0.3"),
        (Amount(5), 2.9999999999999996, "3"),
    ],
)
def test_another_number_is_written_as_the_first(known: Amount, number: float, said: str) -> None:
    assert known.said(number) == said


@pytest.mark.parametrize("text", ["", " ", "—", "N/A", "tbd", "(TBA)", "?", "NR"])
def test_a_sign_for_nothing_is_missing(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["0", "no", "free", "X", "none of them"])
def test_a_word_or_number_is_not_missing(text: str) -> None:
    assert not is_missing(text)
