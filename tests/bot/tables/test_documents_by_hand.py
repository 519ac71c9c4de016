"""What people write by hand into office documents: notes in brackets, codes, classes, bands."""

from collections.abc import Iterable

import pytest
from random_tables import typed_tables

from bot.tables.choosing.readings import best, readings
from bot.tables.model.columns import Kind
from bot.tables.model.values import are_days, day
from bot.tables.model.words import words_in
from bot.tables.names.bands import band_of
from bot.tables.names.naming import names_of
from bot.tables.names.seasons import season_mentions, season_of
from bot.tables.queries.query import Query
from bot.tables.queries.running import run
from bot.tables.telling.saying import say
from bot.tables.wordings.amounts import limits

CHARGES = """# Charges of the Boat Works

## Who pays

- Class A: harbor offices
- Class B: fishing clubs, colleges
- Class C: private owners, businesses

## Hauling, per foot

| Kind | to 20 ft | over 20 to 40 ft | over 40 ft |
| --- | --- | --- | --- |
| Sail | $9 | $8 | $7 |
| Motor | $12 | $11 | $10 |

## Services

| Service | A | B | C |
| --- | --- | --- | --- |
| Wash | $10 | $15 | $30 |
| Storage | $50 | $70 | $95 |

## Who signs

| Request | Limit | Signs |
| --- | --- | --- |
| Supplies | up to $500 | clerk |
| Supplies | over $500 to $4,000 | foreman |
| Repairs | up to $2,000 | foreman |
| Repairs | over $2,000 | director |
"""
REGISTER = """# Register of the Boat Works

## How to read this register

- G = fit for use, good
- W = fit for use, worn
- S = sold, awaiting pickup

## Tools

| Code | Tool | Bought | State |
| --- | --- | --- | --- |
| HOI | Chain hoist | 1991 | W |
| PLN | Power planer | 06/2014 | G |
| SAN | Belt sander | 03/2021 | G |
| VAC | Dust collector | 11/2019 | S |

## Trips

| Trip | When |
| --- | --- |
| Herring run | Mar 4–6, 2026 |
| Regatta | Jun 30 – Jul 2, 2026 |
| Review | Oct 9, 2026 |
"""


def chosen(question: str, document: str) -> Query:
    tables = names_of(typed_tables(document), lambda _: ())
    found = best(readings(question, tables, lambda word: float(not word.small)))
    assert found, question
    return found[0].queries[0]


def told(question: str, document: str) -> str:
    query = chosen(question, document)
    return say(query, run(query))


def test_codes_that_stand_before_names_name_no_rows() -> None:
    tools = typed_tables(REGISTER)[0]
    assert tools.key.name == "Tool"
    assert tools.row_name(2) == "Belt sander"


def test_a_legend_under_a_heading_before_the_table_is_read_to_the_end_of_each_line() -> None:
    codes = typed_tables(REGISTER)[0].columns[3].codes
    assert {code.text: code.meaning for code in codes.values()} == {
        "G": "fit for use, good",
        "W": "fit for use, worn",
        "S": "sold, awaiting pickup",
    }


def test_days_some_of_which_are_years_alone_are_in_order() -> None:
    bought = typed_tables(REGISTER)[0].columns[2]
    assert bought.kind is Kind.DATE
    numbers = [bought.number(value) or 0.0 for value in bought.values]
    assert sorted(numbers) == [numbers[at] for at in (0, 1, 3, 2)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mar 4–6, 2026", "2026-03-04"),
        ("June 30 – July 2, 2026", "2026-06-30"),
        ("Dec 30, 2025 to Jan 2, 2026", "2025-12-30"),
        ("4-6 March 2026", "2026-03-04"),
        ("30 Jun – 2 Jul 2026", "2026-06-30"),
    ],
)
def test_several_days_begin_with_the_first(text: str, first: str) -> None:
    found = day(text)
    assert found is not None
    assert found.isoformat() == first


@pytest.mark.parametrize("values", [("1991", "2004"), ("1991", "none at all", "06/2014"), ()])
def test_years_alone_and_words_are_no_days(values: Iterable[str]) -> None:
    assert not are_days(values)


def test_rows_are_found_by_when_several_days_begin() -> None:
    query = chosen("Which trips are after May 1, 2026?", REGISTER)
    assert {query.table.row_name(row) for row in run(query).rows} == {"Regatta", "Review"}


@pytest.mark.parametrize(
    ("question", "price"),
    [
        ("What does a wash cost a college?", "$15"),
        ("What do private owners pay for storage?", "$95"),
        ("Storage for one of the harbor offices, how much?", "$50"),
    ],
)
def test_columns_of_classes_go_by_who_is_in_them(question: str, price: str) -> None:
    assert price in told(question, CHARGES)
    assert told(question, CHARGES).count("$") == 1


@pytest.mark.parametrize(
    ("question", "price"),
    [
        ("What does hauling a motor boat of 30 feet cost per foot?", "$11"),
        ("price per foot for a 20 ft sail boat", "$9"),
        ("What is charged per foot for sail boats over 40 ft?", "$7"),
    ],
)
def test_a_number_picks_the_column_of_its_band(question: str, price: str) -> None:
    assert price in told(question, CHARGES)
    assert told(question, CHARGES).count("$") == 1


@pytest.mark.parametrize(
    ("question", "signer", "not_meant"),
    [
        ("Who signs for $900 of supplies?", "foreman", "clerk"),
        ("Who signs for repairs of $5,000?", "director", "foreman"),
        ("Who signs for a $2,000 repair?", "foreman", "director"),
    ],
)
def test_a_number_picks_the_rows_of_its_band(question: str, signer: str, not_meant: str) -> None:
    assert signer in told(question, CHARGES)
    assert not_meant not in told(question, CHARGES)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("to 10 bu", (1, 10), (10.5,)),
        ("over 10 to 50 bu", (10.5, 50), (10, 51)),
        ("51+", (51, 900), (50,)),
        ("under 5 lb", (4.9,), (5,)),
        ("$1,000 to $5k", (1000, 5000), (999, 5001)),
        ("26–50 people", (26, 50), (25, 51)),
        ("10 or more", (10, 11), (9,)),
    ],
)
def test_a_band_holds_what_lies_between_its_ends(
    text: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    band = band_of(text)
    assert band is not None
    assert all(map(band.holds, inside))
    assert not any(map(band.holds, outside))


@pytest.mark.parametrize("text", ["2024–2025", "12", "GS-5 to GS-7", "over the hill", "3 of 5", ""])
def test_years_names_and_plain_numbers_are_no_bands(text: str) -> None:
    assert band_of(text) is None


KEEPERS = """# Keepers

## Initials

- NV = Nadia Velasquez, rigging
- OS = Otto Szabo, engines

## Gear

| Gear | Keeper | Weight |
| --- | --- | --- |
| Winch | NV | 80 |
| Pump | OS | 35 |
| Davit | NV | 120 |
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which gear does Nadia look after?", {"Winch", "Davit"}),
        ("How many pieces of gear are Szabo's?", {"Pump"}),
    ],
)
def test_people_are_known_by_what_their_initials_stand_for(question: str, rows: set[str]) -> None:
    query = chosen(question, KEEPERS.replace("## Initials", "## Key to the initials"))
    assert {query.table.row_name(row) for row in run(query).rows} == rows


def test_an_article_that_opens_a_question_is_no_column() -> None:
    assert told("A college wants a wash. How much?", CHARGES).count("$") == 1


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which tools were bought in 2019 or later?", {"Belt sander", "Dust collector"}),
        ("Which tools were bought in 2014 or earlier?", {"Chain hoist", "Power planer"}),
    ],
)
def test_later_behind_a_year_bounds_it_and_names_no_column(question: str, rows: set[str]) -> None:
    register = REGISTER.replace("| State |", "| State | Next check |")
    register = register.replace("| --- | --- | --- | --- |", "| --- | --- | --- | --- | --- |")
    register = register.replace("| W |", "| W | 05/2027 |").replace("| G |", "| G | 06/2027 |")
    query = chosen(question, register.replace("| S |", "| S | 07/2027 |"))
    assert {query.table.row_name(row) for row in run(query).rows} == rows


STOCK = """# Stock

## Seed

| Seed | Lots | Lb on hand |
| --- | --- | --- |
| Rye | 700 | 90 |
| Oats | 12 | 640 |

## Prices

| Service | Unit | Price |
| --- | --- | --- |
| Cleaning | lb | $2 |
| Drying | bag | $3 |
"""


def test_a_unit_behind_a_number_bounds_the_column_headed_by_it_and_is_no_value() -> None:
    query = chosen("Which seed do we hold over 500 lb of?", STOCK)
    assert [query.table.row_name(row) for row in run(query).rows] == ["Oats"]


HOURS = """# Hours of the Boat Works

## Through the year

| Period | Office | Slip |
| --- | --- | --- |
| Apr 1 – Jun 15 | 8:00–4:30 | daily |
| Jun 16 – Sep 30 (summer) | 7:00–6:00 | daily until dark |
| Oct 1 – Mar 31 | 9:00–3:00 | closed |
"""


@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("When is the office open in May?", {"8:00–4:30"}),
        ("office hours in January?", {"9:00–3:00"}),
        ("its december, when is the office open", {"9:00–3:00"}),
        ("When is the office open on July 4?", {"7:00–6:00"}),
        ("What are the hours of the office in June?", {"8:00–4:30", "7:00–6:00"}),
    ],
)
def test_a_day_or_a_month_picks_the_rows_of_its_season(question: str, hours: set[str]) -> None:
    every = {"8:00–4:30", "7:00–6:00", "9:00–3:00"}
    said = told(question, HOURS)
    assert {time for time in every if time in said} == hours


@pytest.mark.parametrize("text", ["March on to May", "Jan 5", "decide to mayor", "Q1 – Q2", ""])
def test_what_spans_no_part_of_the_year_is_no_season(text: str) -> None:
    assert season_of(text) is None


def test_may_as_a_verb_names_no_month() -> None:
    tables = names_of(typed_tables(HOURS), lambda _: ())
    question = "Who may march to the slip?"
    assert [*season_mentions(question, words_in(question), tables[0].table)] == []


PLACES = """# Gear

## Store

| Gear | Kept in | Bought |
| --- | --- | --- |
| Rope ladder | Shed 2 | 2019 |
| Bilge pump | Cage | 2021 |
"""


@pytest.mark.parametrize("question", ["Where does the bilge pump sit?", "where do i find the pump"])
def test_where_something_sits_is_explained_by_a_column_of_places(question: str) -> None:
    tables = names_of(typed_tables(PLACES), lambda _: ())
    found = best(readings(question, tables, lambda word: float(not word.small)))
    assert found[0].signs["share"] == 1
    assert "Cage" in say(found[0].queries[0], run(found[0].queries[0]))


@pytest.mark.parametrize(
    ("question", "unit"),
    [("more than 3 in stock", ""), ("over 12 in?", "in"), ("under 5 kg in all", "kg")],
)
def test_in_is_a_unit_at_the_end_alone(question: str, unit: str) -> None:
    assert [limit.unit for limit in limits(question)] == [unit]
