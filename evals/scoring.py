"""Scoring a run: from its folder alone, without asking the bot again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from corpus.errors import GuideError
from corpus.library import Corpus
from evals.cases.golden_files import digest
from evals.judging import judged
from evals.judging.judged import judge_run
from evals.judging.settings import JudgeSettings
from evals.judging.summary import JudgeSummary
from evals.running.folder import (
    CONFIGURATION,
    SCORES,
    SUMMARY,
    TIMES,
    read_json,
    read_models,
    read_run,
    write_json,
    write_scores,
)
from evals.running.run import Run
from evals.running.times import times
from evals.suites.ragas_suite import RagasMissingError, require_ragas
from evals.suites.registry import EXTRA, ON_PASSAGES, SUITES, suite
from evals.suites.suite import Score, Suite, SuiteSummary

Summaries = dict[str, SuiteSummary]
_STEP = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """A run with its scores. ``left_out`` says of suites that were not scored why not."""

    run: Run
    scores: list[Score]
    suites: Summaries
    left_out: dict[str, str]
    judge: JudgeSummary | None


def score_folder(
    folder: Path, corpus: Corpus, golden: Path | None = None, names: Iterable[str] = ()
) -> Scored:
    """Score a folder with the suites named, or with all that it has material for, and write it.

    Writes ``scores.jsonl``, ``summary.json`` and ``times.json``. The first two follow from the
    folder's answers, its cases and the documents, and are the same bytes each time, unless a judge
    is configured.
    """
    run = read_run(folder, corpus, golden)
    named = [suite(name) for name in names]
    suites, left_out = (named, {}) if named else _fitting(run)
    scores = [score for each in suites for score in each.score(run)]
    judge = None
    if not named and run.cases:
        judged_scores, judge = judge_run(run, JudgeSettings(), _shown)
        if not judge.configured:
            left_out[judged.NAME] = judge.line
        scores += judged_scores
        suites += [judged.SUITE] if judged_scores else []
    scored = Scored(run, scores, _summaries(run, suites, scores), left_out, judge)
    _write(scored)
    return scored


def _write(scored: Scored) -> None:
    folder = scored.run.folder
    configuration = folder / CONFIGURATION
    record = {
        "run": read_json(configuration) if configuration.exists() else None,
        "suites": scored.suites,
        "left_out": scored.left_out,
        "judge": scored.judge.model_dump(mode="json") if scored.judge else None,
    }
    write_scores(folder, scored.scores)
    write_json(folder / SUMMARY, record)
    write_json(folder / TIMES, times(scored.run.answers.values()))


def _summaries(run: Run, suites: Iterable[Suite], scores: Sequence[Score]) -> Summaries:
    on_answers, on_passages = digest(run.cases), digest(run.retrieval_cases)
    return {
        each.name: each.summary(
            [score for score in scores if score.suite == each.name],
            on_passages if each.name == ON_PASSAGES else on_answers,
        )
        for each in suites
    }


def _shown(done: int, count: int) -> None:
    """How far the judge has come, on standard error."""
    if done == count or not done % _STEP:
        click.echo(f"judged: {done} of {count}", err=True)


def read_scored(folder: Path) -> tuple[list[Score], dict[str, Any]]:
    """The scores and the summary of a folder; one that was not scored is a `GuideError`."""
    if not (folder / SCORES).exists() or not (folder / SUMMARY).exists():
        raise GuideError(f"{folder} has not been scored: python -m evals score --run {folder}")
    summary = read_json(folder / SUMMARY)
    if not _sound(summary.get("suites")):
        raise GuideError(
            f"{folder / SUMMARY} is damaged: score it again: python -m evals score --run {folder}"
        )
    return read_models(folder / SCORES, Score), summary


def _sound(suites: object) -> bool:
    """Whether there are summaries of suites, each with all its parts."""
    return isinstance(suites, dict) and all(
        isinstance(each, dict) and SuiteSummary.__required_keys__ <= each.keys()
        for each in suites.values()
    )


def _fitting(run: Run) -> tuple[list[Suite], dict[str, str]]:
    """The suites that the folder has material for, and why others are left out."""
    fits = {True: bool(run.retrieval_cases), False: bool(run.cases)}
    fitting = [each for each in SUITES.values() if fits[each.name == ON_PASSAGES]]
    try:
        require_ragas()
    except RagasMissingError as error:
        left = {name: str(error) for name in EXTRA if SUITES[name] in fitting}
        return [each for each in fitting if each.name not in EXTRA], left
    return fitting, {}
