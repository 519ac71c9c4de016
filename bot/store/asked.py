"""What a class did in a session: who-less attendees and questions, and the counts of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, select

from bot.store.database import Database
from bot.store.tables import ATTENDEES, FEEDBACK, QUESTIONS, SESSIONS, now
from bot.store.upserts import insert_into

_GROUPS = 50
_LATEST = 20
_NOT_ANSWERED = ("not_in_sources", "out_of_scope", "needs_clarification")


@dataclass(frozen=True, slots=True)
class Attendee:
    """A browser that is in a session, by its digest."""

    session: int
    token_digest: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was answered in a session; ``asked`` is None for a declined one.

    One with a ``key`` that is there already is the same question, handed over once more.
    """

    session: int
    at: datetime
    asked: str | None
    outcome: str
    reason: str | None
    ms: float
    suggested: bool
    group_id: str | None
    hidden: bool = False
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same: as first asked, how often, and the latest outcome."""

    id: str
    question: str
    count: int
    outcome: str
    suggested: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class Latest:
    """One of the latest questions."""

    at: datetime
    asked: str | None
    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What a board shows. All counts are of the whole session but ``last_minute``."""

    people: int
    questions: int
    last_minute: int
    outcomes: dict[str, int]
    declined: dict[str, int]
    feedback: dict[str, int]


def add_asked(
    database: Database, attendees: Sequence[Attendee], questions: Sequence[Question]
) -> None:
    """Keep a batch; what belongs to a session that is gone is let go."""
    with database.begin() as connection:
        wanted = {row.session for row in attendees} | {row.session for row in questions}
        there = set(connection.scalars(select(SESSIONS.c.id).where(SESSIONS.c.id.in_(wanted))))
        joined = [asdict(row) for row in attendees if row.session in there]
        asked = [asdict(row) for row in questions if row.session in there]
        if joined:
            connection.execute(insert_into(connection, ATTENDEES).on_conflict_do_nothing(), joined)
        if asked:
            once = insert_into(connection, QUESTIONS).on_conflict_do_nothing(index_elements=["key"])
            connection.execute(once, asked)


def counts_of(database: Database, session: int, code: str) -> Counts:
    """The counts of a session as they are now."""
    mine = QUESTIONS.c.session == session
    recent = and_(mine, QUESTIONS.c.at > now() - timedelta(minutes=1))
    declined = and_(mine, QUESTIONS.c.outcome == "declined")
    with database.begin() as connection:
        outcomes = _by(connection, QUESTIONS.c.outcome, mine)
        return Counts(
            people=_count(connection, ATTENDEES, ATTENDEES.c.session == session),
            questions=sum(outcomes.values()),
            last_minute=_count(connection, QUESTIONS, recent),
            outcomes=outcomes,
            declined=_by(connection, QUESTIONS.c.reason, declined),
            feedback=_by(connection, FEEDBACK.c.verdict, FEEDBACK.c.session == code),
        )


def groups_of(
    database: Database,
    session: int,
    *,
    unanswered: bool = False,
    hidden: bool | None = None,
    most: int = _GROUPS,
) -> list[Group]:
    """Groups of questions, the largest first; ``unanswered`` or ``hidden`` ones alone if asked for.

    A group is named by its first wording and has the outcome of its latest question.
    """
    grouped = (
        select(
            QUESTIONS.c.group_id,
            func.count().label("count"),
            func.min(QUESTIONS.c.id).label("first"),
            func.max(QUESTIONS.c.id).label("latest"),
            func.max(case((QUESTIONS.c.hidden, 1), else_=0)).label("hidden"),
        )
        .where(QUESTIONS.c.session == session, QUESTIONS.c.group_id.is_not(None))
        .group_by(QUESTIONS.c.group_id)
        .subquery()
    )
    first, latest = QUESTIONS.alias(), QUESTIONS.alias()
    wanted = (
        select(
            grouped.c.group_id,
            first.c.asked,
            grouped.c.count,
            latest.c.outcome,
            first.c.suggested,
            grouped.c.hidden == 1,
        )
        .join(first, first.c.id == grouped.c.first)
        .join(latest, latest.c.id == grouped.c.latest)
        .order_by(grouped.c.count.desc(), grouped.c.first)
        .limit(most)
    )
    if unanswered:
        wanted = wanted.where(latest.c.outcome.in_(_NOT_ANSWERED))
    if hidden is not None:
        wanted = wanted.where(grouped.c.hidden == int(hidden))
    with database.begin() as connection:
        return [Group(*row) for row in connection.execute(wanted)]


def latest_of(database: Database, session: int, most: int = _LATEST) -> list[Latest]:
    """The latest questions, newest first; those of hidden groups are left out."""
    columns = (QUESTIONS.c.at, QUESTIONS.c.asked, QUESTIONS.c.outcome, QUESTIONS.c.reason)
    mine = QUESTIONS.c.session == session
    wanted = (
        select(*columns)
        .where(mine, ~is_hidden(session))
        .order_by(QUESTIONS.c.id.desc())
        .limit(most)
    )
    with database.begin() as connection:
        return [Latest(*row) for row in connection.execute(wanted)]


def is_hidden(session: int) -> ColumnElement[bool]:
    """Whether a question is of a hidden group, also where it came after that was hidden."""
    other = QUESTIONS.alias()
    groups = select(other.c.group_id).where(
        other.c.session == session, other.c.hidden, other.c.group_id.is_not(None)
    )
    return and_(QUESTIONS.c.group_id.is_not(None), QUESTIONS.c.group_id.in_(groups))


def wordings_since(database: Database, session: int, number: int) -> list[tuple[int, str, str]]:
    """Questions in groups after the row of that number: number, group, and how it was asked."""
    columns = QUESTIONS.c.id, QUESTIONS.c.group_id, QUESTIONS.c.asked
    newer = QUESTIONS.c.session == session, QUESTIONS.c.id > number
    grouped = QUESTIONS.c.group_id.is_not(None), QUESTIONS.c.asked.is_not(None)
    with database.begin() as connection:
        rows = connection.execute(select(*columns).where(*newer, *grouped).order_by(columns[0]))
        return [(row[0], row[1], row[2]) for row in rows]


def first_wording(database: Database, session: int, group: str) -> str | None:
    """The question that leads a group, as it was first asked; None if there is none."""
    mine = QUESTIONS.c.session == session, QUESTIONS.c.group_id == group
    with database.begin() as connection:
        return connection.scalar(select(QUESTIONS.c.asked).where(*mine).order_by(QUESTIONS.c.id))


def people_and_questions(database: Database, session: int) -> tuple[int, int]:
    """How many joined, and how many questions were asked."""
    with database.begin() as connection:
        return (
            _count(connection, ATTENDEES, ATTENDEES.c.session == session),
            _count(connection, QUESTIONS, QUESTIONS.c.session == session),
        )


def _count(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(where)) or 0


def _by(
    connection: Connection, column: ColumnElement[Any], where: ColumnElement[bool]
) -> dict[str, int]:
    wanted = select(column, func.count()).where(where).group_by(column)
    return {str(name): int(count) for name, count in connection.execute(wanted)}
