"""Documents change while questions are answered: none may fail, none may mix two versions.

    .venv/bin/python tests/load/changing.py --rate 20

A document is added, replaced, given another standing and removed, and each change is undone; after
each the index is built and the server is told. Every answer is held to the documents of the version
that it names, and the first version must give its first answers again.
Exit code 1 if a question failed, an answer broke an invariant, or one was not reproduced.
"""

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import httpx
from servers import PROJECT, Running, guide
from wire import Door, Reply, answer_in
from wordings import wishes

from bot.answer import Answer
from bot.verifier import breaches
from corpus.library import Corpus

_NEW = "lantern-rules"
_TEXT = (
    "# Rules on lanterns\n\nA keeper may use {} lanterns for notes on artificial intelligence.\n"
)
_ABOUT = ["--title", "Rules on lanterns", "--publisher", "The keepers", "--published", "2026-05-04"]
_OWN = "How many lanterns may a keeper use for notes on artificial intelligence?"
_LAPSED = ["superseded", "--since", "2026-06-01", "--by", "New rules", "--why", "oil"]
_SAMPLE, _SEED, _WAIT_S = 40, 7, 60.0


@dataclass
class Changing:
    """A corpus that is changed beside the server that answers from it."""

    server: Running
    root: Path
    data: Path
    corpora: dict[str, Corpus] = field(default_factory=dict)

    def remember(self) -> str:
        """Keep the documents as they are now; their version."""
        corpus = Corpus.open(self.root)
        self.corpora[corpus.version] = corpus
        return corpus.version

    def change(self, *words: str) -> float:
        """Run a command on the corpus, build, tell the server; seconds until it answers anew."""
        started = time.monotonic()
        self._run("corpus", *words)
        version = self.remember()
        self._run("index", "build")
        os.kill(self.server.process or 0, signal.SIGHUP)
        address = f"http://127.0.0.1:{self.server.port}/api/documents"
        while httpx.get(address, timeout=30).json()["corpus"]["version"] != version:
            if time.monotonic() > started + _WAIT_S:
                raise SystemExit(f"the server does not answer from {version}")
            time.sleep(0.1)
        return time.monotonic() - started

    def _run(self, part: str, *words: str) -> None:
        places = {"GUIDE_CORPUS": str(self.root), "GUIDE_DATA": str(self.data)}
        command = [sys.executable, "-m", part, *words]
        subprocess.run(  # noqa: S603  our own commands
            command, env=os.environ | places, cwd=PROJECT, check=True, capture_output=True
        )


def changes(folder: Path) -> list[list[str]]:
    """The commands in their order; after them all is as before."""
    first, second = folder / "first.md", folder / "second.md"
    first.write_text(_TEXT.format("three"), encoding="utf-8")
    second.write_text("Foreword.\n\n" + _TEXT.format("five"), encoding="utf-8")
    one = [
        ["add", str(first), "--id", _NEW, *_ABOUT, "--standing", "in_force"],
        ["replace", _NEW, str(second)],
        ["standing", _NEW, *_LAPSED],
        ["remove", _NEW],
    ]
    return [*one, *([["undo"]] * len(one))]


async def asked(
    door: Door, questions: Sequence[str], rate: float, done: asyncio.Event
) -> list[Reply]:
    """Ask at an even rate until it is done."""
    tasks: list[asyncio.Task[Reply]] = []
    while not done.is_set():
        question = _OWN if len(tasks) % 4 == 0 else questions[len(tasks) % len(questions)]
        post = door.post(secrets.token_urlsafe(16), {"question": question})
        tasks.append(asyncio.create_task(post))
        await asyncio.sleep(1 / rate)
    return list(await asyncio.gather(*tasks))


def same(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs each time."""
    return {k: v for k, v in answer.items() if k not in {"conversation", "timings_ms"}}


async def played(
    changing: Changing, rate: float, folder: Path
) -> tuple[list[Reply], list[float], int]:
    """The replies, how long each change took, and how many of the first answers came again."""
    door = Door("api", changing.server.port, "/api/ask")
    (questions,) = wishes(_SAMPLE * 3, 1, _SEED)
    sample = questions[::3]
    first = [answer_in(await door.post(secrets.token_urlsafe(16), {"question": q})) for q in sample]
    done = asyncio.Event()
    asking = asyncio.create_task(asked(door, questions, rate, done))
    took = [await asyncio.to_thread(changing.change, *words) for words in changes(folder)]
    done.set()
    replies = await asking
    again = [answer_in(await door.post(secrets.token_urlsafe(16), {"question": q})) for q in sample]
    pairs = zip(first, again, strict=True)
    return replies, took, sum(same(one) == same(two) for one, two in pairs)


@click.command()
@click.option("--rate", default=20.0, show_default=True, help="Questions a second.")
def main(rate: float) -> None:
    """Change the documents under a server that answers, and report."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        root, data = folder / "corpus", folder / "data"
        data.mkdir()
        shutil.copytree(
            PROJECT / "corpus", root, ignore=shutil.ignore_patterns("*.py", "__pycache__")
        )
        with guide(data, GUIDE_CORPUS=str(root), GUIDE_ADDRESS_LIMIT="1000") as running:
            changing = Changing(running, root, data)
            changing.remember()
            replies, took, again = asyncio.run(played(changing, rate, folder))
    failed = [reply for reply in replies if not reply.is_success]
    answers = [Answer.model_validate(answer_in(reply)) for reply in replies if reply.is_success]
    by_version = Counter(answer.corpus.version for answer in answers)
    broken = [b for a in answers for b in breaches(a, changing.corpora[a.corpus.version])]
    times = sorted(1000 * reply.seconds for reply in replies)
    click.echo(f"questions: {len(replies)}, failed: {len(failed)}, broken: {len(broken)}")
    click.echo(f"versions: {dict(by_version)}")
    most, usual, rare = times[-1], times[len(times) // 2], times[int(0.95 * len(times))]
    click.echo(f"milliseconds: median {usual:.0f}, 95 % {rare:.0f}, most {most:.0f}")
    click.echo(f"seconds a change: {', '.join(f'{one:.1f}' for one in took)}")
    click.echo(f"first answers that came again: {again} of {_SAMPLE}")
    for line in [*(f"{r.status} {r.body[:200].decode()}" for r in failed[:3]), *broken[:3]]:
        click.echo(line, err=True)
    sys.exit(int(bool(failed or broken) or again != _SAMPLE))


if __name__ == "__main__":
    main()
