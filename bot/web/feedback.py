"""Feedback on answers, kept without identity. The only file that imports sqlalchemy."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, create_engine, insert
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import GuideError

_METADATA = MetaData()
_FEEDBACK = Table(
    "feedback",
    _METADATA,
    Column("at", DateTime, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("question", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("corpus_version", String(32), nullable=False),
)


class Feedback(BaseModel):
    """What a reader thought of an answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["right", "wrong", "incomplete"]
    question: str = Field(max_length=2000)
    note: str = Field(default="", max_length=2000)
    corpus_version: str = Field(max_length=32)


class FeedbackStore:
    """Rows of feedback in the configured database."""

    def __init__(self, url: str | None, data: Path) -> None:
        address = url or f"sqlite:///{data / 'guide.sqlite'}"
        try:
            self._engine = create_engine(address)
            _METADATA.create_all(self._engine)
        except (SQLAlchemyError, ImportError) as error:
            raise GuideError(
                f"the database at {address.split('@')[-1]} cannot be opened "
                f"({str(error).splitlines()[0]}): check GUIDE_DATABASE_URL and GUIDE_DATA"
            ) from None

    def add(self, feedback: Feedback) -> None:
        """Store one row."""
        row = feedback.model_dump() | {"at": datetime.now(UTC).replace(tzinfo=None)}
        with self._engine.begin() as connection:
            connection.execute(insert(_FEEDBACK).values(**row))
