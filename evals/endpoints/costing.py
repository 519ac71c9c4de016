"""What verifying costs: each question once as the bot answers it, once as the bare stream.

Both come from one server, with one prompt, one after the other, at the pace of a model. Times are
counted from when the server has the request.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from unittest.mock import patch

from bot.generating.endpoint import Endpoint, Usage
from bot.generating.judging import Judge, Ruling
from bot.generating.reader import Reader
from bot.generating.sentences import Splitter, Written
from bot.settings import BotSettings
from evals.cases.gold import GoldenCase
from evals.endpoints.honest_model import honest
from evals.endpoints.measuring import Progress, bench
from evals.endpoints.serving import Asked, Reply, Served
from index.search import Index

PACE_S = 0.02
"""Seconds before each piece of seven characters: about ninety tokens a second."""
_LIMIT_S = 120.0


@dataclass(frozen=True)
class Cost:
    """One question, in seconds: of each sentence its judging, and the times of both streams.

    ``first`` and ``last`` are when the bare stream has its first and its last sentence whole;
    ``verified`` and ``shown`` when the first sentence is borne out, and when the first one reaches
    the reader, which is once what holds reaches the question. None where none does. ``judged`` is
    when the last sentence is.
    """

    sentences: tuple[float, ...]
    first: float
    last: float
    verified: float | None
    shown: float | None
    judged: float


@dataclass
class _Watch:
    """Times of one answer, by `time.monotonic`."""

    asked: float = 0.0
    spent: list[float] = field(default_factory=list)
    verified: list[float] = field(default_factory=list)
    judged: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)


def costs(
    index: Index, cases: Sequence[GoldenCase], step: Progress, pace_s: float = PACE_S
) -> Iterator[Cost]:
    """The cost of each question that the model was asked to write about."""
    watch = _Watch()

    def model(asked: Asked) -> Reply:
        watch.asked = time.monotonic()
        return Reply(honest(asked).pieces, pause=pace_s)

    with bench(index, model, llm_limit_s=_LIMIT_S) as own, _judging(watch):
        own.assistant.ask(cases[0].question)  # uncounted: it loads what judging needs
        for case in cases:
            _clear(watch, own.served)
            reader = Reader(told=lambda _: watch.shown.append(time.monotonic()))
            own.assistant.ask(case.question, reader=reader)
            if watch.spent:
                begun, asked = watch.asked, own.served.asked[-1]
                whole = _bare(own.served, asked)
                yield _cost(watch, begun, [at - watch.asked for at in whole])
            step()


@contextmanager
def _judging(watch: _Watch) -> Iterator[None]:
    """Within this, what a judge takes for each sentence is noted."""
    judge = Judge.judge

    def judged(self: Judge, written: Written) -> Ruling:
        begun = time.monotonic()
        ruling = judge(self, written)
        done = time.monotonic()
        watch.spent.append(done - begun)
        watch.judged.append(done)
        if ruling.claim is not None:
            watch.verified.append(done)
        return ruling

    with patch.object(Judge, "judge", judged):
        yield


def _clear(watch: _Watch, served: Served) -> None:
    served.asked.clear()
    for times in (watch.spent, watch.verified, watch.judged, watch.shown):
        times.clear()


def _bare(served: Served, asked: Asked) -> list[float]:
    """When each sentence of the same request is whole, where nobody verifies it."""
    settings = BotSettings(llm_base_url=served.address, llm_model="made-up")
    endpoint, splitter = Endpoint(settings), Splitter()
    until = time.monotonic() + _LIMIT_S
    try:
        pieces = endpoint.stream(asked.system, asked.user, Usage(), until, lambda: True)
        parts = chain((splitter.feed(piece) for piece in pieces), [splitter.end()])
        return [time.monotonic() for _ in chain.from_iterable(parts)]
    finally:
        endpoint.close()


def _cost(watch: _Watch, begun: float, whole: list[float]) -> Cost:
    return Cost(
        sentences=tuple(watch.spent),
        first=whole[0],
        last=whole[-1],
        verified=watch.verified[0] - begun if watch.verified else None,
        shown=watch.shown[0] - begun if watch.shown else None,
        judged=watch.judged[-1] - begun,
    )
