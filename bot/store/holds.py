"""Holds: what retention, and everybody else, must not delete until the hold is released."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, exists, insert, select, update

from bot.store.database import Database, lock
from bot.store.tables import FEEDBACK, HOLDS, METADATA, SESSIONS, now
from corpus.errors import GuideError

Kind = Literal["table", "session"]
_OWN = ("holds", "disposals", "ended_visits")  # nothing of people


class OnHoldError(GuideError):
    """Something may not be deleted or replaced, because it is on hold."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why something is kept, and since when."""

    id: int
    kind: Kind
    name: str
    reason: str
    since: datetime


def add_hold(database: Database, kind: Kind, name: str, reason: str) -> Hold:
    """Put a table, or a session by its join code, on hold; a `GuideError` if there is none."""
    since = now()
    row = {"kind": kind, "name": name, "reason": reason, "since": since}
    with database.begin() as connection:
        lock(connection)  # a purge that has read the holds already ends first
        _check_there(connection, kind, name)
        made = connection.execute(insert(HOLDS).values(row).returning(HOLDS.c.id))
        return Hold(made.scalar_one(), kind, name, reason, since)


def holds(database: Database) -> list[Hold]:
    """All holds that are not released, oldest first."""
    with database.begin() as connection:
        return current_holds(connection)


def release_hold(database: Database, number: int) -> None:
    """End a hold; a `GuideError` if there is none of that number."""
    running = HOLDS.c.id == number, HOLDS.c.released_at.is_(None)
    with database.begin() as connection:
        done = connection.execute(update(HOLDS).where(*running).values(released_at=now()))
    if not done.rowcount:
        raise GuideError(f"there is no hold {number}: see `python -m bot hold list`")


def current_holds(connection: Connection) -> list[Hold]:
    """The same within a transaction."""
    columns = HOLDS.c.id, HOLDS.c.kind, HOLDS.c.name, HOLDS.c.reason, HOLDS.c.since
    wanted = select(*columns).where(HOLDS.c.released_at.is_(None)).order_by(HOLDS.c.id)
    return [Hold(*row) for row in connection.execute(wanted)]


def check_not_held(connection: Connection, code: str) -> None:
    """An `OnHoldError` if the session of that join code, or anything of it, is on hold."""
    for hold in current_holds(connection):
        if _keeps(connection, hold, code):
            raise OnHoldError(
                f"the {hold.kind} {hold.name} is on hold since {hold.since:%Y-%m-%d} "
                f"({hold.reason}): "
                f"this can be done once hold {hold.id} is released"
            )


def check_session_not_held(connection: Connection, session: int) -> None:
    """The same for a session by its number."""
    code = connection.scalar(select(SESSIONS.c.code).where(SESSIONS.c.id == session))
    check_not_held(connection, str(code))


def is_feedback_held(connection: Connection, code: str | None) -> bool:
    """Whether feedback from a session, or from none, must stay as it is."""
    held = {("table", FEEDBACK.name), ("session", code)}
    return any((hold.kind, hold.name) in held for hold in current_holds(connection))


def _keeps(connection: Connection, hold: Hold, code: str) -> bool:
    """Whether deleting the session of that join code would delete something on hold."""
    if hold.kind == "session":
        return hold.name == code
    table = METADATA.tables[hold.name]
    if table is SESSIONS or table is FEEDBACK:
        its = table.c.code == code if table is SESSIONS else table.c.session == code
    else:
        number = select(SESSIONS.c.id).where(SESSIONS.c.code == code).scalar_subquery()
        its = table.c.session == number
    return connection.scalar(select(exists().select_from(table).where(its))) is True


def _check_there(connection: Connection, kind: Kind, name: str) -> None:
    tables = sorted(METADATA.tables.keys() - set(_OWN))
    if kind == "table" and name not in tables:
        raise GuideError(f"there is no table {name!r}: expected one of {', '.join(tables)}")
    known = select(SESSIONS.c.id).where(SESSIONS.c.code == name)
    if kind == "session" and connection.scalar(known) is None:
        raise GuideError(f"there is no session with the join code {name!r}")
