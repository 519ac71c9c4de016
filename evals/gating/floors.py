"""floors.toml: what a run must reach, whatever the baseline says."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from corpus.errors import GuideError
from evals.suites.suite import SuiteSummary


class Floor(BaseModel):
    """A metric of a suite, over all its cases or those of one ``group``, with its bound."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: str
    metric: str = "passed"
    group: str | None = None
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _bound(self) -> Self:
        if (self.least is None) == (self.most is None):
            raise ValueError("give either least or most")
        return self

    @property
    def name(self) -> str:
        """What is bounded, in words."""
        return f"{self.metric}, {self.group}" if self.group else self.metric


class Floors(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    floors: tuple[Floor, ...] = ()


class Reached(BaseModel):
    """A floor with the value that a run has; None where the run does not measure it."""

    model_config = ConfigDict(frozen=True)

    suite: str
    metric: str
    floor: float
    value: float | None
    ok: bool
    most: bool = False

    @property
    def said(self) -> str:
        """What was asked and what was reached."""
        bound = "at most" if self.most else "at least"
        value = "not measured" if self.value is None else f"{self.value:.3f}"
        return f"{self.metric}: {value}, asked {bound} {self.floor:.3f}"


def read_floors(path: Path) -> tuple[Floor, ...]:
    """The floors of a file; a missing one has none, a damaged one is a `GuideError`."""
    if not path.exists():
        return ()
    try:
        return Floors.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).floors
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{path} cannot be read ({error}): mend that file") from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise GuideError(f"{path}: {place}: {fault['msg']}: mend that entry") from None


def reached(floors: tuple[Floor, ...], suites: Mapping[str, SuiteSummary]) -> Iterator[Reached]:
    """Each floor of the suites that were run, with what they reached.

    A group without cases has nothing to reach; a metric that no suite has is a floor missed.
    """
    for floor in floors:
        if floor.suite not in suites:
            continue
        summary = suites[floor.suite]
        if floor.group is not None and floor.group not in summary["groups"]:
            continue
        metrics = summary["groups"][floor.group] if floor.group else summary["metrics"]
        metric = metrics.get(floor.metric)
        value = metric["value"] if metric else None
        bound = floor.least if floor.least is not None else floor.most
        if bound is None:
            continue
        ok = value is not None and (value >= bound if floor.most is None else value <= bound)
        yield Reached(
            suite=floor.suite,
            metric=floor.name,
            floor=bound,
            value=value,
            ok=ok,
            most=floor.most is not None,
        )
