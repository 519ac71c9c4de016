"""How long answers took: apart from the scores, which are the same on every machine."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypedDict

from pydantic import JsonValue

from evals.shares import quantile

_DIGITS = 4


class Times(TypedDict):
    """Milliseconds an answer, and the share of each stage in the time of all."""

    median_ms: float | None
    p95_ms: float | None
    stages: dict[str, float]
    answers: list[float]


def times(answers: Iterable[Mapping[str, JsonValue]]) -> Times:
    """Median and 95th percentile of the total, and each stage's share of all time."""
    timings = [_numbers(answer.get("timings_ms")) for answer in answers]
    totals = [timing["total"] for timing in timings if "total" in timing]
    stages: Counter[str] = Counter()
    for timing in timings:
        stages.update({name: took for name, took in timing.items() if name != "total"})
    whole = sum(totals) or 1.0
    return Times(
        median_ms=quantile(totals, 0.5),
        p95_ms=quantile(totals, 0.95),
        stages={name: round(took / whole, _DIGITS) for name, took in stages.most_common()},
        answers=totals,
    )


def _numbers(timings: JsonValue) -> dict[str, float]:
    pairs = timings.items() if isinstance(timings, dict) else ()
    return {name: float(ms) for name, ms in pairs if isinstance(ms, int | float)}
