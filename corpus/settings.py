"""Settings of this part, read from the environment."""

from pathlib import Path
from typing import Self

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import GuideError

PROJECT = Path(__file__).resolve().parent.parent


class CorpusSettings(BaseSettings):
    """Where the documents are. Every variable is named ``GUIDE_`` and the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="GUIDE_", env_ignore_empty=True, extra="ignore")

    corpus: Path = Field(
        default=PROJECT / "corpus", description="Folder with `manifest.toml` and `documents/`."
    )
    agency_corpus: Path | None = Field(
        default=None,
        description="Folder like it with an agency's own documents, which come before the others.",
    )
    official_hosts: str = Field(
        default="opm.gov chcoc.gov whitehouse.gov federalregister.gov govinfo.gov",
        description="Hosts of official pages that may be fetched, separated by spaces.",
    )
    data: Path = Field(
        default=PROJECT / ".data", description="Folder for the index and the databases."
    )

    @property
    def hosts(self) -> tuple[str, ...]:
        """The official hosts, in lower case."""
        return tuple(self.official_hosts.lower().split())

    def of_agency(self, folder: Path, key: str) -> Self:
        """The settings for an agency's documents, whose data is kept apart from every other."""
        data = self.data / "agencies" / key
        return self.model_copy(update={"corpus": folder, "data": data, "agency_corpus": None})

    def on(self, *, agency: bool) -> Self:
        """The settings for a command on the corpus, or on the agency's own where that is meant."""
        if not agency:
            return self
        if self.agency_corpus is None:
            raise GuideError(
                "--agency: set GUIDE_AGENCY_CORPUS to the folder of the agency's documents"
            )
        return self.model_copy(update={"corpus": self.agency_corpus})
