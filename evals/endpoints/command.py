"""The commands that try written answers against an honest, a lying and a failing model."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import click
from llama_index.core import VectorStoreIndex
from rich.console import Console
from rich.progress import Progress as ProgressBar
from rich.table import Table

from corpus.library import Corpus
from corpus.settings import CorpusSettings
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import golden_files, read_golden
from evals.endpoints import beside as theirs
from evals.endpoints.comparing import Compared, of_failing, of_honest, of_hostile
from evals.endpoints.costing import PACE_S, Cost, costs
from evals.endpoints.measuring import Progress, Tally, failing, honestly, hostilely
from evals.running.stock import stock_index
from evals.shares import quantile, wilson
from index.search import Index
from index.settings import IndexSettings

_SHOWN = 40
# What the report gives as a share of what.
_SHARES = (("written", "answers"), ("released", "sentences"))
T = TypeVar("T")


@click.group("written")
def written() -> None:
    """Try written answers against models of this machine: honest, lying, failing."""


_half = click.option(
    "--half", type=click.Choice(["dev", "test"]), default="test", help="Which golden questions."
)
_count = click.option(
    "--count", type=click.IntRange(min=1), help="How many; all questions, or 1,000 and 500."
)


_beside = click.option(
    "--beside", is_flag=True, help="Also ask LlamaIndex's citation query engine the same."
)


@written.command("honest")
@_half
@_count
@_beside
def honest(half: str, count: int | None, *, beside: bool) -> int:
    """Count answers that stay written and sentences that are released; all of them are true."""
    cases = [case for case in _cases(half) if "answered" in case.outcome and not case.history]
    chosen = _spread(cases, count or len(cases))
    some = len(chosen)
    tally = _tried(some, lambda index, step: honestly(index, chosen, step))
    _show(tally)
    if beside:
        other = _tried(some, lambda index, step: theirs.honestly(_stock(index), chosen, step))
        _show_beside(of_honest(tally, other))
    return 0


@written.command("hostile")
@_half
@_count
@_beside
def hostile(half: str, count: int | None, *, beside: bool) -> int:
    """Hold conversations with a model that lies; exit 1 if a reader could see a lie."""
    cases = _cases(half)
    answered = [case for case in cases if "answered" in case.outcome and not case.history]
    declined = [case for case in cases if case.outcome == ("declined",) and not case.history]
    some = count or 1_000
    both = answered, declined, some
    tally = _tried(some, lambda index, step: hostilely(index, *both, step))
    _show(tally)
    if beside:
        other = _tried(some, lambda index, step: theirs.hostilely(_stock(index), *both, step))
        _show_beside(of_hostile(tally, other))
    return 1 if tally.seen else 0


@written.command("failing")
@_half
@_count
@_beside
def failing_endpoints(half: str, count: int | None, *, beside: bool) -> int:
    """Ask while the endpoint fails; exit 1 if an answer was late, wrong or left something open."""
    cases = [case for case in _cases(half) if "answered" in case.outcome and not case.history]
    some = count or 500
    tally = _tried(some, lambda index, step: failing(index, cases, some, step))
    _show(tally)
    if beside:
        other = _tried(some, lambda index, step: theirs.failing(_stock(index), cases, some, step))
        _show_beside(of_failing(tally, other))
    return 1 if tally.seen else 0


@written.command("cost")
@_half
@click.option("--count", type=click.IntRange(min=1), default=80, show_default=True)
@click.option(
    "--pace",
    type=click.FloatRange(min=0),
    default=PACE_S,
    show_default=True,
    help="Seconds before each piece of seven characters.",
)
def cost(half: str, count: int, pace: float) -> int:
    """Measure what verifying adds to a sentence, beside the bare stream of the same server."""
    cases = [case for case in _cases(half) if "answered" in case.outcome and not case.history]
    chosen = _spread(cases, count)
    found = _tried(len(chosen), lambda index, step: [*costs(index, chosen, step, pace)])
    _show_costs(found)
    return 0


def _show_costs(found: Sequence[Cost]) -> None:
    shown = [one for one in found if one.shown is not None and one.verified is not None]
    columns = {
        "judging a sentence": [spent for one in found for spent in one.sentences],
        "first sentence, bare": [one.first for one in shown],
        "first sentence, verified": [one.verified or 0.0 for one in shown],
        "what that adds": [(one.verified or 0.0) - one.first for one in shown],
        "first sentence, shown": [one.shown or 0.0 for one in shown],
        "last sentence, bare": [one.last for one in found],
        "last sentence, judged": [one.judged for one in found],
        "what that adds to the last": [one.judged - one.last for one in found],
    }
    table = Table("milliseconds", "of", "median", "95th percentile", "most")
    for name, seconds in columns.items():
        told = [quantile([1000 * one for one in seconds], part) for part in (0.5, 0.95, 1.0)]
        table.add_row(name, str(len(seconds)), *map(str, told))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(found)} questions written about, {len(shown)} answers shown as written")


def _stock(index: Index) -> VectorStoreIndex:
    return stock_index(index.corpus, index.embedder)


def _cases(half: str) -> list[GoldenCase]:
    golden = read_golden(golden_files(), Corpus.open(CorpusSettings().corpus))
    return [case for case in golden if case.split == half]


def _spread(cases: Sequence[GoldenCase], count: int) -> list[GoldenCase]:
    """So many of them, evenly over all."""
    some = min(count, len(cases))
    return [cases[at * len(cases) // some] for at in range(some)]


def _tried(total: int, run: Callable[[Index, Progress], T]) -> T:
    index = Index.open(IndexSettings())
    with ProgressBar(console=Console(stderr=True)) as bar:
        task = bar.add_task("asking", total=total)
        return run(index, lambda: bar.advance(task))


def _show_beside(found: Iterable[Compared]) -> None:
    table = Table("", "ours", "of", "theirs", "of")
    for one in found:
        table.add_row(one.what, *map(str, (*one.ours, *one.theirs)))
    Console(highlight=False).print(table)


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
