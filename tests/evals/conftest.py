"""What these tests share: helpers that are no package, the documents, and a run to spoil."""

import shutil
import sys
from pathlib import Path

import pytest

from corpus.library import Corpus
from corpus.settings import PROJECT
from evals.cases.gold import GoldenCase
from evals.cases.golden_files import golden_files, read_golden
from evals.running.configuration import Choice
from evals.running.generating import generate
from evals.scoring import score_folder

sys.path.append(str(Path(__file__).parent))

from golden_rows import ROWS, written


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The project's own documents."""
    return Corpus.open(PROJECT / "corpus")


@pytest.fixture(scope="session")
def text_cases(corpus: Corpus) -> list[GoldenCase]:
    """One question that running text answers."""
    first = next(case for case in read_golden(golden_files(), corpus) if case.stratum == "fact")
    asked = "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?"
    return [first.model_copy(update={"question": asked})]


@pytest.fixture(scope="session")
def declined_cases(text_cases: list[GoldenCase]) -> list[GoldenCase]:
    """One that is declined, and that no model may be sent."""
    return [text_cases[0].model_copy(update={"question": "Should I fire my deputy?"})]


@pytest.fixture
def in_built_data(built_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index that a command opens is the one built for the tests."""
    monkeypatch.setenv("GUIDE_DATA", str(built_data))


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of five cases, one of them a rewording and one with a history."""
    return written(tmp_path_factory.mktemp("golden") / "golden.jsonl", ROWS)


@pytest.fixture(scope="session")
def made_folder(
    golden: Path, corpus: Corpus, built_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a run of all suites over the five cases. Tests must not change it."""
    folder = tmp_path_factory.mktemp("made") / "run"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDE_DATA", str(built_data))
        generate(Choice(golden=golden), folder, corpus)
    score_folder(folder, corpus)
    return folder


@pytest.fixture
def folder(made_folder: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be spoilt."""
    return Path(shutil.copytree(made_folder, tmp_path / "run"))
