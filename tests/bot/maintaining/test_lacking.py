"""What the documents lack: only what is kept anyway, by topic, and never who asked."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.maintaining.lacking import DAYS, Lacking
from bot.store.asked import Question, add_asked
from bot.store.database import Database
from bot.store.feedback import Feedback, add_feedback
from bot.store.tables import now
from bot.store.training import Plan, add_session
from bot.training.grouping import group_id
from index.embedding import Embedder

TOOLS = ("Which tool may I use?", "Is ChatGPT approved?", "May I use Copilot?")
PARKING = "Who pays for parking?"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(None, tmp_path)) as database:
        yield database


@pytest.fixture
def session(database: Database) -> int:
    plan = Plan("A class", "", "UTC", now(), now() + timedelta(hours=1))
    return add_session(database, "K7MPWX2R", "0" * 32, "trainer", plan)


def ask(
    database: Database,
    session: int,
    *questions: str,
    outcome: str = "not_in_sources",
    days_ago: int = 0,
    hidden: bool = False,
) -> None:
    at = now() - timedelta(days=days_ago)
    rows = [
        Question(
            session=session,
            at=at,
            asked=asked,
            outcome=outcome,
            reason=None,
            ms=1.0,
            suggested=False,
            group_id=group_id(asked),
            hidden=hidden,
        )
        for asked in questions
    ]
    add_asked(database, [], rows)


def questions(database: Database, embedder: Embedder) -> list[tuple[str, ...]]:
    return [topic.questions for topic in Lacking(database, embedder.encode).topics()]


def test_questions_about_one_thing_are_one_topic_the_largest_first(
    database: Database, session: int, embedder: Embedder
) -> None:
    ask(database, session, PARKING, *TOOLS, TOOLS[1])
    first, second = Lacking(database, embedder.encode).topics()
    assert (first.count, first.questions[0], set(first.questions)) == (4, TOOLS[1], set(TOOLS))
    assert (second.count, second.questions) == (1, (PARKING,))
    assert first.became == {"not_in_sources": 4}


@pytest.mark.parametrize("outcome", ["answered", "needs_clarification", "declined"])
def test_what_says_nothing_about_the_documents_is_left_out(
    database: Database, session: int, embedder: Embedder, outcome: str
) -> None:
    ask(database, session, PARKING, outcome=outcome)
    assert questions(database, embedder) == []


def test_what_is_old_or_hidden_by_a_trainer_is_left_out(
    database: Database, session: int, embedder: Embedder
) -> None:
    ask(database, session, PARKING, days_ago=DAYS + 1)
    ask(database, session, TOOLS[0], hidden=True)
    ask(database, session, TOOLS[0])  # of a hidden group, although it came later
    assert questions(database, embedder) == []


def test_answers_that_readers_found_wanting_count_too(
    database: Database, embedder: Embedder
) -> None:
    for verdict in ("right", "incomplete"):
        given = {"verdict": verdict, "question": f"{PARKING} {verdict}", "corpus_version": "1"}
        add_feedback(database, Feedback.model_validate(given))
    (topic,) = Lacking(database, embedder.encode).topics()
    assert topic.questions == (f"{PARKING} incomplete",)
    assert topic.became == {"feedback: incomplete": 1}
