"""The judged suite: RAGAS metrics that a model measures, several times, and calibrated."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from pydantic import BaseModel

from corpus.errors import GuideError
from evals.cases.gold import GoldenCase
from evals.judging.calibration import Labelled, calibration_of, read_labelled
from evals.judging.repeats import Repeated, bar_of
from evals.judging.replies import check_reply
from evals.judging.settings import JudgeSettings
from evals.judging.summary import (
    NO_JUDGE,
    JudgedMetric,
    JudgeSummary,
    address,
    line_of,
    may_gate,
)
from evals.running.run import Run
from evals.shares import mean
from evals.suites.ragas_suite import (
    FAITHFULNESS,
    JUDGED,
    Measure,
    RagasMissingError,
    judged_measures,
    ragas_version,
    require_ragas,
)
from evals.suites.sample import Material, Sample, samples
from evals.suites.suite import Metrics, Score, Suite, Why
from index.embedding import Embedder, load_embedder

if TYPE_CHECKING:
    from evals.judging.endpoint import Judge

NAME = "judge"
FLIPS = " flips"
Progress = Callable[[int, int], None]


def judge_run(
    run: Run,
    settings: JudgeSettings,
    progress: Progress = lambda _done, _all: None,
    labelled: Sequence[Labelled] | None = None,
) -> tuple[list[Score], JudgeSummary]:
    """Calibrate the judge, then judge the answers of a run; a score for each case judged.

    At most ``judge_cases`` cases where an answer is due, the same ones for the same golden set.
    ``progress`` is told how many of all labelled answers and cases are done. ``labelled`` are the
    project's own labelled answers unless given. Without a judge, or without RAGAS, there are no
    scores and the summary says so in its ``line``. What the judge fails to measure is None in a
    score, never 0. A `GuideError` names a setting that is missing.
    """
    if not settings.judge_base_url:
        return [], JudgeSummary(configured=False, line=NO_JUDGE)
    if not settings.judge_model:
        raise GuideError(
            "GUIDE_JUDGE_MODEL: is not set, though GUIDE_JUDGE_BASE_URL is: name the model"
        )
    try:
        require_ragas()
    except RagasMissingError as error:
        return [], JudgeSummary(configured=True, line=str(error), reason=str(error))
    rows = read_labelled() if labelled is None else list(labelled)
    return asyncio.run(_judged(_chosen(run, settings.judge_cases), rows, settings, progress))


def score_all(run: Run) -> Iterator[Score]:
    """The scores alone, by the judge that the environment names."""
    yield from judge_run(run, JudgeSettings())[0]


def metrics(scores: Sequence[Score]) -> Metrics:
    """The mean of each metric over the cases where it was measured."""
    return {name: mean(score.values.get(name) for score in scores) for name in JUDGED}


async def _judged(
    chosen: list[tuple[GoldenCase, Sample | None]],
    rows: list[Labelled],
    settings: JudgeSettings,
    progress: Progress,
) -> tuple[list[Score], JudgeSummary]:
    # Here, since it needs the extra that RAGAS is in.
    from evals.judging.endpoint import Judge  # noqa: PLC0415

    started, done = monotonic(), 0
    # Always the bundled model, as in the suite without a judge.
    embedder = load_embedder(None)

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, len(rows) + len(chosen))

    async with Judge(settings, ragas_version()) as judge:
        bench = _Bench(judge, embedder, settings.judge_repeats)
        verdicts = await asyncio.gather(
            *(bench.of(row.material, [FAITHFULNESS], step) for row in rows)
        )
        calibration = calibration_of(
            (row, found[0]) for row, found in zip(rows, verdicts, strict=True)
        )
        if not calibration.enough:
            # Nobody need wait for thousands of calls to a judge that fails at labelled answers.
            judge.unusable = judge.unusable or may_gate(calibration, None)[1]
        scored = await asyncio.gather(*(bench.score(case, sample, step) for case, sample in chosen))
        gates, reason = may_gate(calibration, judge.unusable)
        found = [each for _, measured in scored for each in measured]
        scores = [score for score, _ in scored]
        return scores, JudgeSummary(
            configured=True,
            line=line_of(str(settings.judge_model), calibration, gates, reason),
            gates=gates,
            reason=reason,
            endpoint=address(settings),
            model=settings.judge_model,
            parameters=judge.parameters,
            ragas=ragas_version(),
            repeats=settings.judge_repeats,
            calibration=calibration,
            cases=len(scores),
            not_measured=[score.case for score in scores if score.passed is None],
            attempts=sum(len(each.values) for each in found),
            failed=sum(value is None for each in found for value in each.values),
            metrics={name: _metric(name, scores) for name in JUDGED},
            usage=judge.usage,
            seconds=round(monotonic() - started, 1),
        )


class _Bench:
    """The metrics, once for each repeat, so that each asks under its own number."""

    def __init__(self, judge: "Judge", embedder: Embedder, repeats: int) -> None:
        self._measures = [
            judged_measures(partial(_ask, judge, repeat), embedder) for repeat in range(repeats)
        ]

    async def of(
        self, material: Material, names: Sequence[str], step: Callable[[], None]
    ) -> list[Repeated]:
        """Each of the metrics named, measured in each repeat."""
        found = await asyncio.gather(*(self._repeated(name, material) for name in names))
        step()
        return list(found)

    async def score(
        self, case: GoldenCase, sample: Sample | None, step: Callable[[], None]
    ) -> tuple[Score, list[Repeated]]:
        """The score of a case, with all measurements; an empty answer is not worth a call."""
        if sample is None:
            step()
            return Score.unmeasured(NAME, case, "the folder has no answer to it"), []
        if not sample.response or not sample.quotes:
            step()
            why = Why(kind="empty", what="nothing is answered, or nothing is cited")
            return Score.of(NAME, case, [why], dict.fromkeys(JUDGED, 0.0)), []
        measured = await self.of(sample, JUDGED, step)
        return _score(case, measured), measured

    async def _repeated(self, name: str, material: Material) -> Repeated:
        found = await asyncio.gather(*(_one(each[name], material) for each in self._measures))
        faults = [fault for _, fault in found if fault]
        return Repeated(name, tuple(value for value, _ in found), faults[0] if faults else "")


async def _one(measure: Measure, material: Material) -> tuple[float | None, str]:
    """One measurement, or why there is none."""
    try:
        value = await measure(material)
    except GuideError:
        raise
    except Exception as error:  # noqa: BLE001  a metric that breaks has measured nothing
        return None, " ".join(str(error).split())[:160] or type(error).__name__
    return value, "" if value is not None else "the metric gave no number"


async def _ask(judge: "Judge", repeat: int, prompt: str, schema: type[BaseModel]) -> BaseModel:
    return await judge.ask(prompt, schema, repeat, partial(check_reply, prompt))


def _chosen(run: Run, most: int) -> list[tuple[GoldenCase, Sample | None]]:
    """Cases drawn by the SHA-256 of their ids: the same ones every time, from every stratum."""

    def drawn(pair: tuple[GoldenCase, Sample | None]) -> str:
        return hashlib.sha256(pair[0].id.encode()).hexdigest()

    return sorted(samples(run), key=drawn)[:most]


def _score(case: GoldenCase, measured: list[Repeated]) -> Score:
    values = {each.metric: each.value for each in measured}
    values |= {f"{each.metric}{FLIPS}": each.flips for each in measured}
    faithful = next(each for each in measured if each.metric == FAITHFULNESS)
    if faithful.value is None:
        lost = Score.unmeasured(NAME, case, faithful.fault)
        return lost.model_copy(update={"values": values})
    what = f"{faithful.value:g} of what is said is borne out by what is cited"
    why = [] if faithful.value >= bar_of(FAITHFULNESS) else [Why(kind=FAITHFULNESS, what=what)]
    return Score.of(NAME, case, why, values)


def _metric(name: str, scores: Sequence[Score]) -> JudgedMetric:
    values = [score.values.get(name) for score in scores]
    return JudgedMetric(
        mean=mean(values)["value"],
        measured=len(values) - values.count(None),
        not_measured=values.count(None),
        flips=mean(score.values.get(f"{name}{FLIPS}") for score in scores)["value"],
    )


SUITE = Suite(
    name=NAME,
    version=1,
    what="a model that judges finds each answer borne out by what it cites; RAGAS with a judge",
    score=score_all,
    metrics=metrics,
    judged=True,
)
