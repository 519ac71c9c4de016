"""Where an index lies on disk, what built it, and which version is in use.

``GUIDE_DATA/index/<version>/`` holds ``build.json``, ``chunks.sqlite``, ``lexical/`` and
``chroma/``. The file ``current`` names the version in use; renaming it into place switches. While a
version is written, it lies in ``.building-<version>/``, and ``.kept-<model>`` has the vectors that
were made for it, which the next build takes up if this one is broken off.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import GuideError
from corpus.library import Corpus
from index.embedding import fingerprint_of
from index.kept import forget
from index.measure import MAX_TOKENS
from index.settings import IndexSettings

# Raised whenever the same documents would give other chunks or vectors.
FORMAT = 13
_UNFINISHED, _KEPT = ".building-", ".kept-"
MEND = "run `python -m index build`"


class BuildRecord(BaseModel):
    """What an index was built from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    corpus_version: str
    model_sha256: str
    max_tokens: int
    chroma_url: str | None
    chunks: int = 0
    vectors: int = 0

    def made_as(self, other: "BuildRecord") -> bool:
        """Whether both were made from the same things, their sizes aside."""
        sizes = {"chunks", "vectors"}
        return self.model_dump(exclude=sizes) == other.model_dump(exclude=sizes)

    def fits(self, other: "BuildRecord") -> bool:
        """Whether the same texts have the same vectors in both."""
        return self.model_sha256 == other.model_sha256

    @property
    def version(self) -> str:
        """The name of an index with this content."""
        return f"{self.corpus_version}-{self.model_sha256[:8]}-{self.format}.{self.max_tokens}"


def wanted(corpus: Corpus, settings: IndexSettings) -> BuildRecord:
    """The record that an index of this corpus with these settings has, its size aside."""
    return BuildRecord(
        format=FORMAT,
        corpus_version=corpus.version,
        model_sha256=fingerprint_of(settings.embed_model),
        max_tokens=MAX_TOKENS,
        chroma_url=settings.chroma_url,
    )


@dataclass(frozen=True)
class Layout:
    """The paths of an index under a data folder."""

    root: Path

    @classmethod
    def of(cls, settings: IndexSettings) -> "Layout":
        return cls(settings.data / "index")

    def folder(self, version: str) -> Path:
        return self.root / version

    def unfinished(self, version: str) -> Path:
        """Where a version is written until it is whole."""
        return self.root / f"{_UNFINISHED}{version}"

    def runtime(self, fingerprint: str) -> Path:
        """Where a model is kept for a faster runtime, for all versions that it made."""
        return self.root / f"model-{fingerprint[:16]}.onnx"

    def kept(self, record: BuildRecord) -> Path:
        """Where a build keeps the vectors it has made until its version is whole, by its model."""
        return self.root / f"{_KEPT}{record.model_sha256[:16]}"

    def finish(self, version: str) -> None:
        """Move a version that is written to its place."""
        shutil.rmtree(self.folder(version), ignore_errors=True)
        self.unfinished(version).replace(self.folder(version))

    def clear_unfinished(self) -> None:
        """Remove what broken-off builds left."""
        for left in self.root.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)

    def clear_kept(self) -> None:
        """Remove the vectors that builds have kept, for any model: a version is whole."""
        for left in self.root.glob(f"{_KEPT}*"):
            forget(left)

    def versions(self) -> list[str]:
        """The versions that are whole."""
        return [record.parent.name for record in self.root.glob("[!.]*/build.json")]

    @property
    def current(self) -> str | None:
        """The version in use, or None before the first build."""
        try:
            return (self.root / "current").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise GuideError(f"{self.root / 'current'} cannot be read ({error}): {MEND}") from None

    def switch(self, version: str) -> None:
        """Make ``version`` the one that is opened from now on."""
        beside = self.root / ".current.tmp"
        beside.write_text(version, encoding="utf-8")
        beside.replace(self.root / "current")

    def record(self, version: str) -> BuildRecord:
        """What built that version; a `GuideError` if it is not whole."""
        path = self.folder(version) / "build.json"
        try:
            return BuildRecord.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError):
            raise GuideError(
                f"the index in {self.folder(version)} is damaged or half-written: {MEND}"
            ) from None


def fitting_version(layout: Layout, expected: BuildRecord) -> str:
    """The version in use, if it was built from what we have; else a `GuideError`."""
    version = layout.current
    if version is None:
        raise GuideError(f"no index in {layout.root}: {MEND}")
    found = layout.record(version)
    for field, name in {
        "corpus_version": "another version of the corpus",
        "model_sha256": "another embedding model",
        "max_tokens": "another chunk size",
        "format": "another version of this program",
        "chroma_url": "another Chroma server",
    }.items():
        have, want = getattr(found, field), getattr(expected, field)
        if have != want:
            shown = f"{str(have)[:12]}, now {str(want)[:12]}"
            raise GuideError(f"the index in {layout.root} is of {name} ({shown}): {MEND}")
    return version
