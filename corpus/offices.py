"""offices.toml: whom to turn to, by role; agencies fill in names and addresses."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import GuideError

NAME = "offices.toml"


class Office(BaseModel):
    """A role that can help, and with what; an address only where a source gives one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    helps_with: str
    address: str | None = None
    source: str | None = Field(default=None, description="Where the address stands.")
    also: tuple[str, ...] = Field(default=(), description="What texts call an office of its kind.")

    @property
    def named(self) -> str:
        """The name with its address."""
        return f"{self.name} ({self.address})" if self.address else self.name


class Offices(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    offices: tuple[Office, ...] = ()

    def find(self, office_id: str) -> Office:
        """The office of that id; a corpus without it still has somebody to name."""
        fallback = Office(
            id=office_id, name="your agency's human resources office", helps_with="your question"
        )
        return next((office for office in self.offices if office.id == office_id), fallback)


def read_offices(folder: Path) -> Offices:
    """Read ``folder/offices.toml``; a missing file is an empty list, a damaged one an error."""
    path = folder / NAME
    if not path.exists():
        return Offices()
    try:
        return Offices.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise GuideError(
            f"{path} cannot be read ({str(error).splitlines()[0]}): mend that file"
        ) from None
