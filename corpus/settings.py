"""Settings of this part, read from the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class CorpusSettings(BaseSettings):
    """Where the documents are. Every variable is named ``GUIDE_`` and the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="GUIDE_", env_ignore_empty=True, extra="ignore")

    corpus: Path = Field(
        default=PROJECT / "corpus", description="Folder with `manifest.toml` and `documents/`."
    )
    official_hosts: str = Field(
        default="opm.gov chcoc.gov whitehouse.gov federalregister.gov govinfo.gov",
        description="Hosts of official pages that may be fetched, separated by spaces.",
    )

    @property
    def hosts(self) -> tuple[str, ...]:
        """The official hosts, in lower case."""
        return tuple(self.official_hosts.lower().split())
