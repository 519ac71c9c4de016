"""Measures: what a column has in several units is compared, and bounded in the asker's unit."""

import pytest
from random_tables import typed_tables

from bot.tables.choosing.readings import best, readings
from bot.tables.model.columns import Kind
from bot.tables.model.measures import Dimension, measured_in, size_of, written
from bot.tables.model.rankings import rankings
from bot.tables.names.naming import names_of
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.telling.saying import say

SCHEDULE = """# Records

## Schedule

| Record | Kept for | Owner |
| --- | --- | --- |
| Travel vouchers | 6 years | Budget |
| Visitor logs | 90 days | Security |
| Personnel folders | Permanent | Staff Office |
| Time sheets | 3 years | Payroll |
| Email | 18 months | Helpdesk |
| Camera footage | 30 days | Security |
"""


GEAR = """# Gear

## Store

| Item | Weight | Power | Shelf |
| --- | --- | --- | --- |
| Rope | 2.5 kg | | A |
| Headlamp | 90 g | 3 W | A |
| Heater | 11 kg | 1.5 kW | B |
| Stove | 850 g | | B |
| Radio | 1 lb | 5 W | C |
"""
LOADS = """# Loads

## Hoists

| Hoist | Limit (kg) | Reach (m) |
| --- | --- | --- |
| Bay | 500 | 4 |
| Yard | 2,000 | 9 |
| Dock | 250 | 12 |
"""


def chosen(question: str, document: str = SCHEDULE) -> Query:
    tables = names_of(typed_tables(document), lambda _: ())
    found = best(readings(question, tables, lambda word: float(not word.small)))
    assert [reading.sure for reading in found[:1]] == [True], question
    return found[0].queries[0]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (
            "Which records are kept for 3 years or more?",
            {"Travel vouchers", "Personnel folders", "Time sheets"},
        ),
        ("Which records are kept less than a year?", {"Visitor logs", "Camera footage"}),
        (
            "Which records are kept at most 18 months?",
            {"Visitor logs", "Email", "Camera footage"},
        ),
        ("Which records are kept between 1 and 5 years?", {"Time sheets", "Email"}),
        ("Which records do we keep the longest?", {"Personnel folders"}),
        ("Which records are kept for the shortest time?", {"Camera footage"}),
        ("Which records are permanent?", {"Personnel folders"}),
    ],
)
def test_rows_are_found_by_how_long_something_lasts(question: str, rows: set[str]) -> None:
    query = chosen(question)
    assert {query.table.row_name(row) for row in run(query).rows} == rows


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much longer are travel vouchers kept than time sheets?", "a difference of 3 years"),
        ("Which records are kept for 3 years or more?", "at least 3 years"),
        ("Which records are kept less than a year?", "less than 1 year"),
    ],
)
def test_a_length_of_time_is_told_in_the_unit_that_fits_it(question: str, told: str) -> None:
    query = chosen(question)
    assert told in say(query, run(query))


def test_lengths_of_time_in_several_units_are_numbers() -> None:
    assert typed_tables(SCHEDULE)[0].columns[1].kind is Kind.NUMBER


@pytest.mark.parametrize("values", [("3 days", "5 days"), ("3 days", "2 kg"), ("3", "5 days"), ()])
def test_one_unit_or_several_kinds_are_not_mixed(values: tuple[str, ...]) -> None:
    assert measured_in(values) is None


def test_what_lasts_without_end_is_in_no_sum() -> None:
    table = typed_tables(SCHEDULE)[0]
    assert run(Query(table, How.SUM, (), (1,))).number == sum(
        value
        for v in table.columns[1].values
        if v != "Permanent" and (value := size_of(v, Dimension.TIME))
    )


def test_lengths_without_end_are_no_places_in_an_order() -> None:
    assert rankings(typed_tables(SCHEDULE.replace("90 days", "1 minute"))[0]) == []


@pytest.mark.parametrize("text", ["15 years", "18 months", "90 days", "1 week", "36 hours"])
def test_minutes_are_written_in_the_longest_unit_of_which_they_are_whole(text: str) -> None:
    size = size_of(text, Dimension.TIME)
    assert size is not None
    assert written(size, Dimension.TIME, ()) == text


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which item is the heaviest?", {"Heater"}),
        ("Which items weigh more than 500 g?", {"Rope", "Heater", "Stove"}),
        ("Which items are under a kilo?", {"Headlamp", "Stove", "Radio"}),
        ("Which items need more than 1 kilowatt of power?", {"Heater"}),
    ],
)
def test_rows_are_found_by_what_they_measure_in_several_units(
    question: str, rows: set[str]
) -> None:
    query = chosen(question, GEAR)
    found = run(query)
    assert {query.table.row_name(row) for row in found.rows} == rows, say(query, found)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What do the rope and the stove weigh together?", "3.35 kg"),
        ("How much heavier is the stove than the headlamp?", "a difference of 760 g"),
    ],
)
def test_a_size_is_told_exactly_in_a_unit_of_its_column(question: str, told: str) -> None:
    query = chosen(question, GEAR)
    assert told in say(query, run(query))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which hoists take more than 1 tonne?", {"Yard"}),
        ("Which hoists have a limit under 600 lb?", {"Dock"}),
        ("Which hoists reach more than 500 cm?", {"Yard", "Dock"}),
    ],
)
def test_a_bound_in_another_unit_is_turned_into_that_of_its_column(
    question: str, rows: set[str]
) -> None:
    query = chosen(question, LOADS)
    assert {query.table.row_name(row) for row in run(query).rows} == rows
