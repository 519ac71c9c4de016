"""Office habits: letters for days, codes in lists, notes on columns, clocks and quarters."""

import pytest
from asking import cells_of, rows_of, sure
from random_tables import typed_tables

from bot.tables.choosing.nouns import is_head_known, nouns_asked_for
from bot.tables.names.naming import names_of
from bot.tables.reading.asked import Asked

ROSTER = """# Duty roster of the Gale Point station

## Who is on

Clock times are military.

| Post | Name | Ext. | Off | Cards | Shift |
|---|---|---|---|---|---|
| Observer | Imani Okafor | 6011 | Su M | A, H | 0330 |
| Observer | Lars Brandvold | 6012 | M Tu | A | 0330 |
| Blaster | Petra Ilves | 6021 | W Th | B, S | 0500 |
| Blaster | Otis Quill | 6030 | F Sa | B | 0500 |
| Medic | Noor Haddad | 6040 | Su M | M, S | 0900 |

Cards held: A avalanche instructor · B licensed blaster · H helicopter line · M first aid · S sled.

## What is due

| Due | Filing | Grace | Ext. | Fine |
|---|---|---|---|---|
| Jan 15 | Line count | 5 | 14 | $250 |
| Feb 1‡ | Lobbying report | 0 | – | – |
| Mar 31 | Audited accounts | 15 | 30 | $900 |

*Ext.* is the most days that can be added when asked in writing; a dash there means the date cannot
be moved. A dash in the last column means that lateness is not punished.

‡ The proper date is a Sunday.
"""
PLACES = """# Campus

## Bus

| Order | Stop | Run 1 | Run 5 |
|---|---|---|---|
| 1 | Depot Street | 6:10 | 3:50 |
| 2 | Clock Hall | 6:31 | 4:15 |
| 3 | Library | 6:44 | 4:26 |

## Parking

| Lot | Spaces | Permit | Plugs | Open since |
|---|---|---|---|---|
| Alder lot | 340 | none | 12 | March 2, 2009 |
| Basalt lot | 118 | green | 4 | June 1, 2012 |
| Cedar deck | 455 | car with 3 or more | 30 | May 4, 2016 |

Plugs are for charging electric cars.

## Money

| Line | Plan | Q1 | Q2 | FY 2024 | Goal, FY 2026 |
|---|---|---|---|---|---|
| Travel | 188 | – | 61 | 90 | 99 |
| Freight | 96 | 18 | – | 40 | 44 |

A dash means that nothing was spent.

## Classes

| Class | Length | Seats |
|---|---|---|
| Needles | 45 min | 8 |
| Animals | 4 h | 6 |
| Mixing | 1 h 15 min | 20 |
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Who has Mondays off?", {"Imani Okafor", "Lars Brandvold", "Noor Haddad"}),
        ("Who has Wednesday off?", {"Petra Ilves"}),
        ("Who is a licensed blaster?", {"Petra Ilves", "Otis Quill"}),
        ("Who is a licensed blaster and has a sled card?", {"Petra Ilves"}),
        (
            "Who is a licensed blaster or has a sled card?",
            {"Petra Ilves", "Otis Quill", "Noor Haddad"},
        ),
        ("Which lots have ten or more chargers for electric cars?", {"Alder lot", "Cedar deck"}),
        ("Which lines have nothing spent in the first quarter?", {"Travel"}),
        ("Which lot opened right after Alder lot?", {"Alder lot", "Basalt lot"}),
        ("Which classes are longer than an hour?", {"Animals", "Mixing"}),
    ],
)
def test_rows_are_found_by_what_offices_write(question: str, rows: set[str]) -> None:
    text = ROSTER if question.startswith("Who") else PLACES
    assert rows_of(text, question) == rows


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("What extension does Imani have?", {"6011"}),
        ("How many days can be added in writing for the audited accounts?", {"30"}),
        ("What is the fine for a late line count?", {"$250"}),
    ],
)
def test_cells_are_found_by_first_names_and_by_what_notes_say(
    question: str, cells: set[str]
) -> None:
    assert cells_of(ROSTER, question) == cells


@pytest.mark.parametrize("said", ["FY24", "fy2024", "fiscal year 2024", "FY 2024"])
def test_a_fiscal_year_may_be_said_in_any_way(said: str) -> None:
    assert cells_of(PLACES, f"What did freight cost in {said}?") == {"40"}


def test_the_hour_of_a_time_names_no_column() -> None:
    assert cells_of(PLACES, "Does the 5:20 bus stop at Depot Street?") != {"3:50"}


def test_extensions_are_in_no_order_though_two_are_set_against_each_other() -> None:
    assert not [*sure(ROSTER, "Who is higher, Petra Ilves or Otis Quill?")]


def test_a_measure_that_no_column_tells_is_told_by_none() -> None:
    assert cells_of(PLACES, "How heavy is the Cedar deck when it is empty?") == set()


def asked_of(text: str, heading: str, question: str) -> Asked:
    """A question against the table under a heading."""
    tables = names_of(typed_tables(text), lambda _: ())
    return Asked.of(question, next(names for names in tables if names.table.name == heading))


@pytest.mark.parametrize(
    "question",
    ["What is the Alder lot's average score?", "We wonder about the score of the Alder lot."],
)
def test_what_a_row_is_said_to_have_is_asked_for(question: str) -> None:
    asked = asked_of(PLACES, "Parking", question)
    assert "score" in {asked.words[at].text for at in nouns_asked_for(asked)}


def test_the_last_noun_before_a_verb_is_what_is_asked_for() -> None:
    asked = asked_of(PLACES, "Parking", "Which plugs form do we file for the Alder lot?")
    known = [float(word.text != "form") for word in asked.words]
    assert not is_head_known(asked, known)
    assert is_head_known(asked, [1.0] * len(known))


def test_a_code_that_several_rows_have_names_none_of_them() -> None:
    text = """# Store

| Bay | Item | Qty |
|---|---|---|
| W1 | Press | 2 |
| W1 | Table | 7 |
| W2 | Tap | 9 |
"""
    assert cells_of(text, "What is the qty of W2?") == {"9"}
    assert cells_of(text, "What is the qty of W1?") != {"7"}


QUAY = """# Quay

## Tours

Tickets are sold by mail (M), at the counter (C) or through the web portal (W).

| Ref | Supplier | Days | Ways | Adult fare | Child fare | Price ($) | Guided by |
|---|---|---|---|---|---|---|---|
| C-1 | Island Boats | daily | M, W | €18 | €9 | 12 | Kofi Barnes |
| C-2 | Gorge Rafts | Sat, Sun | C, W | €32 | €16 | 30 | Tess Hollow |
| C-3 | Cave Walks | Sun | W | €21 | €10 | 8 | Kofi Barnes |
| C-4 | Night Lamps | Sat | C | €29 | €15 | 45 | Olga Prewitt |
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which run on Sundays?", {"Island Boats", "Gorge Rafts", "Cave Walks"}),
        ("Which run on Saturday only?", {"Night Lamps"}),
        ("Which are sold by mail?", {"Island Boats"}),
        ("Which are sold on the web portal only?", {"Cave Walks"}),
        ("Which tours are guided by Kofi?", {"Island Boats", "Cave Walks"}),
        ("Which supplier is the cheapest for adults?", {"Island Boats"}),
    ],
)
def test_rows_are_found_by_what_their_cells_list(question: str, rows: set[str]) -> None:
    assert rows_of(QUAY, question) == rows


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("How much is Gorge Rafts for a child?", {"€16"}),
        ("What is the price of Cave Walks?", {"8"}),
    ],
)
def test_the_price_that_is_named_is_told(question: str, cells: set[str]) -> None:
    assert cells_of(QUAY, question) == cells


SKILLS = """# Skills

## By level

| Skill | L-11 | L-12 | L-13 | L-14 |
|---|---|---|---|---|
| Writing | X | X | X | X |
| Counting | NR | NR | X | X |
| Drawing | X | NR | X | NR |
| Planning | NR | NR | X | NR |
| Leading | NR | NR | NR | X |
| Sorting | NR | X | X | X |

NR stands for not rated.

## In order

These are the ranks of the skills.

| Skill | Current rank |
|---|---|
| Writing | 1 |
| Counting | 2 |
| Drawing | 3 |
| Planning | 4 |
| Leading | 5 |
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which skills first appear at level 13?", {"Counting", "Planning"}),
        ("Which skills appear for the first time at level 12?", {"Sorting"}),
        ("Skills whose first appearance is level 14: which?", {"Leading"}),
        (
            "Which skills are marked at no more than two of the levels 11 to 14?",
            {"Counting", "Drawing", "Planning", "Leading"},
        ),
        ("Which skills are marked from 11 to 14 with no gap?", {"Writing"}),
        ("Which skill is ranked right after Counting?", {"Counting", "Drawing"}),
        ("Which skill is one place ahead of Planning?", {"Planning", "Drawing"}),
    ],
)
def test_rows_are_found_along_a_scale(question: str, rows: set[str]) -> None:
    assert rows_of(SKILLS, question) == rows
