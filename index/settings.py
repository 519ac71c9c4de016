"""Settings of this part, read from the environment."""

from pydantic import Field

from corpus.settings import CorpusSettings


class IndexSettings(CorpusSettings):
    """Which model makes the vectors of the index, and which store keeps them."""

    embed_model: str | None = Field(
        default=None,
        description="Folder or name of a sentence-transformers model; the bundled one by default.",
    )
    chroma_url: str | None = Field(
        default=None, description="A Chroma server, instead of the embedded store."
    )
