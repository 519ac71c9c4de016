"""Visits of trainers that were ended before their time, so that every server knows."""

from datetime import timedelta
from hashlib import blake2b

from sqlalchemy import delete, exists, select

from bot.store.database import Database
from bot.store.tables import ENDED_VISITS, now
from bot.store.upserts import insert_into


def end_visit(database: Database, visit: str, valid_s: int) -> None:
    """Remember that a visit has ended, as long as its cookie would be valid."""
    at = now()
    old = ENDED_VISITS.c.at < at - timedelta(seconds=valid_s)
    with database.begin() as connection:
        connection.execute(delete(ENDED_VISITS).where(old))
        row = {"digest": _digest(visit), "at": at}
        ended = insert_into(connection, ENDED_VISITS).values(row)
        connection.execute(ended.on_conflict_do_nothing())


def is_ended(database: Database, visit: str) -> bool:
    """Whether a visit was ended."""
    with database.begin() as connection:
        found = select(exists().where(ENDED_VISITS.c.digest == _digest(visit)))
        return connection.scalar(found) is True


def _digest(visit: str) -> str:
    return blake2b(visit.encode(), digest_size=16).hexdigest()
