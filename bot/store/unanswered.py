"""Questions that the documents did not answer, as far as any are kept; never who asked them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, exists, literal, select

from bot.store.database import Database
from bot.store.tables import FEEDBACK, QUESTIONS

# What the documents may lack; one that was unclear says nothing about them.
_LACKING = ("not_in_sources", "out_of_scope")
_BLAMED = ("wrong", "incomplete")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question as it is kept, masked, and what became of it: an outcome, or a verdict on it."""

    question: str
    became: str


def unanswered(database: Database, since: datetime, most: int) -> list[Unanswered]:
    """The latest of classes and of feedback since then, ``most`` of each, the newest first.

    What a trainer has hidden stays hidden.
    """
    of_classes = (
        select(QUESTIONS.c.asked, QUESTIONS.c.outcome)
        .where(
            QUESTIONS.c.at >= since,
            QUESTIONS.c.outcome.in_(_LACKING),
            QUESTIONS.c.asked.is_not(None),
            ~_hidden(QUESTIONS),
        )
        .order_by(QUESTIONS.c.id.desc())
    )
    of_readers = (
        select(FEEDBACK.c.question, literal("feedback: ") + FEEDBACK.c.verdict)
        .where(FEEDBACK.c.at >= since, FEEDBACK.c.verdict.in_(_BLAMED))
        .order_by(FEEDBACK.c.id.desc())
    )
    with database.begin() as connection:
        rows = [
            row for one in (of_classes, of_readers) for row in connection.execute(one.limit(most))
        ]
    return [Unanswered(*row) for row in rows if row[0].strip()]


def _hidden(questions: Table) -> ColumnElement[bool]:
    other = questions.alias()
    same = and_(
        other.c.session == questions.c.session,
        other.c.group_id == questions.c.group_id,
        other.c.hidden,
    )
    return exists().where(same)
