"""A corpus folder that a test may change, and the command line on it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.__main__ import corpus
from corpus.settings import PROJECT


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project's corpus, named by GUIDE_CORPUS."""
    copy = tmp_path / "corpus"
    left_out = shutil.ignore_patterns("*.py", "__pycache__", ".history", "incoming")
    shutil.copytree(PROJECT / "corpus", copy, ignore=left_out)
    monkeypatch.setenv("GUIDE_CORPUS", str(copy))
    return copy


@pytest.fixture
def command(
    root: Path, run_group: Callable[..., CompletedProcess[str]]
) -> Callable[..., CompletedProcess[str]]:
    """Run `python -m corpus …` on the copy."""
    assert root.exists()
    return lambda *arguments: run_group(corpus, "corpus", *arguments)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A document that an agency might bring."""
    path = tmp_path / "policy.md"
    path.write_text("# AI policy\n\n## Use\n\nAsk before you paste.\n", encoding="utf-8")
    return path
