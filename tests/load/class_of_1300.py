"""A class played through: a trainer, and 1,300 attendees who join and ask within minutes.

    .venv/bin/python tests/load/class_of_1300.py --attendees 1300

Every door by itself, beside a bare event-stream echo that the same generator asks in the same way.
Exit code 1 if an answer failed or was lost, the board is wrong, or an answer takes too long.
"""

import asyncio
import json
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from measuring import Measured, measured, table
from servers import Running, echo, guide
from trainer import Class, Trainer
from wire import Door, Reply, answer_in
from wordings import SUGGESTED, wishes

from bot.web.passwords import hashed

NAME = "trainer"
ORIGIN = "http://class.example"
BOARD_EVERY_S = 2.0
BAR = 15.0
_SEED = 1300
# Within this time what one of several processes counted is on the board of another.
_WRITTEN_S = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Within how many seconds all join, all ask, and all ask when the trainer says so."""

    join_s: float
    ask_s: float
    burst_s: float


@dataclass(frozen=True, slots=True)
class Room:
    """The people of a class, by their browsers' tokens, and what each asks in each round."""

    tokens: list[str]
    asking: list[str]
    burst: list[str]

    @classmethod
    def of(cls, people: int) -> "Room":
        asking, burst = wishes(people, 2, _SEED)
        return cls([secrets.token_urlsafe(16) for _ in range(people)], asking, burst)


@click.command()
@click.option("--attendees", default=1300, show_default=True)
@click.option("--server", help="http://127.0.0.1:PORT of a running guide, instead of a fresh one.")
@click.option("--password", help=f"Of the account {NAME!r} there.", envvar="LOAD_PASSWORD")
@click.option("--join-s", default=60.0, show_default=True)
@click.option("--ask-s", default=60.0, show_default=True)
@click.option("--burst-s", default=10.0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Where the JSON goes as well.")
def main(  # noqa: PLR0913  one option each
    attendees: int,
    server: str | None,
    password: str | None,
    join_s: float,
    ask_s: float,
    burst_s: float,
    out: Path | None,
) -> None:
    """Play the class through and report."""
    room, pace = Room.of(attendees), Pace(join_s, ask_s, burst_s)
    secret = password or secrets.token_urlsafe(12)
    with echo() as running:
        bare = asyncio.run(_asked_of_echo(running, room, pace))
    with _guide(server, secret) as running:
        found = _played(running, secret, room, pace)
    report = _report(bare, found, attendees, pace)
    text = json.dumps(report, indent=2)
    click.echo(text)
    click.echo(table(report["measured"]), err=True)
    if out:
        out.write_text(text + "\n", encoding="utf-8")
    sys.exit(0 if report["ok"] else 1)


@contextmanager
def _guide(server: str | None, password: str) -> Iterator[Running]:
    if server:
        yield Running(int(server.rpartition(":")[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        account = f"{NAME}:{hashed(password)}"
        with guide(Path(folder), GUIDE_TRAINERS=account) as running:
            yield running


async def _asked_of_echo(running: Running, room: Room, pace: Pace) -> list[Measured]:
    door = Door("echo", running.port, "/")
    asked = await _together(room, room.asking, pace.ask_s, _asks(door, "ECHO"))
    burst = await _together(room, room.burst, pace.burst_s, _asks(door, "ECHO"))
    return [measured("echo", "minute", asked), measured("echo", "burst", burst)]


def _played(running: Running, password: str, room: Room, pace: Pace) -> dict[str, Any]:
    """Each door with a session of its own, one after the other."""
    doors = (
        Door("widget", running.port, "/api/ask/stream", ORIGIN),
        Door("page", running.port, "/api/ask"),
    )
    before, rows, boards = running.memory_mb(), [], {}
    after: dict[str, float | None] = {}
    with Trainer(f"http://127.0.0.1:{running.port}", NAME, password) as trainer:
        for door in doors:
            made = trainer.make(f"Class by {door.name}", SUGGESTED, ORIGIN)
            some, faults = asyncio.run(_class(door, made, trainer, room, pace))
            rows += some
            boards[door.name] = faults
            after[door.name] = running.memory_mb()
    memory = {"before_mb": before, "after_mb": after, "most_mb": running.memory_mb("VmHWM")}
    return {"measured": rows, "board_faults": boards, "memory": memory}


async def _class(
    door: Door, made: Class, trainer: Trainer, room: Room, pace: Pace
) -> tuple[list[Measured], list[str]]:
    """All join, all ask, all ask at once; what was measured, and what is wrong on the board."""
    watching = asyncio.create_task(_watch(trainer, made))
    path = f"/api/sessions/{made.code}/join"
    joined = await _together(
        room, room.asking, pace.join_s, lambda token, _: door.post(token, {}, path)
    )
    asked = await _together(room, room.asking, pace.ask_s, _asks(door, made.code))
    burst = await _together(room, room.burst, pace.burst_s, _asks(door, made.code))
    watching.cancel()
    await asyncio.sleep(_WRITTEN_S)
    board = await asyncio.to_thread(trainer.board, made)
    rows = [
        measured(door.name, "joining", joined),
        measured(door.name, "minute", asked, room.asking),
        measured(door.name, "burst", burst, room.burst),
    ]
    return rows, _faults(board, joined, [*asked, *burst])


async def _watch(trainer: Trainer, made: Class) -> None:
    """The trainer's board is open all the while."""
    while True:
        await asyncio.to_thread(trainer.board, made)
        await asyncio.sleep(BOARD_EVERY_S)


def _asks(door: Door, code: str) -> Callable[[str, str], Coroutine[Any, Any, Reply]]:
    return lambda token, question: door.post(token, {"question": question, "session": code})


async def _together(
    room: Room,
    questions: Sequence[str],
    within_s: float,
    act: Callable[[str, str], Coroutine[Any, Any, Reply]],
) -> list[Reply]:
    """Everybody acts once, each at a moment of their own within some seconds; all replies."""
    chance = random.Random(_SEED)  # noqa: S311  the same moments for every door, not a secret
    begun = time.perf_counter()

    async def one(token: str, question: str, moment: float) -> Reply:
        await asyncio.sleep(begun + moment - time.perf_counter())
        return await act(token, question)

    people = zip(room.tokens, questions, strict=True)
    return await asyncio.gather(*(one(*who, chance.uniform(0, within_s)) for who in people))


def _faults(board: dict[str, Any], joined: list[Reply], asked: list[Reply]) -> list[str]:
    """Where the board does not say what the class got."""
    answers = [answer_in(reply) for reply in asked if reply.is_success]
    reasons = Counter(answer["reason"] for answer in answers if answer["reason"])
    expected = {
        "people": sum(reply.is_success for reply in joined),
        "questions": len(answers),
        "outcomes": dict(Counter(answer["outcome"] for answer in answers)),
        "declined": dict(reasons),
    }
    return [
        f"{name}: the board says {board[name]}, the class got {value}"
        for name, value in expected.items()
        if board[name] != value
    ]


def _report(
    bare: list[Measured], found: dict[str, Any], attendees: int, pace: Pace
) -> dict[str, Any]:
    """All that was found, the ratio to the echo, and whether it holds."""
    echoes = {row.phase: row.p95_ms for row in bare}
    rows = [asdict(row) for row in (*bare, *found["measured"])]
    for row in rows:
        beside = echoes.get(row["phase"])
        row["ratio"] = round(row["p95_ms"] / beside, 1) if beside else None
    slow = [r for r in rows if r["ratio"] is not None and r["ratio"] > BAR]
    failed = sum(row["errors"] + row["lost"] for row in rows)
    ok = not (failed or slow or any(found["board_faults"].values()))
    about = {"attendees": attendees, "pace": asdict(pace), "bar": BAR, "ok": ok}
    return {**about, "measured": rows, **{k: found[k] for k in ("board_faults", "memory")}}


if __name__ == "__main__":
    main()
