"""The commands that try written answers against an honest, a lying and a failing model."""

from collections import Counter
from collections.abc import Callable, Sequence

import click
from rich.console import Console
from rich.progress import Progress as ProgressBar
from rich.table import Table

from corpus.library import Corpus
from corpus.settings import CorpusSettings
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import golden_files, read_golden
from evals.endpoints.measuring import Progress, Tally, failing, honestly, hostilely
from evals.shares import wilson
from index.search import Index
from index.settings import IndexSettings

_SHOWN = 40
# What the report gives as a share of what.
_SHARES = (("written", "answers"), ("released", "sentences"))
Try = Callable[[Index, Sequence[GoldenCase], Progress], Tally]


@click.group("written")
def written() -> None:
    """Try written answers against models of this machine: honest, lying, failing."""


_half = click.option(
    "--half", type=click.Choice(["dev", "test"]), default="test", help="Which golden questions."
)
_count = click.option(
    "--count", type=click.IntRange(min=1), help="How many; all questions, or 1,000 and 500."
)


@written.command("honest")
@_half
@_count
def honest(half: str, count: int | None) -> int:
    """Count answers that stay written and sentences that are released; all of them are true."""
    cases = [case for case in _cases(half) if "answered" in case.outcome and not case.history]
    chosen = _spread(cases, count or len(cases))
    tally = _tried(len(chosen), lambda index, step: honestly(index, chosen, step))
    _show(tally)
    return 0


@written.command("hostile")
@_half
@_count
def hostile(half: str, count: int | None) -> int:
    """Hold conversations with a model that lies; exit 1 if a reader could see a lie."""
    cases = _cases(half)
    answered = [case for case in cases if "answered" in case.outcome and not case.history]
    declined = [case for case in cases if case.outcome == ("declined",) and not case.history]
    some = count or 1_000
    tally = _tried(some, lambda index, step: hostilely(index, answered, declined, some, step))
    _show(tally)
    return 1 if tally.seen else 0


@written.command("failing")
@_half
@_count
def failing_endpoints(half: str, count: int | None) -> int:
    """Ask while the endpoint fails; exit 1 if an answer was late, wrong or left something open."""
    cases = [case for case in _cases(half) if "answered" in case.outcome and not case.history]
    some = count or 500
    tally = _tried(some, lambda index, step: failing(index, cases, some, step))
    _show(tally)
    return 1 if tally.seen else 0


def _cases(half: str) -> list[GoldenCase]:
    golden = read_golden(golden_files(), Corpus.open(CorpusSettings().corpus))
    return [case for case in golden if case.split == half]


def _spread(cases: Sequence[GoldenCase], count: int) -> list[GoldenCase]:
    """So many of them, evenly over all."""
    some = min(count, len(cases))
    return [cases[at * len(cases) // some] for at in range(some)]


def _tried(total: int, run: Callable[[Index, Progress], Tally]) -> Tally:
    index = Index.open(IndexSettings())
    with ProgressBar(console=Console(stderr=True)) as bar:
        task = bar.add_task("asking", total=total)
        return run(index, lambda: bar.advance(task))


def _show(tally: Tally) -> None:
    rows = {**tally.counts, "all": sum(tally.counts.values(), Counter())}
    names = list(dict.fromkeys(name for counter in rows.values() for name in counter))
    table = Table("", *names)
    for row, counter in rows.items():
        table.add_row(row, *(str(counter[name]) for name in names))
    console = Console(highlight=False)
    console.print(table)
    for part, whole in _SHARES:
        if whole in names:
            some, many = rows["all"][part], rows["all"][whole]
            low, high = wilson(some, many)
            share = f"{some / many:.1%} ({low:.1%} to {high:.1%})" if many else "none"
            console.print(f"{part} of {whole}: {share}")
    for seen in tally.seen[:_SHOWN]:
        console.print(f"- {seen}", markup=False)
    if len(tally.seen) > _SHOWN:
        console.print(f"and {len(tally.seen) - _SHOWN} more")
