"""What servers share only while people talk: turns, transcripts and limits, gone within a day.

These tables have no place in a backup, in retention or on hold: nothing of them is a record.
A conversation is kept under a digest of its id, so that whoever reads the table cannot open it.
"""

import time
from datetime import timedelta
from hashlib import blake2b

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Float,
    Integer,
    MetaData,
    Table,
    case,
    cast,
    delete,
    extract,
    func,
    insert,
    select,
    update,
)

from bot.store.database import Database
from bot.store.tables import now
from bot.store.texts import String, Text
from bot.store.upserts import insert_into

_JULIAN_1970 = 2440587.5
_SHORTEST_S = 0.001
KEPT = timedelta(hours=24)
PASSING = MetaData()


def _talk(name: str) -> Table:
    return Table(
        name,
        PASSING,
        Column("id", Integer, primary_key=True),
        Column("at", DateTime, nullable=False, index=True),
        Column("conversation", String(32), nullable=False, index=True),
        Column("turn", Text, nullable=False),
    )


# What a question may lean on; and what the chat shows, with the same for each of its turns.
TURNS = _talk("turns")
TRANSCRIPTS = _talk("transcripts")

# When a bucket will be full again, in seconds since 1970. A key is a digest, see `bot.sharing`.
BUCKETS = Table(
    "buckets",
    PASSING,
    Column("key", String(32), primary_key=True),
    Column("full_at", Float(53), nullable=False, index=True),
)


def add_turn(database: Database, table: Table, conversation: str, turn: str) -> int:
    """Keep a turn of a conversation; the number of its row."""
    row = {"at": now(), "conversation": _digest(conversation), "turn": turn}
    with database.begin() as connection:
        return int(connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())


def change_turn(database: Database, table: Table, number: int, turn: str) -> None:
    """Put another turn in the place of one."""
    with database.begin() as connection:
        connection.execute(update(table).where(table.c.id == number).values(at=now(), turn=turn))


def turns_of(database: Database, table: Table, conversation: str, most: int) -> list[str]:
    """The latest turns of a conversation, oldest first."""
    own = table.c.conversation == _digest(conversation)
    latest = select(table.c.turn).where(own).order_by(table.c.id.desc()).limit(most)
    with database.begin() as connection:
        return list(connection.scalars(latest))[::-1]


def last_of(database: Database, table: Table, conversation: str) -> tuple[int, str] | None:
    """Number and time of the latest turn, which tell whether anything has changed since."""
    own = table.c.conversation == _digest(conversation)
    latest = select(table.c.id, table.c.at).where(own).order_by(table.c.id.desc()).limit(1)
    with database.begin() as connection:
        found = connection.execute(latest).one_or_none()
    return (int(found[0]), str(found[1])) if found else None


def take(database: Database, key: str, rate: float, burst: float) -> float:
    """Take one from a bucket; 0 if it was there, else after how many seconds it will be.

    One statement, so that two servers never take the same one. The time is that of the database as
    it runs: a server that waits for its turn would have told an earlier one.
    """
    full_at, emptied = BUCKETS.c.full_at, 1 / rate
    with database.at_once() as connection:
        at = _clock(connection)
        begun = case((full_at > at, full_at), else_=at)
        first = insert_into(connection, BUCKETS).values(key=key, full_at=at + emptied)
        granted = first.on_conflict_do_update(
            index_elements=["key"],
            set_={"full_at": begun + emptied},
            where=begun + emptied - at <= burst / rate,
        )
        if connection.scalar(granted.returning(full_at)) is not None:
            return 0.0
        ahead = connection.scalar(select(full_at - at).where(BUCKETS.c.key == key)) or 0.0
    return max(ahead + emptied - burst / rate, _SHORTEST_S)


def _clock(connection: Connection) -> ColumnElement[float]:
    """Seconds since 1970, where and when a statement runs."""
    if connection.dialect.name == "postgresql":
        return cast(extract("epoch", func.clock_timestamp()), Float(53))
    return (func.julianday("now") - _JULIAN_1970) * 86400.0


def sweep(database: Database) -> int:
    """Delete what is over: turns after a day, and buckets that are full; how many rows went."""
    old = now() - KEPT
    over: dict[Table, ColumnElement[bool]] = {
        TURNS: TURNS.c.at < old,
        TRANSCRIPTS: TRANSCRIPTS.c.at < old,
        BUCKETS: BUCKETS.c.full_at < time.time(),
    }
    with database.begin() as connection:
        gone = sum(
            connection.execute(delete(table).where(ends)).rowcount for table, ends in over.items()
        )
    if gone:
        database.forget_deleted()
    return gone


def _digest(conversation: str) -> str:
    return blake2b(conversation.encode("utf-8", "replace"), digest_size=16).hexdigest()
