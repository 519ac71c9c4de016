"""Training sessions as they are kept: what a trainer planned, and what a class asked.

Times are in UTC without a zone, as in all tables. Texts must have been masked before.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, delete, exists, insert, select, update

from bot.store.database import Database, lock
from bot.store.holds import check_not_held, check_session_not_held
from bot.store.tables import FEEDBACK, PINS, QUESTIONS, SESSIONS, SUGGESTED, now

State = Literal["planned", "open", "paused", "closed"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a trainer decides about a session. ``zone`` is how its times are shown (IANA name)."""

    title: str
    topic: str
    zone: str
    opens_at: datetime
    closes_at: datetime
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it is kept; ``trainer`` is the digest of an account."""

    id: int
    code: str
    key: str
    trainer: str
    plan: Plan
    paused: bool
    closed: bool
    created_at: datetime

    def state(self, at: datetime | None = None) -> State:
        """What it is at a time, now by default."""
        at = at or now()
        if self.closed or at >= self.plan.closes_at:
            return "closed"
        if at < self.plan.opens_at:
            return "planned"
        return "paused" if self.paused else "open"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A question suggested to the class, with its Answer object as JSON."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A question on the wall, with its Answer object as JSON."""

    id: int
    group: str
    question: str
    answer: str


def add_session(database: Database, code: str, key: str, trainer: str, plan: Plan) -> int:
    """Keep a new session; its id."""
    row = _planned(plan) | {"code": code, "key": key, "trainer": trainer, "created_at": now()}
    with database.begin() as connection:
        made = insert(SESSIONS).values(paused=False, closed=False, **row).returning(SESSIONS.c.id)
        return int(connection.execute(made).scalar_one())


def change_plan(database: Database, session: int, plan: Plan) -> None:
    """Keep another plan for a session; an `OnHoldError` if the one there is must be kept."""
    with database.begin() as connection:
        check_session_not_held(connection, session)
        _change(connection, session, _planned(plan))


def set_paused(database: Database, session: int, *, paused: bool) -> None:
    """Take no questions for a while, or take them again."""
    with database.begin() as connection:
        _change(connection, session, {"paused": paused})


def set_closed(database: Database, session: int, *, closed: bool) -> None:
    """End a session before its time, or take that back."""
    with database.begin() as connection:
        _change(connection, session, {"closed": closed})


def delete_session(database: Database, session: int) -> None:
    """Delete a session with all that is its own, feedback on its answers too.

    An `OnHoldError` if it must be kept.
    """
    with database.begin() as connection:
        lock(connection)  # nobody puts it on hold in between
        code = connection.scalar(select(SESSIONS.c.code).where(SESSIONS.c.id == session))
        check_not_held(connection, str(code))
        connection.execute(delete(FEEDBACK).where(FEEDBACK.c.session == code))
        connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session))


def session_by_id(database: Database, session: int) -> Session | None:
    """The session of that id."""
    found = _sessions(database, select(SESSIONS).where(SESSIONS.c.id == session))
    return found[0] if found else None


def session_by_code(database: Database, code: str) -> Session | None:
    """The session of that code."""
    found = _sessions(database, select(SESSIONS).where(SESSIONS.c.code == code))
    return found[0] if found else None


def sessions_of(database: Database, trainer: str) -> list[Session]:
    """All sessions of an account, the latest opening first."""
    wanted = select(SESSIONS).where(SESSIONS.c.trainer == trainer)
    return _sessions(database, wanted.order_by(SESSIONS.c.opens_at.desc(), SESSIONS.c.id.desc()))


def sessions_not_over(database: Database) -> list[Session]:
    """All sessions that are open or will be."""
    return _sessions(
        database, select(SESSIONS).where(~SESSIONS.c.closed, SESSIONS.c.closes_at > now())
    )


def put_suggested(database: Database, session: int, suggested: Sequence[Suggested]) -> None:
    """Keep these suggested questions, in this order, in place of the earlier ones.

    An `OnHoldError` if those must be kept.
    """
    rows = [
        {"session": session, "position": place, **asdict(one)}
        for place, one in enumerate(suggested)
    ]
    earlier = SUGGESTED.c.session == session
    with database.begin_within("that session") as connection:
        if connection.scalar(select(exists().where(earlier))):
            check_session_not_held(connection, session)
        connection.execute(delete(SUGGESTED).where(earlier))
        if rows:
            connection.execute(insert(SUGGESTED), rows)


def suggested_of(database: Database, session: int) -> list[Suggested]:
    """The suggested questions of a session, in their order."""
    columns = select(SUGGESTED.c.question, SUGGESTED.c.answer)
    wanted = columns.where(SUGGESTED.c.session == session).order_by(SUGGESTED.c.position)
    with database.begin() as connection:
        return [Suggested(*row) for row in connection.execute(wanted)]


def hide_group(database: Database, session: int, group: str, *, hidden: bool) -> None:
    """Leave a group of questions out of the lists, or put it back."""
    with database.begin() as connection:
        connection.execute(
            update(QUESTIONS)
            .where(QUESTIONS.c.session == session, QUESTIONS.c.group_id == group)
            .values(hidden=hidden)
        )
        if hidden:
            _unpin(connection, session, group)


def pin(database: Database, session: int, group: str, question: str, answer: str) -> None:
    """Put a question with its answer on the wall; once is enough."""
    row = {"session": session, "group_id": group, "question": question, "answer": answer}
    with database.begin_within("that session") as connection:
        _unpin(connection, session, group)
        connection.execute(insert(PINS).values(at=now(), **row))


def unpin(database: Database, session: int, group: str) -> None:
    """Take a question off the wall."""
    with database.begin() as connection:
        _unpin(connection, session, group)


def pins_of(database: Database, session: int) -> list[Pin]:
    """What is on the wall of a session, the latest first."""
    columns = select(PINS.c.id, PINS.c.group_id, PINS.c.question, PINS.c.answer)
    wanted = columns.where(PINS.c.session == session).order_by(PINS.c.id.desc())
    with database.begin() as connection:
        return [Pin(*row) for row in connection.execute(wanted)]


def _unpin(connection: Connection, session: int, group: str) -> None:
    """An `OnHoldError` if it is there and must be kept."""
    pinned = (PINS.c.session == session, PINS.c.group_id == group)
    if connection.scalar(select(exists().where(*pinned))):
        check_session_not_held(connection, session)
        connection.execute(delete(PINS).where(*pinned))


def _planned(plan: Plan) -> dict[str, Any]:
    return asdict(plan) | {"origins": " ".join(plan.origins)}


def _change(connection: Connection, session: int, values: dict[str, Any]) -> None:
    connection.execute(update(SESSIONS).where(SESSIONS.c.id == session).values(**values))


def _sessions(database: Database, wanted: "Select[Any]") -> list[Session]:
    with database.begin() as connection:
        return [_session(row) for row in connection.execute(wanted)]


def _session(row: "Row[Any]") -> Session:
    plan = Plan(
        row.title, row.topic, row.zone, row.opens_at, row.closes_at, tuple(row.origins.split())
    )
    facts = (row.id, row.code, row.key, row.trainer, plan)
    return Session(*facts, row.paused, row.closed, row.created_at)
