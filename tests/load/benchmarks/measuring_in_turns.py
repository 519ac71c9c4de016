"""Several things measured in turns, so that what slows the machine down slows all of them."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is asked: more of it for results that are kept than for a quick look."""

    turns: int
    questions: int
    lone: int
    starts: int
    people: int
    burst_s: float
    events: int
    rounds: int
    share: float
    passages: int


FULL = Size(3, 240, 60, 3, 1300, 2.0, 150, 10, 1.0, 1_000_000)
QUICK = Size(2, 100, 30, 1, 260, 0.4, 100, 4, 0.2, 100_000)


def seconds(act: Callable[P, object], *given: P.args, **named: P.kwargs) -> float:
    """How long it takes."""
    started = time.perf_counter()
    act(*given, **named)
    return time.perf_counter() - started


def busy_with_others(for_s: float = 2.0) -> float:
    """The share of all cores, in per cent, that is taken while nothing of ours runs."""
    before = _ticks()
    time.sleep(for_s)
    idle, whole = (after - then for after, then in zip(_ticks(), before, strict=True))
    return 100 * (1 - idle / max(whole, 1))


def _ticks() -> tuple[int, int]:
    """Ticks of all cores so far: idle ones, and all of them."""
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    ticks = [int(one) for one in first.split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


def rates(
    acts: Mapping[str, Callable[[list[str]], object]], rounds: Sequence[list[str]]
) -> dict[str, float]:
    """Texts a second of each act, which in each round gets the same texts; the median of rounds."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for texts in rounds:
        for name, act in acts.items():
            found[name].append(len(texts) / seconds(act, texts))
    return {name: statistics.median(some) for name, some in found.items()}


def lone_ms(
    acts: Mapping[str, Callable[[str], object]], texts: Sequence[str]
) -> dict[str, list[float]]:
    """Milliseconds of each act for each text by itself."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for text in texts:
        for name, act in acts.items():
            found[name].append(1000 * seconds(act, text))
    return found


def side_by_side(
    act: Callable[[str], object], threads: ThreadPoolExecutor
) -> Callable[[list[str]], None]:
    """An act for many texts, which threads take one after the other."""
    return lambda texts: [None for _ in threads.map(act, texts)] and None
