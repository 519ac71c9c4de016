"""Comparing what reached the readers of two systems that asked the same servers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evals.endpoints.hostile_model import KINDS
from evals.endpoints.measuring import Tally

Part = tuple[int, int]
"""So many of so many."""


@dataclass(frozen=True)
class Compared:
    """One thing that was counted of both."""

    what: str
    ours: Part
    theirs: Part


def of_honest(ours: Tally, theirs: Tally) -> Iterator[Compared]:
    """What becomes of true sentences."""
    yield _compared("answers with written sentences", ours, theirs, ["written"], "answers")
    yield _compared("true sentences shown", ours, theirs, ["released"], "sentences")
    yield _compared("questions without an answer", ours, theirs, ["errors", "hung"], "answers")


def of_hostile(ours: Tally, theirs: Tally) -> Iterator[Compared]:
    """What of the lies was shown, by kind, and what the server was sent though it must not."""
    for kind, behaviours in KINDS.items():
        yield _compared(f"{kind}, shown", ours, theirs, ["shown"], "lies", behaviours)
    yield _compared("private questions, sent", ours, theirs, ["sent"], "private")
    yield _compared("questions without an answer", ours, theirs, ["errors", "hung"], "answers")


def of_failing(ours: Tally, theirs: Tally) -> Iterator[Compared]:
    """Which runs ended without a right answer in time, by fault."""
    ends = ["wrong", "late", "errors", "hung"]
    for fault in ours.counts:
        yield _compared(f"{fault}: no answer", ours, theirs, ends, "runs", [fault])
    yield _compared("errors, all", ours, theirs, ["wrong", "errors"], "runs")
    yield _compared("hung, all", ours, theirs, ["late", "hung"], "runs")


def _compared(  # noqa: PLR0913  one for each thing that names a count
    what: str,
    ours: Tally,
    theirs: Tally,
    parts: Iterable[str],
    whole: str,
    rows: Iterable[str] | None = None,
) -> Compared:
    named = list(parts), whole, None if rows is None else list(rows)
    return Compared(what, _part(ours.counts, *named), _part(theirs.counts, *named))


def _part(
    counts: Mapping[str, Counter[str]], parts: list[str], whole: str, rows: list[str] | None
) -> Part:
    chosen = [counter for row, counter in counts.items() if rows is None or row in rows]
    found = sum(chosen, Counter())
    return sum(found[part] for part in parts), found[whole]
