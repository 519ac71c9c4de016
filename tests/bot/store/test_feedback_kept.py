"""Feedback as both kinds of database keep it."""

import pytest
from class_rows import add_class
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.store.database import Database
from bot.store.feedback import Feedback, add_feedback
from bot.store.tables import FEEDBACK
from bot.store.texts import storable


def test_feedback_is_kept_as_it_was_given(database: Database) -> None:
    keep(database, note="“Too short” — señor 😀")
    assert kept(database) == ("wrong", "Why?", "“Too short” — señor 😀", "4505", None)


def test_feedback_from_a_session_names_it(database: Database) -> None:
    add_class(database, "BCDFGHJK")
    keep(database, session="BCDFGHJK")
    assert kept(database)[-1] == "BCDFGHJK"


def test_what_names_no_session_is_not_kept(database: Database) -> None:
    keep(database, session="555-12-1234")
    assert kept(database)[-1] is None


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


def keep(database: Database, note: str = "", session: str | None = None) -> None:
    """Keep a piece of feedback."""
    said = {"verdict": "wrong", "question": "Why?", "corpus_version": "4505"}
    add_feedback(database, Feedback.model_validate(said | {"note": note, "session": session}))


def kept(database: Database) -> tuple[object, ...]:
    """The latest feedback, without number and time."""
    with database.begin() as connection:
        rows = connection.execute(select(FEEDBACK).order_by(FEEDBACK.c.id.desc()))
        return tuple(rows.first() or ())[2:]
