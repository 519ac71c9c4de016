"""Builds in processes of their own that are killed: run by `test_resuming.py`.

    python tests/index/killed_builds.py CORPUS DATA KILLS SEED RUNTIMES

Builds once undisturbed into ``DATA/whole``. Then into ``DATA/killed``: killed so many times at
random points in the middle, each further on, then once while the version is finished, then to the
end. RUNTIMES is where the model lies for the faster runtime. Prints how many texts each build
embedded, and what was kept after the kills in the middle.
"""

import json
import os
import random
import signal
import sqlite3
import sys
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Any

from index import build, filling, streaming
from index.embedding import load_embedder
from index.encoding import Encoder
from index.kept import Kept
from index.layout import Layout
from index.making import Maker
from index.settings import IndexSettings
from index.version import NewVersion

_WINDOW, _WINDOWS = 7, 8
# In each window in this order; a build may be killed before and after each.
_STEPS = ((Encoder, "encode"), (Kept, "keep"), (NewVersion, "add_vectors"), (NewVersion, "add"))


class Dying:
    """Kills its process in a window of the texts, before or after a step."""

    def __init__(self, window: int, step: str, when: str) -> None:
        self.point = step, when
        self.left = window

    def reached(self, step: str, when: str) -> None:
        self.left -= step == "vectors" and when == "before"
        if self.left < 0 and (step, when) == self.point:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: Any, step: str) -> None:  # noqa: ANN401  any class with that method
        method = getattr(owner, step)

        @wraps(method)
        def watched(*given: Any) -> Any:  # noqa: ANN401  whatever the method takes and gives
            self.reached(step, "before")
            found = method(*given)
            self.reached(step, "after")
            return found

        setattr(owner, step, watched)


def built(settings: IndexSettings, runtimes: Layout, log: Path, dying: Dying | None = None) -> int:
    """Build in a forked process; gives how many texts it embedded before it ended."""
    process = os.fork()
    if not process:
        _build(settings, runtimes, log, dying)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    ended = "killed" if os.WIFSIGNALED(status) else f"exit code {os.WEXITSTATUS(status)}"
    expected = "killed" if dying else "exit code 0"
    if ended != expected:
        raise SystemExit(f"a build ended with {ended}, expected {expected}")
    texts = sum(int(line) for line in log.read_text().split()) if log.exists() else 0
    log.unlink(missing_ok=True)
    return texts


def _build(settings: IndexSettings, runtimes: Layout, log: Path, dying: Dying | None) -> None:
    encode = Encoder.encode

    def counted(self: Encoder, texts: list[str]) -> Any:  # noqa: ANN401  as it is
        found = encode(self, texts)
        with log.open("a") as file:
            file.write(f"{len(texts)}\n")
        return found

    Encoder.encode = counted  # type: ignore[method-assign,assignment]
    if dying:
        for owner, step in (*_STEPS, (Maker, "vectors"), (Layout, "finish")):
            dying.watch(owner, step)
    build.build(settings, lambda _done, _all: None, runtimes)


def kept_in(settings: IndexSettings) -> int:
    """How many vectors builds have kept so far."""
    (path,) = (settings.data / "index").glob(".kept-????????????????")
    with closing(sqlite3.connect(path)) as kept:
        return int(kept.execute("SELECT count(*) FROM vectors").fetchone()[0])


def main(corpus: str, data: str, kills: str, seed: str, model: str) -> None:
    """All of it, told as JSON on standard output."""
    whole, broken = (
        IndexSettings(corpus=Path(corpus), data=Path(data) / name, embed_model=None)
        for name in ("whole", "killed")
    )
    streaming.WINDOW = filling.WINDOW = _WINDOW
    embedder, log, runtimes = load_embedder(None), Path(data) / "log", Layout(Path(model))
    build.load_embedder = lambda _model: embedder  # once for all: it has not been used yet
    said: dict[str, Any] = {"whole": built(whole, runtimes, log)}
    chance = random.Random(int(seed))  # noqa: S311  the same points every time, not a secret
    points = [
        Dying(window, chance.choice(_STEPS)[1], chance.choice(("before", "after")))
        for window in sorted(chance.sample(range(1, _WINDOWS), int(kills)))
    ]
    said["killed"] = [built(broken, runtimes, log, point) for point in points]
    said["kept"] = kept_in(broken)
    said["resumed"] = built(broken, runtimes, log, Dying(0, "finish", "before"))
    said["last"] = built(broken, runtimes, log)
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
