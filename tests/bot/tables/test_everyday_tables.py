"""What people ask of an inventory, a calendar and a list of fees is read as they mean it."""

import pytest
from random_tables import typed_tables

from bot.tables.choosing.fits import is_of_kind, is_of_row
from bot.tables.choosing.knowing import known
from bot.tables.choosing.readings import best, readings
from bot.tables.names.families import families
from bot.tables.names.naming import names_of
from bot.tables.queries.conditions import Among
from bot.tables.queries.query import How, Query
from bot.tables.queries.running import run
from bot.tables.reading.asked import Asked
from bot.tables.reading.months import places
from bot.tables.telling.saying import say

INVENTORY = """# Inventory of the lamp store

| Item | Room | Quantity | Unit price | Bought | Keeper |
| --- | --- | --- | --- | --- | --- |
| Storm lamp | 204 | 3 | $410 | 2023-04-11 | Dana Reed |
| Hand lamp | 110 | 12 | $95 | 2021-09-30 | Sam Ortiz |
| Mast light | 305 | 6 | $4 | 2020-06-01 | Sam Ortiz |
"""
CALENDAR = """# Closed days of 2027

| Holiday | Date | Weekday | Harbor open |
| --- | --- | --- | --- |
| Founders Day | May 3, 2027 | Monday | no |
| River Day | May 21, 2027 | Friday | yes |
| Summer Fair | July 9, 2027 | Friday | yes |
| Lantern Night | November 30, 2027 | Tuesday | no |
"""
FEES = """# Fees of the records office

| Service | Fee | Turnaround (days) | Waivable | Online |
| --- | --- | --- | --- | --- |
| Plain copy | $2 | 2 | Yes | Yes |
| Record search | $30 | 10 | Yes | No |
| Expedited search | $75 | 1 | No | Yes |
"""
PERMITS = """# Parking permits

| Permit | Lot | Cost | Since | Guests |
| --- | --- | --- | --- | --- |
| Blue | A, B | $60 | 1998 | yes |
| Green | B | free | 2006 | no |
| Gold | A | $90 | 2015 | no |
"""
FLEET = """# Boats and closing days

## Boats

| Unit | Model year | Next service | Cond. |
| --- | --- | --- | --- |
| Survey launch Petrel | 2017 | 2027-04-07 | C |
| Rowing skiff Sandpiper | 2019 | 2027-03-24 | F |
| Flat barge | 2011 | 2027-07-14 | F |

C = closed for the season, F = fair (repair expected within a year).

## Closing days

| Occasion | Date | Weekday | Pier |
| --- | --- | --- | --- |
| Harbor Day | May 21 | Friday | C |
| Net Day | October 9 | Saturday | O |
| Rope Day | December 3 | Friday | L |

C = closed, O = open, L = limited hours.
"""
ROOMS = """# Rooms for meetings

| Room | Seats | Screen | Hourly rate | Open | Approved | Opens at |
| --- | --- | --- | --- | --- | --- | --- |
| Atlas | 12 | yes | $20 | yes | yes | 9:00 |
| Borealis | 40 | yes | $75 | no | pending | 8:30 |
| Cirrus | 6 | no | $5 | yes | no | 7:00 |
| Dune | 20 | no | $35 | yes | yes | 8:30 |
"""
LEAVE = """# Leave that staff may take

| Kind of leave | Days a year | Paid | Needs approval | Remarks |
| --- | --- | --- | --- | --- |
| Annual leave | 20 | yes | yes | yes |
| Sick leave | 12 | yes | no | with a note |
| Study leave | 10 | no | yes | no |
"""
STAFF = """# Staff of the annex

| Name | Job | Office | Started | Manager | Awards last year |
| --- | --- | --- | --- | --- | --- |
| Ada Finch | Analyst | 214 | 2019-05-06 | Greta Moss | 2 |
| Bo Lark | Editor | 117 | 2026-11-15 | Ada Finch | 3 |
| Greta Moss | Head | 220 | 2015-10-12 | - | 1 |
"""
POOLS = """# Pools of the district

| Site | Pool | Sauna | Day pass | Opening days |
| --- | --- | --- | --- | --- |
| Brightwell | yes | no | $6 | Mon to Sat |
| Castle Row | no | no | free | daily |
| Harbor Baths | yes | yes | $11 | Tue to Sun |
| Northgate | no | yes | $7 | weekdays |
| Old Mill | no | no | $5 | Sat |
"""
MAY = {"Founders Day", "River Day"}


def query_of(text: str, question: str) -> Query | None:
    found = readings(
        question, names_of(typed_tables(text), lambda _: ()), lambda word: float(not word.small)
    )
    chosen = [query for reading in best(found) if reading.sure for query in reading.queries]
    return chosen[0] if chosen else None


def rows_of(text: str, question: str) -> set[str]:
    query = query_of(text, question)
    return {query.table.row_name(row) for row in run(query).rows} if query else set()


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which holidays fall in May?", MAY),
        ("How many holidays are there in November?", {"Lantern Night"}),
        ("Which holidays come after May?", {"Summer Fair", "Lantern Night"}),
        ("Which holidays fall between May and July?", {"Founders Day", "River Day", "Summer Fair"}),
        ("On which holidays in May is the harbor open?", {"River Day"}),
        ("Which holidays fall between July and May?", {*MAY, "Summer Fair", "Lantern Night"}),
    ],
)
def test_days_are_found_by_a_month_without_its_year(question: str, rows: set[str]) -> None:
    assert rows_of(CALENDAR, question) == rows


def test_a_month_that_no_day_falls_in_is_answered_with_none() -> None:
    query = query_of(CALENDAR, "Is there a holiday in August?")
    assert query is not None
    assert run(query).rows == ()


def test_may_is_a_month_only_behind_a_word_that_leads_to_one() -> None:
    assert places("May we work on holidays, or may we not?") == ()
    assert places("Which holidays are in May?") == ((19, 25),)


@pytest.mark.parametrize(
    ("text", "question", "column"),
    [
        (CALENDAR, "On what day of the week is Summer Fair?", "Weekday"),
        (INVENTORY, "Where is the hand lamp kept?", "Room"),
        (FEES, "What is the fastest service?", "Turnaround (days)"),
        (FEES, "How much faster is an expedited search than a record search?", "Turnaround (days)"),
        (INVENTORY, "What is the total number of units?", "Quantity"),
        (STAFF, "How many awards did Bo Lark get last year?", "Awards last year"),
        (STAFF, "What is Ada Finch's office?", "Office"),
        (ROOMS, "Is Dune approved?", "Approved"),
    ],
)
def test_a_column_is_found_by_what_is_asked_of_it(text: str, question: str, column: str) -> None:
    query = query_of(text, question)
    assert query is not None
    assert [query.table.columns[at].name for at in query.columns] == [column]


@pytest.mark.parametrize(
    ("text", "question", "rows"),
    [
        (INVENTORY, "Which items have more than 5 units in stock?", {"Hand lamp", "Mast light"}),
        (INVENTORY, "Which items were bought in 2021 or later?", {"Storm lamp", "Hand lamp"}),
        (FEES, "Which fees cannot be waived?", {"Expedited search"}),
        (FLEET, "Which closing days land on a Friday?", {"Harbor Day", "Rope Day"}),
        (FLEET, "Which days are from September through the end of November?", {"Net Day"}),
        (FLEET, "Which units are rated fair?", {"Rowing skiff Sandpiper", "Flat barge"}),
        (FLEET, "When is the Petrel due for its next service?", {"Survey launch Petrel"}),
        (PERMITS, "Which permit is the oldest?", {"Blue"}),
        (PERMITS, "Which permits let me park in lot A?", {"Blue", "Gold"}),
        (PERMITS, "Which permits cost nothing and are for lot B?", {"Green"}),
        (FEES, "What is the fastest service?", {"Expedited search"}),
        (ROOMS, "Which rooms are open?", {"Atlas", "Cirrus", "Dune"}),  # no row opens there
        (ROOMS, "Which rooms are not approved?", {"Borealis", "Cirrus"}),
        (ROOMS, "Which rooms have a screen and cost less than $50?", {"Atlas"}),
        (ROOMS, "What is the smallest room with a screen?", {"Atlas"}),
        (LEAVE, "Which kinds of leave need approval?", {"Annual leave", "Study leave"}),
        (LEAVE, "Which leave is paid and needs no approval?", {"Sick leave"}),
        (LEAVE, "Which leave gives the most days?", {"Annual leave"}),
        (INVENTORY, "Which items of Sam Ortiz cost less than $50?", {"Mast light"}),
        (STAFF, "Who started in 2019?", {"Ada Finch"}),
        (POOLS, "Which sites with a pool cost less than $10?", {"Brightwell"}),
        (POOLS, "Which site is free?", {"Castle Row"}),
    ],
)
def test_rows_are_found_as_they_are_asked_for(text: str, question: str, rows: set[str]) -> None:
    assert rows_of(text, question) == rows


def test_a_year_is_told_as_it_is_written() -> None:
    query = query_of(PERMITS, "Which permits exist since after 2000?")
    assert query is not None
    assert "more than 2000 under Since" in say(query, run(query))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What about the Storm lamp?", True),
        ("How is the Storm lamp doing?", True),
        ("What repair bill does the Storm lamp have?", False),  # no column is one of bills
        ("What is the serial number of the Storm lamp?", False),
    ],
)
def test_a_whole_row_is_no_answer_to_what_no_column_tells(question: str, *, told: bool) -> None:
    (table,) = typed_tables(INVENTORY)
    (names,) = names_of([table], lambda _: ())
    (family,) = families((names,))
    query = Query(table, How.VALUES, (Among((0,)),), tuple(range(1, len(table.columns))))
    asked = Asked.of(question, names)
    assert is_of_row(asked, query, known(asked, (query,), family, [])) == told


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (INVENTORY, "Which room holds the most items?"),  # the number of a room is none to compare
        (FEES, "Is there a fee for parking?"),
        (ROOMS, "Which rooms open before 8:30?"),  # not those at 8:30
        (POOLS, "Which site is open every day?"),  # neither pool nor sauna are days
        (
            PERMITS,
            "Which permits are sold out?",
        ),  # of guests, the only column of marks, it is silent
    ],
)
def test_what_a_table_cannot_tell_is_not_read_into_it(text: str, question: str) -> None:
    assert query_of(text, question) is None


@pytest.mark.parametrize(
    ("question", "row", "column", "fits"),
    [
        ("Who approved Dune?", "Dune", "Approved", False),
        ("How long is Atlas open?", "Atlas", "Opens at", True),
        ("How long may Atlas be used?", "Atlas", "Screen", False),
        ("Where is Atlas?", "Atlas", "Seats", False),
        ("How much is the fine for Atlas?", "Atlas", "Open", False),
        ("What share of Atlas is used?", "Atlas", "Seats", False),
        ("What does Atlas cost?", "Atlas", "Hourly rate", True),
    ],
)
def test_a_cell_of_another_kind_is_no_answer(
    question: str, row: str, column: str, *, fits: bool
) -> None:
    (table,) = typed_tables(ROOMS)
    (at,) = (c.at for c in table.columns if c.name == column)
    (found,) = (r for r in table.rows if table.row_name(r) == row)
    query = Query(table, How.VALUES, (Among((found,)),), (at,))
    assert is_of_kind(question, query, run(query)) == fits


@pytest.mark.parametrize(
    ("text", "question", "told"),
    [
        (STAFF, "Who is Ada Finch's manager?", True),
        (STAFF, "What rent does Ada Finch pay?", False),
        (POOLS, "Where is there a sauna at Brightwell?", True),
        (POOLS, "How many swimmers fit in Brightwell?", False),
        (POOLS, "Who owns Brightwell?", False),
        (INVENTORY, "How much oil does the Storm lamp take?", False),  # which is no price
        (INVENTORY, "How much is the Storm lamp?", True),
        (INVENTORY, "Does the Storm lamp need a licence?", False),
        (INVENTORY, "How do I clean the Storm lamp?", False),
    ],
)
def test_a_reading_that_tells_something_else_of_a_row_is_no_answer(
    text: str, question: str, *, told: bool
) -> None:
    (names,) = names_of(typed_tables(text), lambda _: ())
    (family,) = families((names,))
    found = readings(question, [names], lambda word: float(not word.small))
    fits = [
        is_of_row(one.asked, query, known(one.asked, one.queries, family, []))
        and is_of_kind(question, query, run(query))
        for one in best(found)
        for query in one.queries
    ]
    assert any(fits) == told


def test_columns_of_marks_alone_may_be_called_anything() -> None:
    rungs = (
        "# Skills\n\n| Skill | R1 | R2 |\n| --- | --- | --- |\n| Knots | X | |\n| Maps | | X |\n"
    )
    (names,) = names_of(typed_tables(rungs), lambda _: ())
    (family,) = families((names,))
    (one,) = best(readings("On which rungs is Knots wanted?", [names], lambda _: 1.0))
    (query,) = one.queries
    assert query.how is How.MARKS
    assert is_of_row(one.asked, query, known(one.asked, one.queries, family, []))


def test_two_rankings_are_no_two_ranks() -> None:
    moved = (
        "# Order of the boats\n\n| Boat | Rank today | Rank later |\n| --- | --- | --- |\n"
        "| Gull | 1 | 4 |\n| Tern | 2 | 1 |\n| Petrel | 3 | 2 |\n| Skua | 4 | 3 |\n"
    )
    assert rows_of(moved, "How many boats lose places between the two rankings?") == {"Gull"}
