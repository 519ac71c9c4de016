"""What a class does, as both kinds of database keep and count it."""

from datetime import timedelta

import pytest
from class_rows import GROUP, add_class, counts

from bot.store.asked import (
    Attendee,
    Question,
    add_asked,
    counts_of,
    groups_of,
    latest_of,
    people_and_questions,
)
from bot.store.database import Database
from bot.store.recorded import recorded_of
from bot.store.tables import now
from bot.store.training import (
    delete_session,
    hide_group,
    pins_of,
    session_by_code,
    sessions_not_over,
    set_paused,
    suggested_of,
)
from bot.training.board import board_of

CODE = "BCDFGHJK"


@pytest.fixture
def session(database: Database) -> int:
    """A session with an attendee, an answered question and a declined one."""
    return add_class(database, CODE)


def test_a_board_counts_what_was_asked(database: Database, session: int) -> None:
    counted = counts_of(database, session, CODE)
    assert (counted.people, counted.questions, counted.last_minute) == (1, 2, 2)
    assert counted.outcomes == {"answered": 1, "declined": 1}
    assert counted.declined == {"personal_data": 1}
    assert counted.feedback == {"wrong": 1}


def test_whoever_joins_twice_is_counted_once(database: Database, session: int) -> None:
    again, another = Attendee(session, "digest", now()), Attendee(session, "another", now())
    add_asked(database, [again, another, another], [])
    assert people_and_questions(database, session)[0] == 2


def test_a_batch_for_a_session_that_is_gone_is_let_go(database: Database, session: int) -> None:
    delete_session(database, session)
    question = Question(
        session, now(), "Why?", "answered", None, 1.0, suggested=False, group_id=None
    )
    add_asked(database, [Attendee(session, "digest", now())], [question])
    assert counts(database) == {}


def test_questions_are_grouped_with_the_largest_group_first(
    database: Database, session: int
) -> None:
    for group in ("other", "third", "third", "third"):
        question = Question(session, now(), group, "not_in_sources", None, 1.0, False, group)  # noqa: FBT003
        add_asked(database, [], [question])
    assert [(one.id, one.count) for one in groups_of(database, session)] == [
        ("third", 3),
        (GROUP, 1),
        ("other", 1),
    ]
    assert [one.id for one in groups_of(database, session, unanswered=True)] == ["third", "other"]


def test_a_hidden_group_is_not_among_the_latest(database: Database, session: int) -> None:
    hide_group(database, session, GROUP, hidden=True)
    assert [one.asked for one in latest_of(database, session)] == [None]


def test_a_session_is_found_as_it_was_planned(database: Database, session: int) -> None:
    set_paused(database, session, paused=True)
    found = session_by_code(database, CODE)
    assert found is not None
    assert (found.id, found.plan.title, found.paused) == (session, "A class", True)
    assert [one.question for one in suggested_of(database, session)] == ["What counts as AI work?"]
    assert [one.group for one in pins_of(database, session)] == [GROUP]


def test_a_session_that_is_over_is_not_among_those_to_come(database: Database) -> None:
    add_class(database, CODE, -timedelta(hours=1))
    add_class(database, "CDFGHJKM", timedelta(hours=1))
    assert [one.code for one in sessions_not_over(database)] == [CODE]


def test_deleting_a_session_leaves_nothing_of_it(database: Database, session: int) -> None:
    delete_session(database, session)
    assert counts(database) == {}


def test_a_hidden_question_can_be_shown_again_however_many_are_asked_more_often(
    database: Database, session: int
) -> None:
    rare = [asked(session, "rare")]
    often = [asked(session, f"group {n}") for n in range(60) for _ in range(2)]
    add_asked(database, [], often + rare)
    hide_group(database, session, "rare", hidden=True)
    found = session_by_code(database, CODE)
    assert found
    board = board_of(database, found)
    assert [group.id for group in board.hidden] == ["rare"]
    assert len(board.shown) == 50


def test_what_is_asked_in_a_hidden_group_later_is_hidden_too(
    database: Database, session: int
) -> None:
    add_asked(database, [], [asked(session, "group")])
    hide_group(database, session, "group", hidden=True)
    add_asked(database, [], [asked(session, "group")])
    hidden = [one.hidden for one in recorded_of(database, session) if one.asked == "Why group?"]
    assert hidden == [True, True]


def asked(session: int, group: str) -> Question:
    """A question of a group."""
    facts = {"outcome": "answered", "reason": None, "ms": 1.0, "suggested": False}
    return Question(session, now(), f"Why {group}?", group_id=group, **facts)
