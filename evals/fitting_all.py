"""Fitting all models, in the order in which they rest on each other."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answerable import FITTED as ANSWERS
from bot.tables.choosing import scoring
from bot.tables.wordings import recognising
from bot.tables.wordings.phrasings import read_phrasings
from evals import fitting, fitting_choice, fitting_forms
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import GOLDEN, golden_files, read_golden
from index.search import Index

MODELS = ("forms", "choice", "answers")
Halves = dict[str, list[GoldenCase]]


def fit(index: Index, only: Sequence[str] = (), *, of_forms: bool = False) -> Iterator[Path]:
    """Fit the models named in ``only``, or all, and yield each file that was written.

    ``of_forms``: also measure, author by author, how forms are recognised.
    """
    wanted = only or MODELS
    cases = read_golden(golden_files(), index.corpus)
    halves = {half: [c for c in cases if c.split == half] for half in ("dev", "test")}
    if "forms" in wanted:
        yield from _forms(index, of_forms=of_forms)
    if "choice" in wanted:
        yield from _choice(index, halves)
    if "answers" in wanted:
        yield from _answers(index, halves)


def _forms(index: Index, *, of_forms: bool) -> Iterator[Path]:
    phrasings, others = read_phrasings(), fitting_forms.elsewhere(index.corpus)
    recognising.save(fitting_forms.fit(phrasings, others))
    recognising.fitted.cache_clear()
    yield recognising.FITTED
    if of_forms:
        yield _reported(fitting_forms.REPORT, fitting_forms.report(phrasings, others))


def _choice(index: Index, halves: Halves) -> Iterator[Path]:
    asked = {half: fitting_choice.of_cases(index, cases) for half, cases in halves.items()}
    own = [one for _, one in asked["dev"]]
    weights = fitting_choice.fit([*own, *fitting_choice.beside(index)])
    scoring.write(weights)
    scoring.fitted.cache_clear()
    yield scoring.FITTED
    yield _reported(fitting_choice.REPORT, fitting_choice.report(weights, asked))


def _answers(index: Index, halves: Halves) -> Iterator[Path]:
    cases = read_golden(golden_files(GOLDEN / "written_apart" / "common"), index.corpus)
    apart = {f"{half}, apart": [c for c in cases if c.split == half] for half in halves}
    written = {name: fitting.sample(index, found) for name, found in halves.items()}
    unwritten = {
        name: fitting.sample_unwritten(index, found) for name, found in (halves | apart).items()
    }
    judge = fitting.fit(written["dev"])
    plain = fitting.fit_unwritten(fitting.joined([unwritten["dev"], unwritten["dev, apart"]]))
    fitting.write(judge, plain)
    yield ANSWERS
    judges = {
        "Documents that questions were written down for": (judge, written),
        "Documents that somebody added": (plain, unwritten),
    }
    yield _reported(fitting.REPORT, fitting.report(judges))


def _reported(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
