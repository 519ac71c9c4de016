"""Scoring a run: from its folder alone, without asking the bot again."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.errors import GuideError
from corpus.library import Corpus
from evals.cases.golden_files import digest
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
from evals.suites.registry import ON_PASSAGES, SUITES, suite
from evals.suites.suite import Score, Suite, SuiteSummary

Summaries = dict[str, SuiteSummary]


def score_folder(
    folder: Path, corpus: Corpus, golden: Path | None = None, names: Iterable[str] = ()
) -> tuple[Run, list[Score], Summaries]:
    """Score a folder with the suites named, or with all that it has material for, and write it.

    Writes ``scores.jsonl``, ``summary.json`` and ``times.json``. The first two follow from the
    folder's answers, its cases and the documents, and are the same bytes each time.
    """
    run = read_run(folder, corpus, golden)
    suites = [suite(name) for name in names] or _fitting(run)
    scores = [score for each in suites for score in each.score(run)]
    on_answers, on_passages = digest(run.cases), digest(run.retrieval_cases)
    summaries = {
        each.name: each.summary(
            [score for score in scores if score.suite == each.name],
            on_passages if each.name == ON_PASSAGES else on_answers,
        )
        for each in suites
    }
    configuration = folder / CONFIGURATION
    made_with = read_json(configuration) if configuration.exists() else None
    write_scores(folder, scores)
    write_json(folder / SUMMARY, {"run": made_with, "suites": summaries})
    write_json(folder / TIMES, times(run.answers.values()))
    return run, scores, summaries


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


def _fitting(run: Run) -> list[Suite]:
    """The suites that the folder has material for."""
    fits = {True: bool(run.retrieval_cases), False: bool(run.cases)}
    return [each for each in SUITES.values() if fits[each.name == ON_PASSAGES]]
