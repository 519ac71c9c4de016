"""Retention: what is older than so many days is deleted, but for what is on hold.

A row goes when it has aged by a time of its own or when the row that owns it goes, whichever comes
first. A row stays while it, its session, or anything that would go with it is on hold.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    false,
    func,
    insert,
    not_,
    or_,
    select,
    true,
)

from bot.store.database import Database, lock
from bot.store.holds import Hold, current_holds
from bot.store.tables import DISPOSALS, FEEDBACK, METADATA, SESSIONS, now

# The time from which the days of a row count, by table. A session counts from its end.
AGES_BY = {
    "feedback": "at",
    "session_questions": "at",
    "attendees": "joined_at",
    "pins": "at",
    "card_choices": "at",
    "sessions": "closes_at",
    "model_requests": "at",
    "ended_visits": "at",
    "maintenance": "at",
}
# Where a row names its session by join code; others are found through the session they belong to.
_CODES = {"feedback": FEEDBACK.c.session, "sessions": SESSIONS.c.code}


@dataclass(frozen=True, slots=True)
class Disposal:
    """The record of a deletion: what, how many, by which rule; never what it said."""

    at: datetime
    what: str
    rows: int
    older_than: int
    cutoff: datetime
    setting: str


def purge(database: Database, days: int, setting: str, *, dry_run: bool = False) -> list[Disposal]:
    """Delete what is older than ``days`` and keep a record of it; with ``dry_run`` only count.

    ``setting`` is where the number of days came from. All goes or nothing.
    """
    at = now()
    cutoff = at - timedelta(days=days)
    done: list[Disposal] = []
    with database.begin() as connection:
        lock(connection)
        rule = _Rule(cutoff, current_holds(connection))
        for table in reversed(METADATA.sorted_tables):  # what belongs to a row before the row
            rows = _dispose(connection, table, rule.goes(table), dry_run=dry_run)
            if rows:
                done.append(Disposal(at, table.name, rows, days, cutoff, setting))
        if done and not dry_run:
            connection.execute(insert(DISPOSALS), [asdict(one) for one in done])
    if done and not dry_run:
        database.forget_deleted()
    return done


def disposals(database: Database) -> list[Disposal]:
    """All records of deletions, oldest first."""
    columns = [DISPOSALS.c[name] for name in Disposal.__slots__]
    with database.begin() as connection:
        return [Disposal(*row) for row in connection.execute(select(*columns).order_by("id"))]


def _dispose(
    connection: Connection, table: Table, where: ColumnElement[bool], *, dry_run: bool
) -> int:
    if dry_run:
        counted = connection.scalar(select(func.count()).select_from(table).where(where))
        return counted or 0
    return connection.execute(delete(table).where(where)).rowcount


class _Rule:
    """Which rows go, as conditions on their tables."""

    def __init__(self, cutoff: datetime, held: list[Hold]) -> None:
        self._cutoff = cutoff
        self._tables = {hold.name for hold in held if hold.kind == "table"}
        self._codes = {hold.name for hold in held if hold.kind == "session"}

    def goes(self, table: Table) -> ColumnElement[bool]:
        """Rows that have aged or whose owner goes, and that nothing holds."""
        aged = [table.c[AGES_BY[table.name]] < self._cutoff] if table.name in AGES_BY else []
        owned = [own.in_(select(key).where(self.goes(key.table))) for own, key in _owners(table)]
        held = or_(self._in_session(table), self._needed(table))
        return and_(or_(false(), *aged, *owned), not_(held))

    def _in_session(self, table: Table) -> ColumnElement[bool]:
        """Rows of a session that is on hold."""
        code = _CODES.get(table.name)
        own = [] if code is None else [and_(code.is_not(None), code.in_(self._codes))]
        through = [
            own.in_(select(key).where(self._in_session(key.table))) for own, key in _owners(table)
        ]
        return or_(false(), *own, *through)

    def _needed(self, table: Table) -> ColumnElement[bool]:
        """Rows of a table on hold, and rows that own such rows."""
        if table.name in self._tables:
            return true()
        owning = [
            key.in_(select(own).where(self._needed(other)))
            for other in METADATA.sorted_tables
            for own, key in _owners(other)
            if key.table is table
        ]
        return or_(false(), *owning)


def _owners(table: Table) -> Iterator[tuple["Column[int]", "Column[int]"]]:
    """Columns that say to which row of another table a row belongs, each with that row's key."""
    for key in table.foreign_keys:
        if key.ondelete == "CASCADE":
            yield key.parent, key.column
