"""What a judged run came to, whether it may gate, and what it cost."""

from urllib.parse import urlsplit

from pydantic import BaseModel

from evals.judging.calibration import LEAST_BALANCED_ACCURACY, Calibration
from evals.judging.settings import JudgeSettings
from evals.judging.usage import Usage

NO_JUDGE = "No judge is configured (GUIDE_JUDGE_BASE_URL): judged metrics are left out"


class JudgedMetric(BaseModel):
    """One metric over the cases; None where nothing was measured.

    ``flips`` is the mean share of repeats that disagree with the rest.
    """

    mean: float | None
    measured: int
    not_measured: int
    flips: float | None


class JudgeSummary(BaseModel):
    """A judged run in figures.

    ``line`` says it in one sentence. ``gates`` is False with a ``reason`` where the judge informs
    only. ``not_measured`` lists cases without a value of faithfulness; ``attempts`` counts single
    measurements (case, metric and repeat), ``failed`` those of them that came to nothing.
    ``endpoint`` is without names and keys, ``seconds`` the time that it all took.
    """

    configured: bool
    line: str
    gates: bool = False
    reason: str = ""
    endpoint: str | None = None
    model: str | None = None
    parameters: dict[str, float | int] = {}
    ragas: str | None = None
    repeats: int = 0
    calibration: Calibration | None = None
    cases: int = 0
    not_measured: list[str] = []
    attempts: int = 0
    failed: int = 0
    metrics: dict[str, JudgedMetric] = {}
    usage: Usage = Usage()
    seconds: float = 0.0


def address(settings: JudgeSettings) -> str:
    """The endpoint as it may be shown: without user, password and query."""
    parts = urlsplit(settings.judge_base_url or "")
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


def may_gate(calibration: Calibration, unusable: str | None) -> tuple[bool, str]:
    """Whether the judge may stop a change, and why not."""
    if unusable:
        return False, f"the judge cannot be used: {unusable}"
    if not calibration.enough or calibration.balanced_accuracy is None:
        return False, (
            f"only {calibration.measured} of {calibration.rows} labelled answers could be judged"
        )
    if calibration.balanced_accuracy < LEAST_BALANCED_ACCURACY:
        return False, (
            f"balanced accuracy {calibration.balanced_accuracy:.2f} on labelled answers is below "
            f"{LEAST_BALANCED_ACCURACY:.2f}"
        )
    return True, ""


def line_of(model: str, calibration: Calibration, gates: bool, reason: str) -> str:  # noqa: FBT001
    """The run in one sentence."""
    if not gates:
        return f"Judge {model} informs and does not gate: {reason}"
    low, high = calibration.interval or (0.0, 1.0)
    return (
        f"Judge {model} gates: balanced accuracy {calibration.balanced_accuracy:.2f} "
        f"({low:.2f} to {high:.2f}) on {calibration.measured} labelled answers"
    )
