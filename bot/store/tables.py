"""The tables as they are now. How they came about stands in the migrations.

Times are in UTC without a zone, which every database keeps alike.
"""

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text

METADATA = MetaData()

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("verdict", String(16), nullable=False),
    Column("question", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("corpus_version", String(32), nullable=False),
)


def now() -> datetime:
    """The time as the tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)
