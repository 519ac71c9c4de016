"""Plain names: what people call rows, days and amounts by is understood."""

import pytest
from asking import cells_of, rows_of, sure
from random_tables import typed_tables

from bot.tables.answering import Told
from bot.tables.choosing.excepting import excepting
from bot.tables.names.naming import names_of
from bot.tables.queries.query import How
from bot.tables.queries.running import run

LOANS = """# Loans and sessions

## Loan equipment

| ID | Equipment | Qty | Loan period | Deposit | Weight | Lent by | Returned |
|---|---|---|---|---|---|---|---|
| L-01 | Label printer | 3 | 5 days | $20 | 4 lb | R. Okafor | 04/2026 |
| L-02 | Conference camera | 2 | 3 days | $75 | 6 lb | D. Lindqvist | 06/2026 |
| L-03 | Portable screen | 4 | 7 days | none | 15 lb | R. Okafor | 07/2026 |
| L-04 | Laptop cart | 1 | 1 day | $100 | 140 lb | P. Tranh | 08/2026 |
| L-05 | Document scanner | 5 | 10 days | $40 | 8 lb | D. Lindqvist | 09/2026 |

## Sessions this quarter

| Session | Date | Day | Length | Seats left | Valid from | Valid to |
|---|---|---|---|---|---|---|
| Plain writing | 12 Jan 2026 | Mon | 3 hours | 4 | 1 Feb 2026 | 1 Feb 2028 |
| Budget basics | 20 Jan 2026 | Tue | 90 minutes | 0 | 1 Feb 2026 | 1 Aug 2026 |
| Supervising remotely | 16 Feb 2026 | Mon | 4 hours | 6 | 1 Mar 2026 | 1 Mar 2027 |
| Records refresher | 3 Mar 2026 | Tue | 60 minutes | 0 | 1 Apr 2026 | 1 Jan 2027 |
| Ethics for new staff | 24 Mar 2026 | Tue | 2 hours | 15 | 1 Apr 2026 | 1 Apr 2028 |
"""
LEVELS = """# Reservoirs

## Storage

| Reservoir | Stored on 1 June | Change since 1 May | Boats from |
|---|---|---|---|
| Alder Tarn | 9.6 | -0.8 | 3 May |
| Bracken Lake | 31.2 | +2.4 | 9 May |
| Dunmore | 80.3 | -4.6 | 2 June |
| Lower Moss | 8.8 | 0.0 | 1 July |
"""

OFFICES = """# Directory

## Offices

| Office | Lead | Extension | Room | Hours | Walk-ins |
|---|---|---|---|---|---|
| Payroll | Denise Lund | 4120 | 216 | 9:00 a.m. | Y |
| Travel Desk | Owen Bright | 4117 | 109 | 7:30 a.m. | Y |
| Ethics Counsel | Beatrix Holm |  | 340 | 1:00 p.m. | N |

## Programs

| Program | Who may apply | Smallest award | Largest award | Due | Mentor |
|---|---|---|---|---|---|
| Well Water | Households, tribes | $1,000 | $18,000 | 2-Jun-2026 | Mei Voss |
| Sewer Upgrade | Towns, tribes | $75,000 | $1,200,000 | 5-Sep-2026 |  |
| Barn Repair | Households | $3,000 | $40,000 | 1-Aug-2026 | Ann Beck |
| Tribal Archive | Tribes | $8,000 | $120,000 | 24-Apr-2026 | Mei Voss |

## Rooms

| Meeting room | Seats | Key held by |
|---|---|---|
| Heron | 8 | Payroll |
| Oxbow | 20 | Travel Desk |
| Summit | 16 | Ethics Counsel |
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which equipment is lent by Okafor?", {"Label printer", "Portable screen"}),
        ("Which equipment weighs more than 10 pounds?", {"Portable screen", "Laptop cart"}),
        ("Which equipment has no deposit?", {"Portable screen"}),
        (
            "Which equipment was returned in July 2026 or later?",
            {"Portable screen", "Laptop cart", "Document scanner"},
        ),
        ("What is L-05?", {"Document scanner"}),
        ("Which sessions are on a Monday?", {"Plain writing", "Supervising remotely"}),
        ("What session is on March 3?", {"Records refresher"}),
        ("Which sessions come after Feb 10?", {
            "Supervising remotely", "Records refresher", "Ethics for new staff"}),
        ("Which sessions with seats left are shorter than 3 hours?", {"Ethics for new staff"}),
        ("Which sessions are full of surprises?", set()),
    ],
)  # fmt: skip
def test_rows_are_found_by_what_people_say(question: str, rows: set[str]) -> None:
    assert rows_of(LOANS, question) == rows


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("How long can I keep the scanner?", {"10 days"}),
        ("What is the deposit for the camera?", {"$75"}),
        ("How many label printers do we have?", {"3"}),
        ("When is the ethics session?", {"24 Mar 2026"}),
        ("Until when does plain writing count?", {"1 Feb 2028"}),
        ("What day of the week is budget basics?", {"Tue"}),
        ("What is the total deposit for camera and scanner?", {"$75", "$40"}),
    ],
)
def test_cells_are_found_by_what_people_call_a_row(question: str, cells: set[str]) -> None:
    assert cells_of(LOANS, question) == cells


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which reservoir dropped the most since the first of May?", {"Dunmore"}),
        ("Which reservoirs have risen since 1 May?", {"Bracken Lake"}),
        ("Which reservoirs fell since May 1?", {"Alder Tarn", "Dunmore"}),
    ],
)
def test_a_column_of_changes_tells_what_rose_and_fell(question: str, rows: set[str]) -> None:
    assert rows_of(LEVELS, question) == rows


def test_a_day_in_a_question_counts_nothing() -> None:
    question = "Which reservoirs hold more on 1 June than on 1 May?"
    assert all(query.how is not How.NAMES for query in sure(LEVELS, question))


def test_rows_that_a_list_numbers_are_told_with_their_number() -> None:
    (query,) = sure(LOANS, "Which equipment is lent by Okafor?")
    assert Told.of(query).text.endswith("Label printer (L-01) and Portable screen (L-03).")


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("What number do I dial for payroll?", {"4120"}),  # not the room with its key
        ("Whos in charge of the travel desk?", {"Owen Bright"}),
        ("What is the most that somebody can get for barn repair?", {"$40,000"}),
        ("When is sewer upgrade due?", {"5-Sep-2026"}),
    ],
)
def test_the_column_that_is_meant_is_told_by_the_form_of_the_question(
    question: str, cells: set[str]
) -> None:
    assert cells_of(OFFICES, question) == cells


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which programs can tribes apply for?", {"Well Water", "Sewer Upgrade", "Tribal Archive"}),
        ("Which programs haven't been given a mentor yet?", {"Sewer Upgrade"}),
        ("Which program has the highest maximum award?", {"Sewer Upgrade"}),
        ("Which meeting rooms are for more than 15 people?", {"Oxbow", "Summit"}),
        ("Which programs does Voss mentor?", {"Well Water", "Tribal Archive"}),
    ],
)
def test_rows_are_found_in_the_table_that_is_meant(question: str, rows: set[str]) -> None:
    assert rows_of(OFFICES, question) == rows


def test_numbers_to_call_are_in_no_order() -> None:
    assert rows_of(OFFICES, "Which office has the highest extension?") == set()


def test_a_question_that_denies_and_a_code_that_denies_deny_once() -> None:
    text = """# Telework

| Role | Telework | Remote |
|---|---|---|
| Clerk | Y | 0 |
| Diver | N | 0 |
| Chemist | Y | 1 |

Telework: Y = the role may telework; N = the role may not telework. Remote: 1 = the role may work
remotely; 0 = it may not.
"""
    assert rows_of(text, "Which roles can't telework at all?") == {"Diver"}
    assert rows_of(text, "Which roles may telework?") == {"Clerk", "Chemist"}


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (
            "Which equipment weighs over 5 lb, minus the cart?",
            {"Conference camera", "Portable screen", "Document scanner"},
        ),
        (
            "The sessions on Tuesdays, apart from Budget basics, are?",
            {"Records refresher", "Ethics for new staff"},
        ),
        (
            "Sessions with seats left, except plain writing, would be?",
            {"Supervising remotely", "Ethics for new staff"},
        ),
    ],
)
def test_what_is_left_out_may_be_named_by_a_part_and_the_rest_left_hanging(
    question: str, rows: set[str]
) -> None:
    (query,) = excepting(question, names_of(typed_tables(LOANS), lambda _: ()), lambda _: 1.0)[
        0
    ].queries
    assert {query.table.row_name(row) for row in run(query).rows} == rows
