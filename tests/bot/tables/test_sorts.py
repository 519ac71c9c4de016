"""Rows are told of the sort that is asked for, and under the names that people give them."""

import pytest
from asking import cells_of, rows_of, sure

GEAR = """
# Depot

## Gear

| Item | Kept at | Bought | Cost |
| --- | --- | --- | --- |
| Auger, hand | Mill Lab | 2016-09-03 | $185 |
| Auger, powered | North Yard | 2022-03-21 | $1,460 |
| Fume hood | Mill Lab | 2011-10-05 | $11,400 |
| Tool for use in water | North Yard | 2019-01-02 | $45 |
| Wader | North Yard | 2020-01-02 | $60 |
"""
HOLIDAYS = """
## Holidays

Meaning of the letters: C = closed all day, S = shuts at noon, O = open as usual.

| Holiday | Date | Mill Lab | North Yard | Offices |
| --- | --- | --- | --- | --- |
| Boat Day | April 24 | S | C | O |
| River Day | May 2 | O | C | C |
| Snow Day | December 1 | S | O | C |
"""
OFFICES = """
## Offices

A dash means closed.

| Office | Mon\u2013Thu | Fri | Sat |
| --- | --- | --- | --- |
| North Yard | 8:00\u201317:00 | 8:00\u201312:00 | \u2014 |
| Mill Lab | 7:30\u201315:30 | \u2014 | \u2014 |
| Ferry Landing | 6:00\u201320:00 | 6:00\u201320:00 | 6:00\u201320:00 |
"""
ALL = GEAR + HOLIDAYS + OFFICES


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("On which holidays does the Mill Lab shut at noon?", {"Boat Day", "Snow Day"}),
        ("Which items are kept at the Mill Lab?", {"Auger, hand", "Fume hood"}),
        ("Which of the offices are closed on Fridays?", {"Mill Lab"}),
    ],
)
def test_rows_are_those_of_the_table_that_calls_them_so(question: str, rows: set[str]) -> None:
    assert rows_of(ALL, question) == rows


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What does the powered auger cost?", "$1,460"),
        ("What does the hand auger cost?", "$185"),
        ("What does the tool for use in the water cost?", "$45"),
    ],
)
def test_a_name_in_another_order_is_that_name(question: str, cell: str) -> None:
    assert cells_of(GEAR, question) == {cell}


def test_names_that_are_joined_are_no_name_in_another_order() -> None:
    table = GEAR.replace("Wader", "Hood").replace("Fume hood", "Hood fume")
    assert rows_of(table, "What is the cost of the Hood and the Fume?") != {"Hood fume"}


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which offices are open on Saturdays?", {"Ferry Landing"}),
        ("Which offices have Friday hours?", {"North Yard", "Ferry Landing"}),
    ],
)
def test_a_day_is_the_column_that_is_headed_with_it(question: str, rows: set[str]) -> None:
    assert rows_of(OFFICES, question) == rows


def test_a_day_within_a_span_is_the_column_of_that_span() -> None:
    asked = "What are the hours of North Yard on Wednesday?"
    assert cells_of(OFFICES, asked) == {"8:00\u201317:00"}


def test_a_code_is_meant_by_the_very_words_of_its_meaning() -> None:
    (query,) = sure(HOLIDAYS, "Which holidays is the Mill Lab closed on?")
    assert all(getattr(c, "values", {"C"}) == {"C"} for c in query.where)


STATIONS = """
# Handbook

## Staff

| Name | Role | Office | Years |
| --- | --- | --- | --- |
| Ana Ruiz | Ranger | Quay | 12 |
| Bo Tran | Ranger | Mill | 4 |
| Cy Oda | Clerk | Mill | 30 |

## Stations

| Ranger station | Opened | Years |
| --- | --- | --- |
| Quay | 1999 | 25 |
| Mill | 2018 | 6 |
"""


def test_what_rows_are_is_the_noun_and_not_what_stands_before_it() -> None:
    assert rows_of(STATIONS, "Which rangers are over 10 years?") == {"Ana Ruiz"}


INTERNS = """
# Handbook

## Interns

| Intern | School | Mentor |
| --- | --- | --- |
| Dee | Oak | Mr. Po |
| Eli | Elm | |
| Fay | Oak | Ms. Vu |
| Gus | Elm | |
"""


def test_rows_that_hold_anything_are_told_where_no_more_is_said() -> None:
    assert rows_of(INTERNS, "Which interns have a mentor?") == {"Dee", "Fay"}


@pytest.mark.parametrize(
    "question",
    [
        "Which interns have yet to get a mentor?",
        "Which interns have a mentor named Smith?",
        "Which interns have the same mentor?",
        "Which interns have more than one mentor?",
    ],
)
def test_which_of_them_they_hold_is_another_question(question: str) -> None:
    assert rows_of(INTERNS, question) != {"Dee", "Fay"}


@pytest.mark.parametrize(
    "question",
    [
        "Which offices get Saturdays off?",
        "Which offices are open on Saturday evenings?",
        "Which offices open late on Fridays?",
    ],
)
def test_a_part_of_a_day_is_not_the_day(question: str) -> None:
    assert not {"Ferry Landing"} & rows_of(OFFICES, question)


def test_a_lone_heading_that_looks_like_a_day_is_none() -> None:
    head = "# Plants\n\n| Plant | Sun | Water |\n|---|---|---|\n"
    table = f"{head}| Fern | | much |\n| Mint | full | some |\n"
    assert not rows_of(table, "Which plants are open to visitors on Sunday?")


def test_a_span_may_go_over_the_end_of_the_week() -> None:
    table = OFFICES.replace("Mon\u2013Thu", "Sun\u2013Thu")
    assert cells_of(table, "What are the hours of North Yard on Monday?") == {"8:00\u201317:00"}
