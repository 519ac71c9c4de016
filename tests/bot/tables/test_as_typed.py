"""As typed: what people put around and into a question, and what points to a column unnamed."""

import pytest
from asking import cells_of, rows_of, sure

from bot.parts import asked_last
from bot.tables.queries.conditions import Bound
from bot.tables.queries.query import How
from bot.tables.queries.running import run
from bot.tables.telling.saying import say

POND = """# Fee schedule of the Marl Pond water station

| Permit | Fee | Decision (working days) | Valid |
|---|---|---|---|
| Dock | $40 | 30 | 2 years |
| Mooring | $65 | 10 | 1 year |
| Reed cutting | $20 | 30 | 90 days |

## Boats

| Boat | Seats | Weight (kg) | Trailer |
|---|---|---|---|
| Work boat Tern II | 4 | 310 | yes |
| Work boat Coot | 6 | 540 | no |

## Courses

| Course | Hours | Trainer |
|---|---|---|
| Boat handling | 8 | Ada Finch |
| Knots | 2 | Lew Marsh |

## Grades

| Skill | GS-11 | GS-12 | GS-13 | GS-14 |
|---|---|---|---|---|
| Sounding | X | X | X | X |
| Mapping | NR | X | X | X |
| Rigging | NR | X | NR | NR |
| Steering | NR | NR | X | X |
"""


def test_only_from_a_grade_up_is_no_single_grade() -> None:
    assert rows_of(POND, "Which skills hold only from GS-12 up?") == {"Mapping"}


def test_a_document_that_is_named_names_no_column_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "How many permits in the fee handbook have a decision time of exactly 30 working days?"
    monkeypatch.setattr("random_tables.TITLE", "Fee handbook")
    assert rows_of(POND, asked) == {"Dock", "Reed cutting"}
    (query,) = sure(POND, asked)
    assert [type(condition) for condition in query.where] == [Bound]


@pytest.mark.parametrize(
    ("question", "seats"),
    [
        ("how many people can I put in the Tern II", "4"),
        ("How many guests does the Coot take?", "6"),
    ],
)
def test_how_many_people_something_takes_is_its_seats(question: str, seats: str) -> None:
    assert cells_of(POND, question) == {seats}


def test_years_are_no_hours() -> None:
    asked = "Which courses have exactly 8 years?"
    assert not any(isinstance(c, Bound) for query in sure(POND, asked) for c in query.where)
    assert not rows_of(POND, "Which courses take more than 5 years?")
    assert rows_of(POND, "Which courses take more than 5 hours?") == {"Boat handling"}


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Man on the phone: how much is a permit for a dock?", "how much is a permit for a dock?"),
        ("Planning ahead :) when is pay day in May?", "when is pay day in May?"),
        ("I have a boat. What does it weigh?", None),
        ("What is a dock? How much is one?", None),
        ("How much is a permit for a dock?", None),
    ],
)
def test_what_is_called_out_first_asks_nothing(question: str, asks: str | None) -> None:
    assert asked_last(question) == asks


ACADEMY = """# Handbook

## Table 1 – Gear

| Ref | Item | Talheim | Seeboden | Next inspection |
|---|---|---|---|---|
| P-1 | Defibrillator (AED) | 2 | 1 | 2025-04-28 |
| P-2 | Sit harness | 36 | 8 | 2025-06-20 |
| P-3 | Stretcher | 2 | 1 | 2025-05-12 |

## Table A – Days that depart from the usual

○ = closed; ● = usual hours; duty = closed to visitors, only the duty desk is staffed.

| No. | Date | Occasion | Talheim | Seeboden |
|---|---|---|---|---|
| 1 | 2025-10-03 | Memorial Day | ○ | duty |
| 2 | 2025-11-01 | All Saints' Day | ○ | ○ |
| 3 | 2025-12-08 | Lantern Day | ● | ○ |

## Table 2 – Courses

| Course | Members | Public bodies |
|---|---|---|
| Long line | 890 | 1,150 |
| Knots | 60 | 60 |

## Table 3 – Budget

| Line | FY 2024 | FY 2025 |
|---|---|---|
| Travel | 90 | 99 |
"""


def test_initials_in_brackets_are_a_name() -> None:
    assert cells_of(ACADEMY, "When is the next inspection of the AED?") == {"2025-04-28"}


def test_rows_with_a_day_each_are_days() -> None:
    asked = "On how many days is Seeboden closed?"
    assert rows_of(ACADEMY, asked) == {"All Saints' Day", "Lantern Day"}


def test_closed_is_not_what_is_closed_to_some() -> None:
    asked = "Which occasions find both Talheim and Seeboden closed?"
    assert rows_of(ACADEMY, asked) == {"All Saints' Day"}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "How much more do public bodies pay than members for the long line course?",
            "Long line differs: Members is 890, Public bodies is 1,150, a difference of 260.",
        ),
        (
            "How did Travel change from FY 2024 to FY 2025?",
            "Travel rises: FY 2024 is 90, FY 2025 is 99, a difference of 9.",
        ),
    ],
)
def test_columns_that_a_question_sets_apart_differ_and_only_times_rise(
    question: str, told: str
) -> None:
    assert [say(query, run(query)) for query in sure(ACADEMY, question)] == [told]


def test_no_sum_is_told_of_which_nothing_is_said() -> None:
    hows = {query.how for query in sure(ACADEMY, "What does Seeboden have?")}
    assert not hows & {How.SUM, How.MEAN}


STORES = """# Handbook

| Item | Talheim | Ostgrat | Seeboden | Weight (kg) |
|---|---|---|---|---|
| Sit harness | 36 | 28 | 8 | 1 |
| Ice axe | 29 | 22 | – | 2 |
| Tripod | 1 | 2 | – | 31 |
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "sit harnesses, all three sites together?",
            "Sit harness: Talheim is 36, Ostgrat is 28, Seeboden is 8, together 72.",
        ),
        (
            "How many ice axes are there in total?",
            "Ice axe: Talheim is 29, Ostgrat is 22, Seeboden is –, together 51.",
        ),
    ],
)
def test_what_is_counted_at_several_sites_is_added_up(question: str, told: str) -> None:
    assert [say(query, run(query)) for query in sure(STORES, question)] == [told]
