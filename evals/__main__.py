"""Commands of the evaluation: run, score, gate, accept, report, and what serves them."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import click

from bot.configuration import configuration_page
from corpus.commands import run
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.settings import CorpusSettings
from evals import fitting_all, impact, showing
from evals.calibration.command import calibration
from evals.cases.checking import faults_of
from evals.cases.gold import Stratum
from evals.cases.golden_files import GOLDEN, golden_files
from evals.distilling import lexicon
from evals.endpoints.command import written
from evals.gating.baseline import (
    BASELINE,
    FLOORS,
    WAIVERS,
    Baseline,
    new_baseline,
    read_baseline,
    write_baseline,
)
from evals.gating.floors import read_floors
from evals.gating.gate import Decision, Rules, decide, today
from evals.gating.waivers import read_waivers
from evals.judging.settings import JudgeSettings
from evals.judging.summary import JudgeSummary
from evals.overlay_command import overlay
from evals.planting import PLANTS, looked_at, plant_of, planted, spoil, workshop
from evals.printed import printed
from evals.reporting.report import write_report
from evals.running.configuration import SPLITS, Choice
from evals.running.folder import GATE, TIMES, new_folder, read_json, read_run, write_json
from evals.running.generating import generate
from evals.scoring import read_scored, score_folder
from evals.suites.registry import ON_PASSAGES, SUITES
from index.ranking import Mode
from index.search import Index
from index.settings import IndexSettings

ALL = "all"
MODES = [str(mode) for mode in Mode]
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_GOLDEN = click.Path(path_type=Path, exists=True)
_RUN = click.Path(path_type=Path, exists=True, file_okay=False)
_BASELINE = click.option("--baseline", type=_FILE, default=BASELINE, help="File of the baseline.")


@click.group(no_args_is_help=True)
def evals() -> None:
    """Is it good, and is it still as good?"""


for _command in (calibration, lexicon, overlay, printed, written):
    evals.add_command(_command)


@evals.command("run")
@click.option(
    "--suite",
    type=click.Choice([ALL, *SUITES]),
    default=ALL,
    show_default=True,
    help="What to score.",
)
@click.option("--out", type=_FOLDER, help="Folder of the run; runs/<time>-<suite> by default.")
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
    """Ask every golden question and score what comes back.

    Without --suite, all suites that need no judge.
    """
    if resume and out is None:
        raise GuideError("--resume needs --out: name the folder of the run to go on with")
    folder = new_folder(suite, out)
    choice = Choice(
        golden=golden,
        split=split,
        strata=strata,
        cases=cases,
        mode=Mode(mode),
        synonyms=not no_synonyms,
    )
    generate(
        choice,
        folder,
        Corpus.open(CorpusSettings().corpus),
        answers=suite != ON_PASSAGES,
        passages=suite in {ALL, ON_PASSAGES},
        resume=resume,
    )
    _score(folder, None, () if suite == ALL else (suite,))
    click.echo(f"Written to {folder}")


@evals.command("score")
@click.option("--run", "folder", type=_RUN, required=True, help="Folder of a run.")
@click.option("--suite", "suites", type=click.Choice(list(SUITES)), multiple=True)
@click.option("--golden", type=_GOLDEN, help="Folder or file of cases instead of the run's own.")
def score_run(folder: Path, suites: tuple[str, ...], golden: Path | None) -> None:
    """Score a run anew, without asking the bot."""
    _score(folder, golden, suites)


@evals.command("gate")
@click.option("--run", "folder", type=_RUN, required=True, help="Folder of a scored run.")
@_BASELINE
def gate_run(folder: Path, baseline: Path) -> int:
    """Compare a run with the baseline: exit 0 if it may ship, 1 if not, 2 if nobody can say."""
    decision, before = gated(folder, baseline)
    showing.show_decision(decision, before, folder)
    return decision.exit


@evals.command("accept")
@click.option("--run", "folder", type=_RUN, required=True, help="Folder of a scored run.")
@click.option("--reason", required=True, help="Why these scores are accepted.")
@_BASELINE
def accept_run(folder: Path, reason: str, baseline: Path) -> None:
    """Make a run the baseline, after saying what that accepts."""
    corpus = Corpus.open(CorpusSettings().corpus)
    _own_reason(reason)
    scores, summary = read_scored(folder)
    fresh = new_baseline(read_run(folder, corpus), scores, summary["suites"], reason)
    before = read_baseline(baseline) if baseline.exists() else None
    showing.show_accepted(before, fresh)
    write_baseline(baseline, fresh)
    click.echo(f"Written to {baseline}")


@evals.command("report")
@click.option("--run", "folder", type=_RUN, required=True, help="Folder of a scored run.")
def report_run(folder: Path) -> None:
    """Write report.html, report.md and junit.xml into the folder of a run."""
    own = read_run(folder, Corpus.open(CorpusSettings().corpus))
    scores, summary = read_scored(folder)
    times, gate = (
        read_json(folder / name) if (folder / name).exists() else None for name in (TIMES, GATE)
    )
    for path in write_report(own, scores, summary, times, gate, folder):
        click.echo(f"Written to {path}")


@evals.command("wrong")
@click.option("--run", "folder", type=_RUN, required=True, help="Folder of a run.")
@click.option("--suite", type=click.Choice(list(SUITES)), default="answers", show_default=True)
@click.option("--split", type=click.Choice(SPLITS), default="dev", show_default=True)
@click.option("--stratum", "strata", type=click.Choice(get_args(Stratum)), multiple=True)
def show_run(folder: Path, suite: str, split: str, strata: tuple[str, ...]) -> None:
    """Show each case of a run that failed: question, why, and what was answered."""
    own = read_run(folder, Corpus.open(CorpusSettings().corpus))
    shown = [
        score
        for score in SUITES[suite].score(own)
        if split in {"all", score.split} and (not strata or score.stratum in strata)
    ]
    showing.show_wrong(own, shown)


@evals.command("impact")
@click.option("--before", type=_RUN, required=True, help="Folder of the run before the change.")
@click.option("--after", type=_RUN, required=True, help="Folder of the run after it.")
@click.option("--all", "every", is_flag=True, help="Answers in full, not only how they changed.")
def show_impact(before: Path, after: Path, *, every: bool) -> None:
    """List which answers changed between two runs, as after a change of the corpus."""
    corpus = Corpus.open(CorpusSettings().corpus)
    changes = impact.changes(read_run(before, corpus), read_run(after, corpus))
    showing.show_impact(changes, every=every)


@evals.command("plant")
@click.argument("name", type=click.Choice(list(PLANTS)))
@click.option("--out", type=_FOLDER, help="Folder of the run; runs/<time>-plant by default.")
@click.option("--golden", type=_GOLDEN, default=GOLDEN, help="Folder or file of cases.")
@_BASELINE
def plant_fault(name: str, out: Path | None, golden: Path, baseline: Path) -> int:
    """Plant a regression in a copy, ask with it, and gate the run; exit 1 if it is caught."""
    plant = plant_of(name)
    read_baseline(baseline)
    folder = new_folder("plant", out)
    names = looked_at(plant)
    corpus = Corpus.open(CorpusSettings().corpus)
    with (
        TemporaryDirectory() as place,
        planted(plant, workshop(Path(place), IndexSettings(), golden)),
    ):
        generate(
            Choice(golden=golden),
            folder,
            corpus,
            answers=any(name != ON_PASSAGES for name in names),
            passages=ON_PASSAGES in names,
        )
    spoil(plant, folder)
    score_folder(folder, corpus, names=names)
    decision, before = gated(folder, baseline)
    showing.show_decision(decision, before, folder)
    showing.show_plant(plant, decision)
    return decision.exit


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
@click.option("--report", is_flag=True, help="Also measure how forms are recognised; five minutes.")
@click.option(
    "--only",
    type=click.Choice(fitting_all.MODELS),
    multiple=True,
    help="One of the models; all of them without this, in ten minutes.",
)
def fit_models(*, report: bool, only: tuple[str, ...]) -> None:
    """Fit what recognises and reads questions about tables, and what decides if evidence answers.

    `forms` learns from phrasings alone, `choice` and `answers` from `dev`; all write a report.
    """
    for file in fitting_all.fit(Index.open(IndexSettings()), only, of_forms=report):
        click.echo(f"Written to {file}")


@evals.command("configuration")
def show_configuration() -> None:
    """Print the reference of all settings, as it stands in docs/configuration.md."""
    click.echo(configuration_page(JudgeSettings), nl=False)


def gated(folder: Path, baseline: Path) -> tuple[Decision, Baseline]:
    """Hold a scored run to a baseline, with floors and waivers beside it; write ``gate.json``."""
    before = read_baseline(baseline)
    own = read_run(folder, Corpus.open(CorpusSettings().corpus))
    scores, summary = read_scored(folder)
    waivers, expired = read_waivers(baseline.with_name(WAIVERS), today())
    rules = Rules(read_floors(baseline.with_name(FLOORS)), waivers, expired)
    judge = JudgeSummary.model_validate(summary["judge"]) if summary.get("judge") else None
    decision = decide(scores, summary["suites"], before, rules, judge)
    write_json(folder / GATE, decision.record(own, before))
    return decision, before


def _score(folder: Path, golden: Path | None, suites: tuple[str, ...]) -> None:
    corpus = Corpus.open(CorpusSettings().corpus)
    scored = score_folder(folder, corpus, golden, suites)
    showing.show_summaries(scored.suites)
    judged = [scored.judge.line] if scored.judge and scored.judge.configured else []
    for line in [*scored.left_out.values(), *judged]:
        click.echo(line)


def _own_reason(reason: str) -> None:
    if not reason.strip():
        raise GuideError("--reason is empty: say why these scores are accepted")


if __name__ == "__main__":
    run(evals, "evals")
