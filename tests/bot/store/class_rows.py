"""Sessions with something in every table, as old as a test wants them."""

from datetime import datetime, timedelta

from sqlalchemy import func, insert, select

from bot.store.asked import Attendee, Question, add_asked
from bot.store.database import Database
from bot.store.feedback import Feedback, add_feedback
from bot.store.tables import CARD_CHOICES, CARDS, FEEDBACK, METADATA, now
from bot.store.training import Plan, Suggested, add_session, pin, put_suggested

GROUP = "a-group"


def add_class(database: Database, code: str, age: timedelta = timedelta()) -> int:
    """A session that ended, and in which all was done, so long ago; its id."""
    at = now() - age
    plan = Plan("A class", "AI in plain words", "UTC", at - timedelta(hours=1), at)
    session = add_session(database, code, "00" * 16, "trainer", plan)
    put_suggested(database, session, [Suggested("What counts as AI work?", "{}")])
    questions = [
        Question(session, at, "What is AI work?", "answered", None, 12.5, False, GROUP),  # noqa: FBT003
        Question(session, at, None, "declined", "personal_data", 1.5, False, None),  # noqa: FBT003
    ]
    add_asked(database, [Attendee(session, "digest", at)], questions)
    pin(database, session, GROUP, "What is AI work?", "{}")
    add_choice(database, session, at)
    add_feedback_at(database, at, code)
    return session


def add_choice(database: Database, session: int, at: datetime) -> None:
    """A practice card, and what one attendee chose."""
    card = {"session": session, "scenario": "May I?", "choice": "no", "question": "May one?"}
    made = insert(CARDS).values(answer="{}", published=True, on_wall=False, **card)
    with database.begin() as connection:
        number = connection.execute(made.returning(CARDS.c.id)).scalar_one()
        choice = {"card": number, "session": session, "token_digest": "digest", "choice": "yes"}
        connection.execute(insert(CARD_CHOICES).values(at=at, **choice))


def add_feedback_at(database: Database, at: datetime, code: str | None = None) -> None:
    """A piece of feedback of that time."""
    said = Feedback(verdict="wrong", question="Why?", corpus_version="4505", session=code)
    add_feedback(database, said)
    with database.begin() as connection:
        newest = select(func.max(FEEDBACK.c.id)).scalar_subquery()
        connection.execute(FEEDBACK.update().where(FEEDBACK.c.id == newest).values(at=at))


def counts(database: Database) -> dict[str, int]:
    """How many rows there are of people, by table; empty tables left out."""
    with database.begin() as connection:
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
            if table.name not in {"holds", "disposals"}
        }
    return {name: count for name, count in found.items() if count}
