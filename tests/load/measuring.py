"""What replies of a phase amount to: errors, lost questions, times; and a table of all phases."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wire import Reply, answer_in

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One phase at one door; times in milliseconds from the request to the end of its reply.

    ``lost`` are questions to which another answer came, or none.
    """

    door: str
    phase: str
    asked: int
    errors: int
    lost: int
    median_ms: float
    p95_ms: float
    most_ms: float
    examples: list[str]


def measured(
    door: str, phase: str, replies: Sequence[Reply], questions: Sequence[str] = ()
) -> Measured:
    """The figures of a phase; with ``questions`` each reply must answer the one in its place."""
    times = sorted(1000 * reply.seconds for reply in replies)
    failed = [reply for reply in replies if not reply.is_success]
    pairs = zip(replies, questions, strict=True) if questions else ()
    lost = sum(reply.is_success and not _answers(reply, question) for reply, question in pairs)
    return Measured(
        door=door,
        phase=phase,
        asked=len(replies),
        errors=len(failed),
        lost=lost,
        median_ms=round(statistics.median(times), 1),
        p95_ms=round(times[max(0, -(-95 * len(times) // 100) - 1)], 1),
        most_ms=round(times[-1], 1),
        examples=[f"{one.status} {one.body[:200].decode()}" for one in failed[:_SHOWN]],
    )


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The figures as a Markdown table."""
    columns = {
        "door": "door",
        "phase": "phase",
        "asked": "asked",
        "errors": "errors",
        "lost": "lost",
        "median_ms": "median, ms",
        "p95_ms": "95th percentile, ms",
        "most_ms": "most, ms",
        "ratio": "times the echo",
    }
    head = f"| {' | '.join(columns.values())} |\n|{' --- |' * len(columns)}"
    shown = [["" if row[name] is None else str(row[name]) for name in columns] for row in rows]
    return "\n".join([head, *(f"| {' | '.join(cells)} |" for cells in shown)])


def _answers(reply: Reply, question: str) -> bool:
    """Whether it is an answer to this question; what is masked in one cannot be compared."""
    asked = str(answer_in(reply)["question"])
    return asked == question or "[removed]" in asked
