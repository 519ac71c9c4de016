"""The command that counts the calibration set, checks it, and measures the verifier on it."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot.bearing_out import Verifier
from bot.bearing_out.coverage import Encode, write
from corpus.library import Corpus
from corpus.settings import CorpusSettings
from evals.calibration import in_answers
from evals.calibration.checking import counted, faults_of
from evals.calibration.fitting import fit
from evals.calibration.making import made
from evals.calibration.reading import HALVES, PARTS, Part, read_pairs
from evals.calibration.scoring import judged, lines, seconds
from evals.running.folder import read_run
from index.embedding import load_embedder
from index.settings import IndexSettings


@click.command("calibration")
@click.option("--check", is_flag=True, help="Also check them; exit 1 with what does not hold.")
@click.option("--make", "make", is_flag=True, help="Also count the faults that the rules make.")
@click.option("--score", is_flag=True, help="Measure the verifier instead; exit 1 below a bar.")
@click.option("--fit", "refit", is_flag=True, help="First fit the bounds of coverage on dev.")
@click.option("--time", "time_", is_flag=True, help="Measure what a sentence costs instead.")
@click.option(
    "--run",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Plant faults in the answers of a run instead; exit 1 if one passes, or a right one not.",
)
@click.option("--half", type=click.Choice(PARTS), default=PARTS[0], show_default=True)
def calibration(  # noqa: PLR0913  one for each option
    *,
    check: bool,
    make: bool,
    score: bool,
    refit: bool,
    time_: bool,
    folder: Path | None,
    half: Part,
) -> int:
    """Count the labelled pairs of sentence and quotes by kind and half."""
    if refit:
        write(fit(_encode()))
    if score or refit:
        return _scored(half)
    if time_:
        return _timed(half)
    if folder:
        return _in_answers(folder)
    faults = faults_of(Corpus.open(CorpusSettings().corpus)) if check else []
    for fault in faults:
        click.echo(fault)
    counts: dict[str, Counter[str]] = {half: counted(read_pairs(half)) for half in PARTS}
    if make:
        counts |= {f"{half}, made": counted(made(half)) for half in HALVES}
    _show(counts)
    return 1 if faults else 0


def _scored(half: Part) -> int:
    """Show how often the verifier is wrong on a half, by kind; 1 if a bar is missed."""
    found = lines(judged(half, Verifier(_encode()).judge))
    table = Table(half, "wrong", "of", "share", "95 % interval", "bar", "")
    for line in found:
        low, high = line.interval
        shares = f"{line.share:.1%}", f"{low:.1%} to {high:.1%}", f"{line.bar:.2%}"
        table.add_row(
            line.kind, str(line.wrong), str(line.count), *shares, "" if line.ok else "missed"
        )
    Console(highlight=False).print(table)
    return 0 if all(line.ok for line in found) else 1


def _timed(half: Part) -> int:
    """Show how long the verifier takes for a sentence, each judged for the first time."""
    spent = sorted(seconds(half, Verifier(_encode()).judge))
    for name, at in {"median": 0.5, "95th percentile": 0.95, "slowest": 1.0}.items():
        click.echo(f"{name}: {1000 * spent[int(at * (len(spent) - 1))]:.1f} ms")
    return 0


def _in_answers(folder: Path) -> int:
    """Show what two checks let pass of the right claims of a run, and of faults made of them."""
    corpus = Corpus.open(CorpusSettings().corpus)
    looking = in_answers.checks(Verifier(_encode()), corpus)
    claims = in_answers.right_claims(read_run(folder, corpus))
    found = [
        (told, {name: look(told) for name, look in looking.items()})
        for told in (*claims, *in_answers.with_faults(claims))
    ]
    table = Table("claims", "fault", "of", *(f"passed by {name}" for name in looking))
    for line in in_answers.lines(found):
        passed = [str(line.passed[name]) for name in looking]
        table.add_row(line.kind, line.fault, str(line.count), *passed)
    console = Console(highlight=False)
    console.print(table)
    wrong = [(*one, names) for one in found if (names := in_answers.is_wrong(*one))]
    for told, refused, names in wrong:
        why = "; ".join(filter(None, refused.values())) or "passed"
        console.print(f"- {told.fault}, {', '.join(names)}: {told.claim.text}: {why}", markup=False)
    return 1 if wrong else 0


def _encode() -> Encode:
    return load_embedder(IndexSettings().embed_model).encode


def _show(counts: Mapping[str, Counter[str]]) -> None:
    table = Table("kind", *counts)
    for kind in dict.fromkeys(kind for counter in counts.values() for kind in counter):
        table.add_row(kind, *(str(counter[kind]) for counter in counts.values()))
    table.add_section()
    table.add_row("all", *(str(counter.total()) for counter in counts.values()))
    Console(highlight=False).print(table)
