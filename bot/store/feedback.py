"""Feedback on answers, kept without identity."""

from hashlib import blake2b
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import insert, select, update

from bot.store.database import Database
from bot.store.holds import is_feedback_held
from bot.store.tables import FEEDBACK, SESSIONS, now
from bot.store.upserts import insert_into


class Feedback(BaseModel):
    """What a reader thought of an answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["right", "wrong", "incomplete"]
    question: str = Field(max_length=2000)
    note: str = Field(default="", max_length=2000)
    corpus_version: str = Field(max_length=32)
    session: str | None = Field(default=None, max_length=64)
    # A number of the answer that nobody can guess: what is said later takes the place of this.
    answer: str | None = Field(default=None, min_length=16, max_length=64)


def add_feedback(database: Database, feedback: Feedback) -> bool:
    """Store what somebody thinks of an answer now; whether it is the first on that answer.

    Personal data must have been masked before. ``session`` is stored only where there is a session
    of that join code: it is no place for texts. What is on hold stays beside what is said later.
    """
    known = select(SESSIONS.c.code).where(SESSIONS.c.code == feedback.session)
    row = feedback.model_dump(exclude={"answer"}) | {"session": known.scalar_subquery()}
    row |= {"at": now(), "key": _key(feedback.answer)}
    with database.begin() as connection:
        once = insert_into(connection, FEEDBACK).on_conflict_do_nothing(index_elements=["key"])
        if connection.scalar(once.values(row).returning(FEEDBACK.c.id)) is not None:
            return True
        if is_feedback_held(connection, feedback.session):
            connection.execute(insert(FEEDBACK).values(row | {"key": None}))
        else:
            same = FEEDBACK.c.key == row["key"]
            later = {name: row[name] for name in ("verdict", "note", "at")}
            connection.execute(update(FEEDBACK).where(same).values(later))
    return False


def _key(answer: str | None) -> str | None:
    """Tells answers apart, and leads nobody to one."""
    return blake2b(answer.encode(), digest_size=16).hexdigest() if answer else None
