"""What the documents lack: questions that they did not answer, by topic."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.maintaining.topics import topics_of
from bot.store.database import Database
from bot.store.tables import now
from bot.store.unanswered import Unanswered, unanswered
from bot.training.grouping import Encode, norm

DAYS = 90
_MOST, _TOPICS, _WORDINGS = 300, 25, 8


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions about one thing: the one asked most first, and how often each way they ended."""

    count: int
    questions: tuple[str, ...]
    became: dict[str, int]


class Lacking:
    """The topics; found again only where other questions are kept than before."""

    def __init__(self, database: Database, encode: Encode) -> None:
        self._database = database
        self._of = lru_cache(maxsize=1)(lambda found: tuple(_topics(found, encode)))

    def topics(self) -> tuple[Topic, ...]:
        """The topics of the last `DAYS` days, the one asked most first."""
        since = now() - timedelta(days=DAYS)
        return self._of(tuple(unanswered(self._database, since, _MOST)))


def _topics(found: Sequence[Unanswered], encode: Encode) -> list[Topic]:
    if not found:
        return []
    vectors = encode([one.question for one in found])
    by_topic: dict[int, list[Unanswered]] = {}
    for topic, one in zip(topics_of(vectors), found, strict=True):
        by_topic.setdefault(topic, []).append(one)
    largest = sorted(by_topic.values(), key=lambda ones: -len(ones))[:_TOPICS]
    return [_topic(ones) for ones in largest]


def _topic(ones: Sequence[Unanswered]) -> Topic:
    wordings = {norm(one.question): one.question for one in reversed(ones)}
    asked = Counter(norm(one.question) for one in ones)
    questions = tuple(wordings[key] for key, _ in asked.most_common(_WORDINGS))
    return Topic(len(ones), questions, dict(Counter(one.became for one in ones).most_common()))
