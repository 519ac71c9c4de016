"""waivers.toml: cases that may fail for a while, and why."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import GuideError

MOST = 3
LONGEST = timedelta(days=30)


class Waiver(BaseModel):
    """One case of one suite that may fail up to and with the day on which the waiver expires."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: str
    case: str
    reason: str = Field(min_length=10)
    expires: date


class Waivers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    waivers: tuple[Waiver, ...] = ()


def read_waivers(path: Path, today: date) -> tuple[list[Waiver], list[Waiver]]:
    """The waivers that hold today and those that have expired.

    More than three, or one that runs for more than 30 days, is a `GuideError`.
    """
    if not path.exists():
        return [], []
    try:
        found = Waivers.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).waivers
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{path} cannot be read ({error}): mend that file") from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise GuideError(f"{path}: {place}: {fault['msg']}: mend that entry") from None
    if len(found) > MOST:
        raise GuideError(f"{path}: {len(found)} waivers, at most {MOST} are allowed: mend a case")
    for waiver in found:
        if waiver.expires > today + LONGEST:
            raise GuideError(
                f"{path}: the waiver for {waiver.case!r} expires on {waiver.expires}, "
                f"more than {LONGEST.days} days from now: choose an earlier day"
            )
    good = [waiver for waiver in found if waiver.expires >= today]
    return good, [waiver for waiver in found if waiver.expires < today]
