"""Commands of the evaluation: run, score, wrong, check, fit."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import click
from rich.progress import track

from bot.answerable import FITTED
from corpus.commands import run
from corpus.library import Corpus
from corpus.settings import CorpusSettings
from evals import fitting
from evals.answer_suite import BAR, SPLITS, Choice, generate, scored_folder, write_result
from evals.cases import GOLDEN, read_cases
from evals.checking import faults_of
from evals.gold import Stratum
from evals.golden_files import golden_files, read_golden
from evals.retrieval import RetrievalScore, SummaryRow, score_retrieval, summary
from evals.runs import new_folder, read_generated
from evals.showing import show_answers, show_retrieval, show_wrong
from index.ranking import Mode
from index.search import Index
from index.settings import IndexSettings

SUITES = ("retrieval", "answers")
SETS = ("retrieval", "retrieval_heldout")
MODES = [str(mode) for mode in Mode]
_FOLDER = click.Path(path_type=Path, file_okay=False)
_GOLDEN = click.Path(path_type=Path, exists=True)
_RUN = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group(no_args_is_help=True)
def evals() -> None:
    """Is it good, and is it still as good?"""


@evals.command("run")
@click.option("--suite", type=click.Choice(SUITES), default="retrieval", show_default=True)
@click.option("--out", type=_FOLDER, help="Folder of the run.")
@click.option("--split", type=click.Choice(SPLITS), default="all", show_default=True)
@click.option("--stratum", "strata", type=click.Choice(get_args(Stratum)), multiple=True)
@click.option("--case", "cases", multiple=True, help="Ask this case alone; may be repeated.")
@click.option("--golden", type=_GOLDEN, default=GOLDEN, help="Folder or file of cases.")
@click.option("--mode", type=click.Choice(MODES), default=MODES[0], show_default=True)
@click.option("--no-synonyms", is_flag=True, help="As if the file of synonyms were empty.")
@click.option("--resume", is_flag=True, help="Go on with the run in --out.")
def run_suite(  # noqa: PLR0913  one parameter for each option
    suite: str,
    out: Path | None,
    split: str,
    strata: tuple[str, ...],
    cases: tuple[str, ...],
    golden: Path,
    mode: str,
    *,
    no_synonyms: bool,
    resume: bool,
) -> None:
    """Ask every golden question of a suite and score what comes back.

    All options but --out are of the suite `answers`.
    """
    folder = new_folder(suite, out)
    if suite == "retrieval":
        _run_retrieval(folder)
    else:
        choice = Choice(golden, split, strata, cases, Mode(mode), synonyms=not no_synonyms)
        generate(choice, folder, resume=resume)
        _score(folder, None)
    click.echo(f"Written to {folder}")


@evals.command("score")
@click.option("--run", "folder", type=_RUN, required=True, help="Folder of a run.")
@click.option("--golden", type=_GOLDEN, help="Folder or file of cases instead of the run's own.")
def score_run(folder: Path, golden: Path | None) -> None:
    """Score a run of the suite `answers` anew, without asking the bot."""
    _score(folder, golden)


@evals.command("wrong")
@click.option("--run", "folder", type=_RUN, required=True, help="Folder of a run.")
@click.option("--split", type=click.Choice(SPLITS), default="dev", show_default=True)
@click.option("--stratum", "strata", type=click.Choice(get_args(Stratum)), multiple=True)
def show_run(folder: Path, split: str, strata: tuple[str, ...]) -> None:
    """Show each case of a run that went wrong: question, why, and what was answered."""
    result = scored_folder(folder, Corpus.open(CorpusSettings().corpus))
    shown = [
        each
        for each in result.scored
        if split in {"all", each.case.split} and (not strata or each.case.stratum in strata)
    ]
    show_wrong(shown, read_generated(folder))


@evals.command("check")
@click.option("--golden", type=_GOLDEN, default=GOLDEN, help="Folder or file of cases.")
def check_golden(golden: Path) -> int:
    """Check the golden set; exit 1 with a list of what does not hold."""
    faults = faults_of(golden_files(golden), Corpus.open(CorpusSettings().corpus))
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(faults)} faults")
    return 1 if faults else 0


@evals.command("fit")
def fit_answerable() -> None:
    """Fit on `dev` what decides whether evidence answers a question; write model and curve."""
    index = Index.open(IndexSettings())
    cases = read_golden(golden_files(), index.corpus)
    halves = {
        half: fitting.sample(index, [case for case in cases if case.split == half])
        for half in ("dev", "test")
    }
    judge = fitting.fit(halves["dev"])
    fitting.write(judge)
    fitting.REPORT.parent.mkdir(exist_ok=True)
    fitting.REPORT.write_text(fitting.report(judge, halves), encoding="utf-8")
    click.echo(f"Written to {FITTED} and {fitting.REPORT}")


def _score(folder: Path, golden: Path | None) -> None:
    result = scored_folder(folder, Corpus.open(CorpusSettings().corpus), golden)
    write_result(folder, result)
    show_answers(result.by_split())
    if result.missing:
        click.echo(f"Not measured: {len(result.missing)} cases have no answer to them")


def _run_retrieval(folder: Path) -> None:
    index = Index.open(IndexSettings())
    results: dict[str, list[SummaryRow]] = {}
    lines: list[str] = []
    for name in SETS:
        scores = _retrieval_scores(index, name)
        results[name] = summary(scores)
        lines += [json.dumps({"set": name, **asdict(score)}) for score in scores]
        show_retrieval(name, results[name])
    (folder / "scores.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    record = {
        "index": index.record.model_dump(),
        "retrieval": {name: [asdict(row) for row in rows] for name, rows in results.items()},
    }
    (folder / "summary.json").write_text(json.dumps(record, indent=2), encoding="utf-8")


def _retrieval_scores(index: Index, name: str) -> list[RetrievalScore]:
    cases = read_cases(GOLDEN / f"{name}.jsonl", index.corpus)
    return list(score_retrieval(index, track(cases, description=name, console=BAR)))


if __name__ == "__main__":
    run(evals, "evals")
