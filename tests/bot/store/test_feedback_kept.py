"""Feedback as both kinds of database keep it."""

import pytest
from class_rows import add_class, counts
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.store.database import Database
from bot.store.feedback import Feedback, add_feedback
from bot.store.holds import add_hold
from bot.store.tables import FEEDBACK
from bot.store.texts import storable

ANSWER = "0123456789abcdef"


def test_feedback_is_kept_as_it_was_given(database: Database) -> None:
    keep(database, note="“Too short” — señor 😀")
    assert kept(database) == ("wrong", "Why?", "“Too short” — señor 😀", "4505", None, None)


def test_feedback_from_a_session_names_it(database: Database) -> None:
    add_class(database, "BCDFGHJK")
    keep(database, session="BCDFGHJK")
    assert kept(database)[4] == "BCDFGHJK"


def test_what_names_no_session_is_not_kept(database: Database) -> None:
    keep(database, session="555-12-1234")
    assert kept(database)[4] is None


def test_feedback_that_is_changed_takes_the_place_of_what_was_said_before(
    database: Database,
) -> None:
    assert say(database, "wrong", "It leaves out half.")
    assert not say(database, "right")
    assert kept(database)[:3] == ("right", "Why?", "")
    assert counts(database) == {"feedback": 1}


def test_the_number_of_an_answer_is_not_kept(database: Database) -> None:
    say(database, "wrong")
    assert ANSWER not in kept(database)


def test_feedback_on_hold_stays_beside_what_is_said_later(database: Database) -> None:
    say(database, "wrong")
    add_hold(database, "table", "feedback", "asked for by counsel")
    assert not say(database, "right")
    assert counts(database)["feedback"] == 2


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_a_character_that_databases_do_not_take_is_replaced(database: Database, text: str) -> None:
    feedback = Feedback(verdict="wrong", question="Why?", corpus_version="4505")
    add_feedback(database, feedback.model_copy(update={"note": text}))
    assert kept(database)[2] == "a\N{REPLACEMENT CHARACTER}b"


def test_a_character_beyond_the_basic_plane_is_left_alone() -> None:
    assert storable("\N{GRINNING FACE}") == "\N{GRINNING FACE}"


def test_a_row_that_does_not_fit_is_not_taken_for_a_database_that_is_gone(
    database: Database,
) -> None:
    with pytest.raises(IntegrityError), database.begin() as connection:
        connection.execute(insert(FEEDBACK).values(verdict="wrong"))


def say(database: Database, verdict: str, note: str = "") -> bool:
    """Say something on one and the same answer; whether it was the first on it."""
    said = {"question": "Why?", "corpus_version": "4505", "answer": ANSWER}
    feedback = Feedback.model_validate(said | {"verdict": verdict, "note": note})
    return add_feedback(database, feedback)


def keep(database: Database, note: str = "", session: str | None = None) -> None:
    """Keep a piece of feedback."""
    said = {"verdict": "wrong", "question": "Why?", "corpus_version": "4505"}
    add_feedback(database, Feedback.model_validate(said | {"note": note, "session": session}))


def kept(database: Database) -> tuple[object, ...]:
    """The latest feedback, without number and time."""
    with database.begin() as connection:
        rows = connection.execute(select(FEEDBACK).order_by(FEEDBACK.c.id.desc()))
        return tuple(rows.first() or ())[2:]
