"""The server under load: the chat's queue, the stream of the API, and memory over rounds."""

import asyncio
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.answering import assistant, own_words
from benchmarks.figure import Figure, Found
from benchmarks.gradio_wire import GradioDoor
from benchmarks.measuring_in_turns import Size, rates, side_by_side
from measuring import measured
from servers import Running, echo, gradio_echo, guide
from wire import Door, Reply

from bot.web.live import answering_threads

COMMAND = "make bench ONLY=serving"
_SEED = 1300
_LONE, _A_ROUND, _WARM = 20, 100, 20
# A quick look has the whole minute too: where the server cannot follow, what waits grows with time.
_CLASS, _MINUTE_S = 1300, 60.0
# Behind one address, which serving would slow down; the limit of a browser stays as it is.
_UNLIMITED = {"GUIDE_ADDRESS_LIMIT": "1000000"}


class Questions:
    """Questions in own words, none of them asked twice."""

    def __init__(self, count: int) -> None:
        self._left = iter(own_words(count))

    def next(self, count: int) -> list[str]:
        return [next(self._left) for _ in range(count)]


def measure(size: Size) -> Found:
    found = Found()
    many = _CLASS + size.people + size.turns * size.events + size.rounds * _A_ROUND
    asked = Questions(size.questions + 4 * _WARM + many)
    rate = _in_process(asked.next(size.questions))
    with (
        tempfile.TemporaryDirectory() as folder,
        echo() as bare,
        gradio_echo() as gradio,
        guide(Path(folder), **_UNLIMITED) as running,
    ):
        _gradio(running, gradio, asked, size, found)
        doors = Door("widget", running.port, "/api/ask/stream"), Door("echo", bare.port, "/")
        streamed = _stream(doors, asked, size, rate)
        found.figures += streamed.figures
        found.beside += streamed.beside
        _memory(running, asked, size, found)
    return found


def _in_process(questions: list[str]) -> float:
    """Questions a second as in `benchmarks.answering`, in this same run."""
    with assistant() as asked, answering_threads(written=False) as threads:
        ask = side_by_side(asked.ask, threads)
        ask(questions[:_WARM])
        return rates({"answers": ask}, [questions[_WARM:]])["answers"]


def _gradio(running: Running, gradio: Running, asked: Questions, size: Size, found: Found) -> None:
    doors = {name: GradioDoor.of(one.port) for name, one in (("guide", running), ("echo", gradio))}
    for door in doors.values():
        _none_failed(asyncio.run(door.ask_all(asked.next(_WARM))))
    acts = {name: _all_at_once(door) for name, door in doors.items()}
    rate = rates(acts, [asked.next(size.events) for _ in range(size.turns)])
    name = "Gradio path, events a second, against a bare Gradio echo"
    found.figures.append(_higher(name, rate["guide"], rate["echo"], 0.8))


def _all_at_once(door: GradioDoor) -> Callable[[list[str]], None]:
    return lambda questions: _none_failed(asyncio.run(door.ask_all(questions)))


def _none_failed(failed: int) -> None:
    if failed:
        raise SystemExit(f"{failed} questions failed, so that nothing here can be measured")


def _stream(doors: tuple[Door, Door], asked: Questions, size: Size, rate: float) -> Found:
    """The guide's door and the echo's, all at once and spread over a minute."""
    door, echoing = doors
    found = Found()
    alone = [asyncio.run(_arriving(door, asked.next(1), 0)).seconds for _ in range(_LONE)]
    lone = statistics.median(alone)
    burst = asyncio.run(_arriving(door, asked.next(size.people), size.burst_s))
    bare_burst = asyncio.run(_arriving(echoing, own_words(size.people), size.burst_s))
    minute = asyncio.run(_arriving(door, asked.next(_CLASS), _MINUTE_S))
    found.figures += [
        _lower(
            "API stream, all questions within 2 s: until the last answer, against the same "
            "number at the in-process rate",
            burst.seconds,
            size.people / rate,
            2,
        ),
        _lower(
            "API stream, spread over 60 s: 95th percentile against a lone answer",
            measured("widget", "minute", minute.replies).p95_ms / 1000,
            lone,
            10,
        ),
        replace(
            _lower("API stream, questions asked against answered", *_told(burst, minute), 1),
            unit="questions",
        ),
    ]
    for name, one in (("bare event-stream echo", bare_burst), ("API stream", burst)):
        row = measured(name, "burst", one.replies)
        found.tell(f"{name}, all within 2 s: until the last", one.seconds, "s", COMMAND)
        found.tell(f"{name}, all within 2 s: 95th percentile", row.p95_ms, "ms", COMMAND)
        found.tell(f"{name}, all within 2 s: errors", row.errors, "errors", COMMAND)
    return found


@dataclass(frozen=True, slots=True)
class _Arrived:
    replies: list[Reply]
    seconds: float


async def _arriving(door: Door, questions: Sequence[str], within_s: float) -> _Arrived:
    """Each at a moment of its own within some seconds, from a browser of its own."""
    chance = random.Random(_SEED)  # noqa: S311  the same moments for every door, not a secret
    begun = time.perf_counter()
    session = {"session": "ECHO"} if door.name == "echo" else {}

    async def one(question: str, moment: float) -> Reply:
        await asyncio.sleep(begun + moment - time.perf_counter())
        return await door.post(secrets.token_hex(8), {"question": question} | session)

    moments = (chance.uniform(0, within_s) for _ in questions)
    replies = await asyncio.gather(*map(one, questions, moments))
    return _Arrived(replies, time.perf_counter() - begun)


def _told(*phases: _Arrived) -> tuple[float, float]:
    """How many were asked, and how many of them have an answer."""
    all_of_them = sum(len(phase.replies) for phase in phases)
    return all_of_them, max(all_of_them - sum(map(_failed, phases)), 1)


def _failed(phase: _Arrived) -> int:
    """How many replies are no answer."""
    return sum(not (one.is_success and b"event: answer" in one.body) for one in phase.replies)


def _memory(running: Running, asked: Questions, size: Size, found: Found) -> None:
    """Resident memory over rounds, after all that came before; growth by a line through them."""
    door, seen = Door("widget", running.port, "/api/ask/stream"), []
    for _ in range(size.rounds):
        _none_failed(_failed(asyncio.run(_arriving(door, asked.next(_A_ROUND), 0))))
        seen.append(running.memory_mb() or 0.0)
    line = statistics.linear_regression(range(size.rounds), seen)
    end = line.intercept + line.slope * (size.rounds - 1)
    name = "resident memory after rounds of 100 questions, against after the first (by a line)"
    bar = _lower(name, end, line.intercept, 1.02)
    found.figures.append(replace(bar, unit="MB"))
    found.tell("resident memory, slope", line.slope, "MB a round", COMMAND)
    found.tell("resident memory, most", running.memory_mb("VmHWM") or 0.0, "MB", COMMAND)


def _higher(name: str, value: float, reference: float, bar: float) -> Figure:
    unit = "events a second"
    return Figure(name, value, unit, reference, bar=bar, better="higher", command=COMMAND)


def _lower(name: str, value: float, reference: float, bar: float) -> Figure:
    return Figure(name, value, "s", reference, bar=bar, better="lower", command=COMMAND)
