"""Questions at an even rate while something is done to the servers, and what became of each."""

import asyncio
import json
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wire import Door, Reply

_CLEAR = frozenset({"store_unavailable", "store_unsure", "search_unavailable", "unavailable"})


@dataclass(frozen=True, slots=True)
class Sent:
    """A question: when it was sent, in seconds since the beginning, and what came back."""

    at: float
    reply: Reply

    @property
    def error(self) -> str | None:
        """The code of an error; None for an answer."""
        if self.reply.is_success:
            return None
        try:
            return str(json.loads(self.reply.body)["error"]["code"])
        except (ValueError, KeyError, TypeError):
            return f"status {self.reply.status}"


@dataclass(frozen=True, slots=True)
class Outage:
    """What a number of questions saw. Times in seconds, and since the deed where they say so."""

    what: str
    asked: int
    answered: int
    errors: dict[str, int]
    unclear: int
    recovered_after: float
    back_after: float
    median: float
    p95: float
    most: float


async def asked(
    door: Door, code: str, questions: Sequence[str], rate: float, until: Callable[[], bool]
) -> list[Sent]:
    """Ask in a class at an even rate, each from a browser of its own, until it is over."""
    begun = time.perf_counter()
    tasks: list[asyncio.Task[Sent]] = []

    async def one(question: str) -> Sent:
        at = time.perf_counter() - begun
        body = {"question": question, "session": code}
        return Sent(at, await door.post(secrets.token_urlsafe(16), body))

    while not until():
        tasks.append(asyncio.create_task(one(questions[len(tasks) % len(questions)])))
        await asyncio.sleep(max(0.0, begun + len(tasks) / rate - time.perf_counter()))
    return list(await asyncio.gather(*tasks))


def outage(what: str, sent: Sequence[Sent], done_at: float, back_after: float) -> Outage:
    """The figures of a run in which something was done at a moment."""
    failed = [one for one in sent if one.error]
    last = max((one.at + one.reply.seconds for one in failed), default=done_at)
    times = sorted(one.reply.seconds for one in sent)
    return Outage(
        what=what,
        asked=len(sent),
        answered=len(sent) - len(failed),
        errors=dict(Counter(str(one.error) for one in failed)),
        unclear=sum(one.error not in _CLEAR for one in failed),
        recovered_after=round(last - done_at, 1) if failed else 0.0,
        back_after=round(back_after, 1),
        median=round(statistics.median(times), 3),
        p95=round(times[int(0.95 * (len(times) - 1))], 3),
        most=round(times[-1], 3),
    )
