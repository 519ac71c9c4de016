"""The baseline: the scores that were accepted last, and the answers they were given for."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import GuideError
from evals.judging import judged
from evals.running.folder import read_json, write_json
from evals.running.run import AnswerJson, Run
from evals.suites.suite import Score, SuiteSummary

FOLDER = Path(__file__).parents[1] / "baseline"
BASELINE = FOLDER / "baseline.json"
FLOORS = "floors.toml"
WAIVERS = "waivers.toml"


class Accepted(BaseModel):
    """When and why a baseline was accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    reason: str


class SuiteBaseline(BaseModel):
    """A suite as it was accepted: version, digest of its cases, metrics, and what failed.

    ``values`` are the judged measures by case, for paired tests; other suites have none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    digest: str
    cases: int
    metrics: dict[str, float | None]
    failing: tuple[str, ...]
    not_measured: tuple[str, ...] = ()
    values: dict[str, dict[str, float]] = Field(default_factory=dict)


class Baseline(BaseModel):
    """What a run is compared with. ``told`` names versions and settings, for people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: Accepted
    told: dict[str, str]
    suites: dict[str, SuiteBaseline]
    answers: dict[str, str] = Field(default_factory=dict)


def read_baseline(path: Path) -> Baseline:
    """The baseline of a file; none, or a damaged one, is a `GuideError`."""
    if not path.exists():
        raise GuideError(
            f"there is no baseline at {path}: accept a run with "
            "`python -m evals accept --run DIR --reason WHY`"
        )
    try:
        return Baseline.model_validate(read_json(path))
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise GuideError(
            f"{path}: {place}: {fault['msg']}: "
            "bring back the file that was there, or remove it and accept a run"
        ) from None


def new_baseline(
    run: Run, scores: Sequence[Score], suites: Mapping[str, SuiteSummary], reason: str
) -> Baseline:
    """A scored run as the baseline; one that does not say what it was made with is refused."""
    if run.configuration is None:
        raise GuideError(f"{run.folder} does not say what it was made with: run anew")
    return Baseline(
        accepted=Accepted(on=datetime.now(UTC).date(), reason=reason),
        told=run.configuration.told,
        suites={
            name: _suite(name, summary, [s for s in scores if s.suite == name])
            for name, summary in suites.items()
        },
        answers={case: answer_line(answer) for case, answer in run.answers.items()},
    )


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline so that changes show line by line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, baseline.model_dump(mode="json"))


def answer_line(answer: AnswerJson) -> str:
    """What was answered, in a line: its outcome, notices and text."""
    given = answer.get("notices")
    notices = given if isinstance(given, list) else []
    kinds = [str(notice.get("kind")) for notice in notices if isinstance(notice, dict)]
    head = ", ".join([str(answer.get("outcome")), *dict.fromkeys(kinds)])
    return f"{head}: {' '.join(str(answer.get('text', '')).split())}"


def _suite(name: str, summary: SuiteSummary, rows: Sequence[Score]) -> SuiteBaseline:
    return SuiteBaseline(
        version=summary["version"],
        digest=summary["digest"],
        cases=summary["cases"],
        metrics={name: metric["value"] for name, metric in summary["metrics"].items()},
        failing=tuple(sorted(s.case for s in rows if s.passed is False)),
        not_measured=tuple(sorted(s.case for s in rows if s.passed is None)),
        values={
            row.case: {name: value for name, value in row.values.items() if value is not None}
            for row in (rows if name == judged.NAME else ())
        },
    )
