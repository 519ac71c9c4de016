"""A run as it lies in its folder: the cases, what was answered and what was retrieved."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from corpus.library import Corpus
from evals.cases.gold import GoldenCase
from evals.cases.retrieval_cases import RetrievalCase
from evals.running.configuration import Configuration

AnswerJson = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What one system found for one case: document id and text of each chunk, best first."""

    case: str
    system: str
    found: tuple[tuple[str, str], ...]
    tokens: int


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that a suite may look at. ``answers`` are Answer objects of JSON, by case.

    ``likely`` is how likely the passages found were held to answer, where that decided.
    """

    folder: Path
    configuration: Configuration | None
    corpus: Corpus
    cases: tuple[GoldenCase, ...]
    answers: dict[str, AnswerJson]
    likely: dict[str, float]
    retrieval_cases: tuple[RetrievalCase, ...]
    retrieved: tuple[Retrieved, ...]

    def answered(self) -> Iterator[tuple[GoldenCase, AnswerJson | None]]:
        """Each case with its answer, None where the folder has none."""
        return ((case, self.answers.get(case.id)) for case in self.cases)
