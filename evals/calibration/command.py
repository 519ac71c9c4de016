"""The command that counts the calibration set and checks it."""

from collections import Counter
from collections.abc import Mapping

import click
from rich.console import Console
from rich.table import Table

from corpus.library import Corpus
from corpus.settings import CorpusSettings
from evals.calibration.checking import counted, faults_of
from evals.calibration.making import made
from evals.calibration.reading import HALVES, read_pairs


@click.command("calibration")
@click.option("--check", is_flag=True, help="Also check them; exit 1 with what does not hold.")
@click.option("--make", "make", is_flag=True, help="Also count the faults that the rules make.")
def calibration(*, check: bool, make: bool) -> int:
    """Count the labelled pairs of sentence and quotes by kind and half."""
    faults = faults_of(Corpus.open(CorpusSettings().corpus)) if check else []
    for fault in faults:
        click.echo(fault)
    counts: dict[str, Counter[str]] = {half: counted(read_pairs(half)) for half in HALVES}
    if make:
        counts |= {f"{half}, made": counted(made(half)) for half in HALVES}
    _show(counts)
    return 1 if faults else 0


def _show(counts: Mapping[str, Counter[str]]) -> None:
    table = Table("kind", *counts)
    for kind in dict.fromkeys(kind for counter in counts.values() for kind in counter):
        table.add_row(kind, *(str(counter[kind]) for counter in counts.values()))
    table.add_section()
    table.add_row("all", *(str(counter.total()) for counter in counts.values()))
    Console(highlight=False).print(table)
