"""All that was asked in a session, for what is made of it afterwards; never who asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.asked import is_hidden
from bot.store.database import Database
from bot.store.tables import QUESTIONS


@dataclass(frozen=True, slots=True)
class Recorded:
    """A question as it is kept: masked; None if it was declined."""

    at: datetime
    asked: str | None
    outcome: str
    reason: str | None
    suggested: bool
    hidden: bool


def recorded_of(database: Database, session: int) -> list[Recorded]:
    """The questions of a session in the order in which they came."""
    columns = (
        QUESTIONS.c.at,
        QUESTIONS.c.asked,
        QUESTIONS.c.outcome,
        QUESTIONS.c.reason,
        QUESTIONS.c.suggested,
        is_hidden(session),
    )
    wanted = select(*columns).where(QUESTIONS.c.session == session)
    with database.begin() as connection:
        rows = connection.execute(wanted.order_by(QUESTIONS.c.at, QUESTIONS.c.id))
        return [Recorded(*row) for row in rows]
