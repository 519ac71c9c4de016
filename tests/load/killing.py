"""A build of the real documents, killed ten times at random points, must end in the same index.

    .venv/bin/python tests/load/killing.py --seed 8

Builds once undisturbed and measures how long that takes, then in another folder: each build is
killed after a random share of that time, then one goes on to the end. The two are compared: ids,
vectors, and what both find for a hundred questions. Takes about four times as long as a build.
Exit code 1 if they differ.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
from servers import PROJECT
from wordings import wishes

from index.reading import Vectors
from index.search import Index
from index.settings import IndexSettings
from index.streaming import WINDOW

_QUESTIONS, _COUNT = 100, 10
_BUILD = (sys.executable, "-m", "index", "build", "--plain")
# Below this the difference of two vectors is that of one sum in another order.
_SAME = 1e-5


@dataclass(frozen=True)
class Ended:
    """A build in a process of its own: how it ended, and how many texts it had stored."""

    killed: bool
    seconds: float
    done: int


def built(settings: IndexSettings, kill_after: float | None = None) -> Ended:
    """Run a build, and kill it after so many seconds."""
    places = {"GUIDE_CORPUS": str(settings.corpus), "GUIDE_DATA": str(settings.data)}
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603  our own command
        _BUILD, env=os.environ | places, cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    try:
        out, _ = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
    counts = [int(line.split("/")[0]) for line in out.splitlines() if "/" in line]
    took = time.monotonic() - started
    return Ended(process.returncode < 0, took, max([0, *counts]))


def kept_in(settings: IndexSettings) -> int:
    """How many bytes of vectors are kept of builds that were killed."""
    return sum(path.stat().st_size for path in (settings.data / "index").glob(".kept-*"))


def vectors_of(index: Index) -> tuple[list[str], Vectors]:
    """The ids of all vectors in order, and the vectors."""
    store = index._stores.vectors  # noqa: SLF001  what no search asks for
    ids = sorted(store._collection.get(include=[])["ids"])  # noqa: SLF001  likewise
    found = store.vectors(ids)
    return ids, np.stack([found[one] for one in ids])


def differences(one: Index, other: Index) -> Iterator[str]:
    """What is not the same in both, a line each."""
    if one.record != other.record:
        yield f"records differ: {one.record} and {other.record}"
    (ids, vectors), (others, other_vectors) = vectors_of(one), vectors_of(other)
    if ids != others:
        yield f"{len(set(ids) ^ set(others))} ids stand in one alone"
        return
    most = float(np.abs(vectors - other_vectors).max())
    click.echo(f"greatest difference of two numbers of a vector: {most:.2g}")
    if most > _SAME:
        yield f"vectors differ by up to {most}"
    for question in wishes(_QUESTIONS, 1, 8)[0]:
        found = [[hit.chunk for hit in i.search(question, _COUNT)] for i in (one, other)]
        if found[0] != found[1]:
            yield f"other chunks for {question!r}"


@click.command()
@click.option("--kills", default=10, show_default=True)
@click.option("--seed", default=8, show_default=True)
def main(kills: int, seed: int) -> None:
    """Build, kill, compare."""
    chance = random.Random(seed)  # noqa: S311  the same points every time, not a secret
    with TemporaryDirectory() as folder:
        whole, killed = (
            IndexSettings(data=Path(folder) / name, chroma_url=None, agency_corpus=None)
            for name in ("whole", "killed")
        )
        undisturbed = built(whole)
        click.echo(f"undisturbed: {undisturbed.done} texts in {undisturbed.seconds:.0f} s")
        spent = _killed(killed, kills, undisturbed.seconds, chance)
        with ExitStack() as stack:
            one, other = (
                stack.enter_context(closing(Index.open(settings))) for settings in (whole, killed)
            )
            found = list(differences(one, other))
        for line in found:
            click.echo(f"DIFFERS: {line}")
        click.echo(f"all builds that were killed and the last: {spent:.0f} s")
        click.echo("the same index" if not found else "not the same index")
        sys.exit(1 if found else 0)


def _killed(settings: IndexSettings, kills: int, whole_s: float, chance: random.Random) -> float:
    """Kill builds at random points, then let one end; the seconds of all of them."""
    spent = 0.0
    for number in range(1, kills + 1):
        ended = built(settings, chance.uniform(0.02, 0.35) * whole_s)
        spent += ended.seconds
        how = "killed" if ended.killed else "ended before"
        kept = kept_in(settings) // 1_000_000
        click.echo(
            f"{number}: {how} after {ended.seconds:.1f} s, {ended.done} texts, {kept} MB kept"
        )
    last = built(settings)
    click.echo(f"last: {last.done} texts in {last.seconds:.0f} s, a window holds {WINDOW} or more")
    return spent + last.seconds


if __name__ == "__main__":
    main()
