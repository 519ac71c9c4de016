"""Feedback on answers, kept without identity."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import insert, select

from bot.store.database import Database
from bot.store.tables import FEEDBACK, SESSIONS, now


class Feedback(BaseModel):
    """What a reader thought of an answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["right", "wrong", "incomplete"]
    question: str = Field(max_length=2000)
    note: str = Field(default="", max_length=2000)
    corpus_version: str = Field(max_length=32)
    session: str | None = Field(default=None, max_length=64)


def add_feedback(database: Database, feedback: Feedback) -> None:
    """Store one row; personal data must have been masked before.

    ``session`` is stored only where there is a session of that join code: it is no place for texts.
    """
    known = select(SESSIONS.c.code).where(SESSIONS.c.code == feedback.session)
    row = feedback.model_dump() | {"at": now(), "session": known.scalar_subquery()}
    with database.begin() as connection:
        connection.execute(insert(FEEDBACK).values(row))
