"""The records that a report is made from, checked as they are read."""

from collections.abc import Mapping
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from corpus.errors import GuideError


class _Record(BaseModel):
    # What a report does not show may change without it.
    model_config = ConfigDict(frozen=True, extra="ignore")


class MetricRecord(_Record):
    """A measure of a suite, see `evals.shares.Metric`."""

    value: float | None = None
    cases: int = 0
    hits: int | None = None
    interval: tuple[float, float] | None = None


Metrics = dict[str, MetricRecord]


class SuiteRecord(_Record):
    """What the scores of a suite came to, see `evals.suites.suite.SuiteSummary`."""

    version: int = 0
    cases: int = 0
    not_measured: list[str] = []
    metrics: Metrics = {}
    groups: dict[str, Metrics] = {}


class SummaryRecord(_Record):
    """``summary.json``."""

    run: dict[str, JsonValue] | None = None
    suites: dict[str, SuiteRecord] = {}


class TimesRecord(_Record):
    """``times.json``: milliseconds an answer, and each stage's share of all time."""

    median_ms: float | None = None
    p95_ms: float | None = None
    stages: dict[str, float] = {}
    answers: list[float] = []


class FloorRecord(_Record):
    """A metric that must not be lower than ``floor``, or with ``most`` not higher."""

    metric: str
    floor: float
    value: float | None
    ok: bool
    most: bool = False

    @property
    def bound(self) -> str:
        return "at most" if self.most else "at least"


class Pair(_Record):
    """A measure of the baseline and of the run."""

    baseline: float | None = None
    run: float | None = None


class VersionPair(_Record):
    """A version of the baseline and of the run."""

    baseline: JsonValue = None
    run: JsonValue = None


class SuiteChange(_Record):
    """How a suite changed against the baseline."""

    newly_failing: list[str] = []
    newly_passing: list[str] = []
    waived: list[str] = []
    floors: list[FloorRecord] = []
    metrics: dict[str, Pair] = {}


class BaselineAnswer(_Record):
    """What the baseline answered."""

    outcome: str = ""
    text: str = ""


class Accepted(_Record):
    """When and why the baseline was accepted."""

    on: str
    reason: str


class GateRecord(_Record):
    """``gate.json``: the verdict over a run, and what it rests on."""

    verdict: Literal["pass", "fail", "cannot compare"]
    exit: int
    reasons: list[str] = []
    remarks: list[str] = []
    accepted: Accepted | None = None
    changed_answers: int | None = None
    compared: dict[str, VersionPair] = {}
    suites: dict[str, SuiteChange] = {}
    baseline_answers: dict[str, BaselineAnswer] = {}


_Read = TypeVar("_Read", bound=_Record)


def read(kind: type[_Read], record: Mapping[str, object], name: str) -> _Read:
    """A record of the kind; one that does not fit is a `GuideError` that names file and field."""
    try:
        return kind.model_validate(dict(record))
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise GuideError(
            f"{name}: {place}: {fault['msg']}: score and gate the run anew, then report"
        ) from None
