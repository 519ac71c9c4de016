"""Settings of this part, read from the environment."""

from pathlib import Path
from typing import Self

from pydantic import Field

from corpus.settings import PROJECT, CorpusSettings


class IndexSettings(CorpusSettings):
    """Where the index is kept and which model makes its vectors."""

    data: Path = Field(
        default=PROJECT / ".data", description="Folder for the index and the databases."
    )
    embed_model: str | None = Field(
        default=None,
        description="Folder or name of a sentence-transformers model; the bundled one by default.",
    )
    chroma_url: str | None = Field(
        default=None, description="A Chroma server, instead of the embedded store."
    )

    def of_agency(self, folder: Path, key: str) -> Self:
        """The settings of an index of an agency's documents, kept apart from every other."""
        data = self.data / "agencies" / key
        return self.model_copy(update={"corpus": folder, "data": data, "agency_corpus": None})
