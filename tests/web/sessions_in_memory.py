"""Training sessions that a test can steer, in place of those in the database."""

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from fastapi import HTTPException

from bot.answer import Answer
from bot.web.services import Services

if TYPE_CHECKING:
    from bot.training.sessions import ClassSessions

WAIT_S = 30


@dataclass
class SessionsInMemory:
    """One session; what is recorded of it can be looked at.

    A question waits until ``going_on`` is set, as it is unless a test clears it.
    """

    code: str = "K7MPWX2R"
    refusal: HTTPException | None = None
    prepared: dict[str, Answer] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()
    failing: Exception | None = None
    going_on: threading.Event = field(default_factory=threading.Event)
    told: dict[str, Any] = field(default_factory=dict)  # to those who join
    recorded: list[tuple[str, str | None, Answer]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.going_on.set()

    def check(self, code: str) -> None:
        self.going_on.wait(WAIT_S)
        if code != self.code:
            raise HTTPException(404, f"there is no class with the code {code!r}")
        if self.refusal:
            raise self.refusal

    def ready(self, code: str, question: str, conversation: str | None) -> Answer | None:
        found = self.prepared.get(question) if code == self.code else None
        fresh = {"conversation": conversation or "fresh"}
        return found.model_copy(update=fresh) if found else None

    def record(
        self, code: str, browser: str | None, answer: Answer, key: str | None = None
    ) -> None:
        del key
        if self.failing:
            raise self.failing
        self.recorded.append((code, browser, answer))

    def origins(self) -> frozenset[str]:
        return self.allowed

    def look_again(self) -> None:
        pass

    def running(self) -> int:
        return 1


def with_sessions(services: Services, sessions: SessionsInMemory) -> Services:
    """The services of a server that has these sessions."""
    return replace(services, sessions=cast("ClassSessions", sessions))
