"""Feedback on answers, kept without identity."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import insert

from bot.store.database import Database
from bot.store.tables import FEEDBACK, now


class Feedback(BaseModel):
    """What a reader thought of an answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["right", "wrong", "incomplete"]
    question: str = Field(max_length=2000)
    note: str = Field(default="", max_length=2000)
    corpus_version: str = Field(max_length=32)


def add_feedback(database: Database, feedback: Feedback) -> None:
    """Store one row; personal data must have been masked before."""
    with database.begin() as connection:
        connection.execute(insert(FEEDBACK).values(at=now(), **feedback.model_dump()))
