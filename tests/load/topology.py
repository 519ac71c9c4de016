"""Several processes behind nginx with PostgreSQL and Chroma: how much, and what a failure costs.

    .venv/bin/python tests/load/topology.py throughput --most 4 --seconds 60
    .venv/bin/python tests/load/topology.py kills --processes 3 --rate 20 --seconds 60
    .venv/bin/python tests/load/topology.py restart --processes 3 --rate 20
    .venv/bin/python tests/load/topology.py class --processes 3 --attendees 1300

Needs nginx and PostgreSQL (`apt-get install nginx postgresql`) and starts all else itself, as
`deploy/topology` does. What is asked is two thirds suggested questions and one third own words.
Exit code 1 if a question was lost without a clear error, or something that was stored is not there.
"""

import asyncio
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
import httpx
from cores import seconds_of
from outage import Outage, Sent, asked, outage
from servers import PROJECT
from trainer import Class, Trainer
from wire import Door
from wordings import SUGGESTED, wishes

sys.path.append(str(PROJECT / "deploy" / "topology"))

from children import Child
from places import Places
from running import Topology

from bot.web.passwords import hashed

_NAME, _PASSWORD = "trainer", secrets.token_urlsafe(12)
_SEED, _SETTLE_S, _AT_ONCE = 11, 2.0, 12
_FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("/var/tmp/guide-load"),  # noqa: S108
)
_PROCESSES = click.option("--processes", default=3, show_default=True)
_RATE = click.option("--rate", default=20.0, show_default=True, help="Questions a second.")
_SECONDS = click.option("--seconds", default=60.0, show_default=True)


@click.group()
def main() -> None:
    """Start the topology, do something to it, and report."""
    account = f"{_NAME}:{hashed(_PASSWORD)}"
    os.environ |= {"GUIDE_TRAINERS": account, "GUIDE_ADDRESS_LIMIT": "100000"}


@main.command()
@_FOLDER
@_SECONDS
@click.option("--least", default=1, show_default=True)
@click.option("--most", default=4, show_default=True)
def throughput(folder: Path, seconds: float, least: int, most: int) -> None:
    """Questions in own words that so many processes answer in a second, and what one costs."""
    first = 0.0
    for processes in range(least, most + 1):
        with _running(folder, processes) as topology:
            before = _cores(topology)
            answered = asyncio.run(_most_answered(topology.places.port, seconds))
            cost = {name: spent - before[name] for name, spent in _cores(topology).items()}
        rate = answered / seconds
        first = first or rate
        row = {"processes": processes, "a_second": round(rate, 2), "ratio": round(rate / first, 2)}
        costs = {name: round(1000 * spent / answered, 1) for name, spent in cost.items()}
        click.echo(json.dumps(row | {"core_ms_a_question": costs}))


def _cores(topology: Topology) -> dict[str, float]:
    """Processor seconds so far of each part."""
    parts = {
        "guide": topology.guides,
        "chroma": [topology.chroma],
        "postgres": [topology.postgres],
        "nginx": [topology.nginx],
    }
    return {
        name: sum(seconds_of(child.process.pid) for child in children if child.process)
        for name, children in parts.items()
    }


@main.command()
@_FOLDER
@_PROCESSES
@_RATE
@_SECONDS
@click.option("--only", type=click.Choice(["guide", "chroma", "postgres"]))
def kills(folder: Path, processes: int, rate: float, seconds: float, only: str | None) -> None:
    """Kill a process of the guide, the Chroma server and the database, each under load."""
    with _running(folder, processes) as topology, _class(topology) as (trainer, made):
        victims = {
            "guide": topology.guides[0],
            "chroma": topology.chroma,
            "postgres": topology.postgres,
        }
        deeds = {name: _killing(child) for name, child in victims.items() if only in {None, name}}
        _report(topology, trainer, made, deeds, rate, seconds)


@main.command()
@_FOLDER
@_PROCESSES
@_RATE
@_SECONDS
def restart(folder: Path, processes: int, rate: float, seconds: float) -> None:
    """Restart every process of the guide, one after the other, under load."""
    with _running(folder, processes) as topology, _class(topology) as (trainer, made):
        _report(topology, trainer, made, {"restart": topology.restart}, rate, seconds)


@main.command("class")
@_FOLDER
@_PROCESSES
@click.option("--attendees", default=1300, show_default=True)
@click.argument("further", nargs=-1)
def class_(folder: Path, processes: int, attendees: int, further: Sequence[str]) -> None:
    """A class on the topology, by `class_of_1300.py`, to which FURTHER options go."""
    with _running(folder, processes) as topology:
        script = str(Path(__file__).with_name("class_of_1300.py"))
        command = [sys.executable, script, "--attendees", str(attendees), *further]
        command += ["--server", f"http://127.0.0.1:{topology.places.port}"]
        done = subprocess.run(  # noqa: S603  our own command
            command, env=os.environ | {"LOAD_PASSWORD": _PASSWORD}, check=False
        )
    sys.exit(done.returncode)


@contextmanager
def _running(folder: Path, processes: int) -> Iterator[Topology]:
    with Topology(Places(folder.resolve(), 18080, processes)) as topology:
        yield topology


@contextmanager
def _class(topology: Topology) -> Iterator[tuple[Trainer, Class]]:
    """A session whose suggested questions are answered."""
    address = f"http://127.0.0.1:{topology.places.port}"
    with Trainer(address, _NAME, _PASSWORD) as trainer:
        yield trainer, trainer.make("Class under load", SUGGESTED, "http://class.example")


async def _most_answered(port: int, seconds: float) -> int:
    """Answers within a time in which always so many wait; each question in words of its own."""
    (wanted,) = wishes(int(seconds * 300), 1, _SEED)
    own = iter([question for question in wanted if question not in SUGGESTED])
    door, begun, done = Door("api", port, "/api/ask"), time.perf_counter(), 0

    async def one() -> None:
        nonlocal done
        while time.perf_counter() - begun < seconds:
            reply = await door.post(secrets.token_urlsafe(16), {"question": next(own)})
            if not reply.is_success:
                raise SystemExit(f"a question failed: {reply.status} {reply.body[:200].decode()}")
            done += 1

    await asyncio.gather(*(one() for _ in range(_AT_ONCE)))
    return done


def _killing(child: Child) -> Callable[[], None]:
    """Kill a process, and wait until the one in its place is of use."""

    def deed() -> None:
        dead = child.process
        if dead is not None:
            dead.kill()
            dead.wait()
        while child.process is dead:
            time.sleep(0.01)
        child.wait()

    return deed


def _report(  # noqa: PLR0913  one for each thing that is set
    topology: Topology,
    trainer: Trainer,
    made: Class,
    deeds: dict[str, Callable[[], None]],
    rate: float,
    seconds: float,
) -> None:
    answered, rows = 0, []
    for what, deed in deeds.items():
        stored = _Stored(topology.places.port)
        sent, row = asyncio.run(_under_load(topology, made, (what, deed), rate, seconds, stored))
        answered += sum(one.error is None for one in sent)
        time.sleep(_SETTLE_S)
        board = trainer.board(made)
        missing = stored.said - board["feedback"].get("wrong", 0)
        rows.append(asdict(row) | {
            "answered_so_far": answered,
            "on_the_board": board["questions"],
            "feedback_missing": missing,
        })  # fmt: skip
        click.echo(json.dumps(rows[-1]))
    bad = any(row["unclear"] or row["feedback_missing"] > 0 for row in rows)
    sys.exit(int(bad))


class _Stored:
    """Feedback that the servers said they had stored, of all runs so far."""

    total = 0

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/api/feedback"

    @property
    def said(self) -> int:
        return _Stored.total

    def say(self, code: str) -> None:
        """Give feedback once."""
        body = {"verdict": "wrong", "question": "Why?", "corpus_version": "4505", "session": code}
        try:
            reply = httpx.post(self._address, json=body, timeout=30)
        except httpx.TransportError:
            return
        _Stored.total += reply.is_success


async def _under_load(  # noqa: PLR0913  likewise
    topology: Topology,
    made: Class,
    deed: tuple[str, Callable[[], None]],
    rate: float,
    seconds: float,
    stored: _Stored,
) -> tuple[list[Sent], Outage]:
    """Ask for a while, do it after a third of that, and go on until it is over."""
    door = Door("widget", topology.places.port, "/api/ask/stream", "http://class.example")
    (questions,) = wishes(int(rate * seconds) + 1, 1, _SEED)
    begun, finished = time.perf_counter(), threading.Event()
    times = {}

    def doing() -> None:
        time.sleep(seconds / 3)
        times["done_at"] = time.perf_counter() - begun
        deed[1]()
        times["back_after"] = time.perf_counter() - begun - times["done_at"]
        time.sleep(seconds / 3)
        finished.set()

    def saying() -> None:
        while not finished.wait(0.5):
            stored.say(made.code)

    for work in (doing, saying):
        threading.Thread(target=work, daemon=True).start()
    sent = await asked(door, made.code, questions, rate, finished.is_set)
    return sent, outage(deed[0], sent, times["done_at"], times["back_after"])


if __name__ == "__main__":
    main()
