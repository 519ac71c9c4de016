"""Can the judge be trusted? It judges answers whose faults are known."""

from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import GuideError
from evals.judging.repeats import Repeated
from evals.shares import mean, wilson
from evals.suites.sample import Material

CALIBRATION = Path(__file__).with_name("calibration.jsonl")
LEAST_BALANCED_ACCURACY = 0.8
_LEAST_MEASURED = 0.8
_DIGITS = 4


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Quoted(_Row):
    """What an answer cites."""

    document: str
    quote: str = Field(min_length=1)


class Labelled(_Row):
    """An answer written by hand, and whether all of it is borne out by what it cites."""

    id: str
    question: str
    answer: str
    citations: tuple[Quoted, ...] = Field(min_length=1)
    label: Literal["faithful", "faulty"]
    fault: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.label == "faulty") != (self.fault is not None):
            raise ValueError("fault: names what is wrong in a faulty row, and only there")
        return self

    @property
    def material(self) -> Material:
        """What the judge is shown."""
        quotes = tuple(each.quote for each in self.citations)
        return Material(question=self.question, response=self.answer, quotes=quotes)


class Calibration(BaseModel):
    """How the judge did on the labelled answers.

    ``sensitivity`` is the share of the faulty ones that it calls faulty, ``specificity`` the share
    of the faithful ones that it calls faithful; ``balanced_accuracy`` is their mean, with a 95 %
    interval. ``flips`` is the mean share of repeats that disagree with the rest. None where
    nothing was measured.
    """

    rows: int
    measured: int
    sensitivity: float | None
    specificity: float | None
    balanced_accuracy: float | None
    interval: tuple[float, float] | None
    flips: float | None

    @property
    def enough(self) -> bool:
        """Whether so much was measured that the rest could not turn the picture."""
        return self.measured >= _LEAST_MEASURED * self.rows


def read_labelled(path: Path = CALIBRATION) -> list[Labelled]:
    """The labelled answers; a damaged row is a `GuideError` that names it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [_labelled(f"{path}:{n}", line) for n, line in enumerate(lines, 1) if line.strip()]


def calibration_of(judged: Iterable[tuple[Labelled, Repeated]]) -> Calibration:
    """What the verdicts on labelled answers come to."""
    pairs = list(judged)
    known = [(row, each.verdict) for row, each in pairs if each.verdict is not None]
    faulty = [verdict is False for row, verdict in known if row.label == "faulty"]
    faithful = [verdict is True for row, verdict in known if row.label == "faithful"]
    accuracy, interval = balanced_accuracy(faulty, faithful)
    return Calibration(
        rows=len(pairs),
        measured=len(known),
        sensitivity=_share(faulty),
        specificity=_share(faithful),
        balanced_accuracy=accuracy,
        interval=interval,
        flips=mean(each.flips for _, each in pairs)["value"],
    )


def balanced_accuracy(
    faulty: Sequence[bool], faithful: Sequence[bool]
) -> tuple[float | None, tuple[float, float] | None]:
    """The mean of two shares of right verdicts, with a 95 % interval; None if one has no rows.

    The Wilson intervals of both shares are combined by the method of variance estimates recovery:
    G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008) 1693-1702.
    """
    if not faulty or not faithful:
        return None, None
    below = above = value = 0.0
    for right in (faulty, faithful):
        found = sum(right) / len(right)
        low, high = wilson(sum(right), len(right))
        value += found / 2
        below += (found - low) ** 2
        above += (high - found) ** 2
    low, high = value - sqrt(below) / 2, value + sqrt(above) / 2
    return round(value, _DIGITS), (round(low, _DIGITS), round(high, _DIGITS))


def _share(right: Sequence[bool]) -> float | None:
    return round(sum(right) / len(right), _DIGITS) if right else None


def _labelled(place: str, line: str) -> Labelled:
    try:
        return Labelled.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"]))
        raise GuideError(f"{place}: {field}: {fault['msg']}: mend that row") from None
