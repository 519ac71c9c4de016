"""A question that leaves rows out is answered without them, or not at all."""

from collections.abc import Sequence

import pytest
from random_tables import typed_tables

from bot.tables.choosing import excepting as module
from bot.tables.choosing.excepting import excepting
from bot.tables.choosing.readings import Reading, best
from bot.tables.choosing.signs import Weigh
from bot.tables.names.naming import Names, names_of
from bot.tables.queries.query import How
from bot.tables.queries.running import run

ROOMS = """# Rooms of the harbor office

| Room | Floor | Projector | Phone | Video | Rate |
| --- | --- | --- | --- | --- | --- |
| Anchor | 1 | yes | yes | yes | $20 |
| Beacon | 1 | no | yes | no | $75 |
| Cable | 2 | yes | no | yes | $35 |
| Delta | 2 | yes | yes | no | $15 |
| Eagle | 3 | no | no | no | $40 |
| Fender | 3 | yes | no | yes | $90 |
"""
GRADES = """# Skills by grade

| Skill | GS-11 | GS-12 | GS-13 |
| --- | --- | --- | --- |
| Sailing | X | X | X |
| Mending | | X | |
| Diving | X | | X |
"""


def read(text: str, question: str) -> list[Reading]:
    tables = names_of(typed_tables(text), lambda _: ())
    return excepting(question, tables, lambda word: float(not word.small))


def rows_of(text: str, question: str) -> set[str]:
    found = [reading for reading in best(read(text, question)) if reading.sure]
    return {q.table.row_name(row) for one in found for q in one.queries for row in run(q).rows}


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which rooms have a projector, apart from those with a phone?", {"Cable", "Fender"}),
        ("Besides the rooms on floor 2, which have a projector?", {"Anchor", "Fender"}),
        ("Apart from Anchor, which rooms have a phone?", {"Beacon", "Delta"}),
        ("Which rooms besides those on floor 1 have a phone?", {"Delta"}),
        ("What rooms have a projector except on floor 2?", {"Anchor", "Fender"}),
        ("Which rooms have video, not counting Fender?", {"Anchor", "Cable"}),
        ("What is the cheapest room other than Delta?", {"Anchor"}),
        ("Which rooms have a phone, leaving out those that cost over $50?", {"Anchor", "Delta"}),
    ],
)
def test_rows_that_are_left_out_are_not_told(question: str, rows: set[str]) -> None:
    assert rows_of(ROOMS, question) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Without Anchor and Delta, which rooms have a projector?", {"Cable", "Fender"}),
        ("Leaving out Anchor, Cable, and Delta, which rooms have a projector?", {"Fender"}),
        ("Strike Anchor, Beacon and Cable. Which rooms have a phone?", {"Delta"}),
    ],
)
def test_rows_may_be_left_out_by_a_list_of_names(question: str, rows: set[str]) -> None:
    assert rows_of(ROOMS, question) == rows


def test_an_exception_that_nothing_in_the_table_says_leaves_the_question_open() -> None:
    assert rows_of(ROOMS, "Which rooms have video, not counting the ones that are damp?") == set()


def test_rows_without_those_left_out_are_counted() -> None:
    (reading,) = best(read(ROOMS, "Other than Anchor and Beacon, how many rooms have a phone?"))
    (query,) = reading.queries
    assert (query.how, run(query).number) == (How.COUNT, 1)


def test_those_with_a_mark_everywhere_are_left_out() -> None:
    asked = "Which skills are marked at GS-12, besides the ones that every grade has?"
    assert rows_of(GRADES, asked) == {"Mending"}


def test_an_exception_of_columns_is_none_of_rows() -> None:
    assert rows_of(GRADES, "Which skills are marked at every grade except GS-12?") == {"Diving"}


def test_the_first_few_are_taken_before_any_is_left_out() -> None:
    places = (
        "# Order of the boats\n\n| Boat | Rank today | Rank later |\n| --- | --- | --- |\n"
        "| Gull | 1 | 3 |\n| Tern | 2 | 1 |\n| Petrel | 3 | 2 |\n| Skua | 4 | 4 |\n"
    )
    assert rows_of(places, "Which are the top 3 by rank today, leaving Tern aside?") == {
        "Gull",
        "Petrel",
    }


def test_a_question_of_very_many_parts_is_cut_in_a_few_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    read_one = module.readings

    def noted(question: str, tables: Sequence[Names], weigh: Weigh) -> list[Reading]:
        asked.append(question)
        return read_one(question, tables, weigh)

    monkeypatch.setattr(module, "readings", noted)
    read(ROOMS, "Which rooms besides those " + "nice is " * 200)
    assert 1 < len(asked) < 20


def test_a_group_of_rows_is_left_out_by_its_name() -> None:
    two = (
        "# Skills\n\n## Deck Skills\n\n| Skill | Day | Night |\n| --- | --- | --- |\n"
        "| Knots | X | X |\n| Sails | X | |\n"
        "\n## Engine Skills\n\n| Skill | Day | Night |\n| --- | --- | --- |\n"
        "| Pumps | X | |\n| Valves | | X |\n"
        "\n## Skill Ranking\n\n| Skill | Rank today | Rank later |\n| --- | --- | --- |\n"
        "| Knots | 1 | 4 |\n| Pumps | 2 | 1 |\n| Sails | 3 | 2 |\n| Valves | 4 | 3 |\n"
    )
    asked = "Which skills are in the top 3 by rank later, leaving the engine ones aside?"
    assert rows_of(two, asked) == {"Sails"}
