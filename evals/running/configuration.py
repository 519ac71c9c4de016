"""What a run is made with, so that it can be told from another and made again."""

import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from bot.settings import BotSettings
from corpus.errors import GuideError
from corpus.settings import PROJECT
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import GOLDEN
from index.ranking import Mode

SPLITS = ("dev", "test", "all")
_PACKAGES = (
    "responsible-ai-guide",
    "chromadb",
    "llama-index-core",
    "llama-index-llms-openai-like",
    "presidio-analyzer",
    "sentence-transformers",
    "tantivy",
    "torch",
)
# Addresses may hold passwords, and neither they nor the folders change what is answered.
_NOT_TOLD = {"database_url", "chroma_url", "corpus", "data", "llm_base_url", "llm_headers"}


class Choice(BaseModel):
    """Which cases are asked, and which parts of the search take part."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    golden: Path = GOLDEN
    split: str = "all"
    strata: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    mode: Mode = Mode.HYBRID
    synonyms: bool = True

    def of(self, cases: Sequence[GoldenCase]) -> list[GoldenCase]:
        """The cases chosen; none left is a `GuideError`, and so is an id that there is not."""
        strange = sorted(set(self.cases) - {case.id for case in cases})
        if strange:
            raise GuideError(f"{self.golden} has no case {strange[0]!r}: see its files for ids")
        chosen = [case for case in cases if self._takes(case)]
        if not chosen:
            raise GuideError(f"{self.golden} has no case in that split, stratum and list of ids")
        return chosen

    def _takes(self, case: GoldenCase) -> bool:
        return (
            self.split in {"all", case.split}
            and (not self.strata or case.stratum in self.strata)
            and (not self.cases or case.id in self.cases)
        )


class Configuration(BaseModel):
    """Cases, versions and settings of a run. Two that are `same_as` give the same answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made: datetime = Field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    commit: str | None = None
    choice: Choice
    cases: int
    golden_digest: str
    corpus: str
    index: dict[str, JsonValue]
    settings: dict[str, JsonValue]
    versions: dict[str, str]
    planted: str | None = None

    @classmethod
    def of(
        cls,
        choice: Choice,
        cases: int,
        golden_digest: str,
        corpus: str,
        index: dict[str, JsonValue],
    ) -> Self:
        """The configuration of a run that is made here and now."""
        return cls(
            commit=_commit(),
            choice=choice,
            cases=cases,
            golden_digest=golden_digest,
            corpus=corpus,
            index=index,
            settings=BotSettings().model_dump(mode="json", exclude=_NOT_TOLD),
            versions={"python": platform.python_version(), **_versions()},
        )

    def same_as(self, other: "Configuration") -> bool:
        """Whether both ask the same cases with the same parts and settings."""
        apart = {"made", "commit"}
        return self.model_dump(exclude=apart) == other.model_dump(exclude=apart)

    @property
    def told(self) -> dict[str, str]:
        """Versions and settings by name, each in a few words, for people to compare."""
        return {
            "made": self.made.isoformat(),
            "commit": self.commit or "unknown",
            "corpus": self.corpus,
            "index": ", ".join(f"{name} {str(value)[:12]}" for name, value in self.index.items()),
            "search": f"{self.choice.mode}{'' if self.choice.synonyms else ', no synonyms'}",
            **{f"setting {name}": str(value) for name, value in self.settings.items()},
            **self.versions,
            **({"planted": self.planted} if self.planted else {}),
        }


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _commit() -> str | None:
    """The commit of the project's folder, marked where files differ from it."""
    try:
        said = subprocess.run(
            ["git", "describe", "--always", "--abbrev=12", "--dirty"],  # noqa: S607  as in PATH
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.strip() or None
