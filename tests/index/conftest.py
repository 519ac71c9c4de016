"""Small folders to build from, and the command line on them."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.edit import add, checked
from corpus.library import Corpus
from corpus.settings import PROJECT
from index.__main__ import index
from index.build import all_chunks, build
from index.chunk import Chunk
from index.embedding import Embedder
from index.layout import Layout
from index.settings import IndexSettings

LEAVE = """# Notes on leave

## Annual leave

Annual leave is earned in every pay period.[^1] It is lost when it is not used.[^1]

## Days

| Years | Days |
| --- | --- |
| under 3 | 13 |
| 3 to 15 | 20 |
| over 15 | 26 |

## Sources

[^1]: Basis: primary. A law.
"""
TRAVEL = """# Notes on travel

## Approval

A supervisor approves travel before it begins. Receipts are kept for lodging.
"""


@pytest.fixture(scope="session")
def take_in() -> Callable[[Path, str, str], None]:
    """Take a text into a corpus folder: `take_in(root, id, text)`."""

    def take(root: Path, document_id: str, text: str) -> None:
        fields: dict[str, object] = {
            "id": document_id, "title": f"Notes on {document_id}", "publisher": "Agency",
            "knowledge_date": "2026-01-02", "rights": "notes", "source": "notes", "kind": "notes",
            "standing": "in_force", "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }  # fmt: skip
        add(root, checked(fields), text)

    return take


@pytest.fixture(scope="session")
def small(
    tmp_path_factory: pytest.TempPathFactory,
    take_in: Callable[[Path, str, str], None],
    runtimes: Layout,
) -> Path:
    """A folder with `corpus/`, the documents `leave` and `travel`, and `data/`, its index."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "corpus").mkdir()
    manifest = folder / "corpus" / "manifest.toml"
    manifest.write_text("knowledge_date = 2026-01-02\ndocuments = []\n", encoding="utf-8")
    take_in(folder / "corpus", "leave", LEAVE)
    take_in(folder / "corpus", "travel", TRAVEL)
    build(_settings(folder / "corpus", folder / "data"), lambda _done, _all: None, runtimes)
    return folder


@pytest.fixture
def root(small: Path, tmp_path: Path) -> Path:
    """The small corpus, to be changed at will."""
    return Path(shutil.copytree(small / "corpus", tmp_path / "corpus"))


@pytest.fixture
def settings(root: Path, tmp_path: Path) -> IndexSettings:
    """The small corpus, and a data folder that is not there yet."""
    return _settings(root, tmp_path / "data")


@pytest.fixture
def version(settings: IndexSettings, small: Path) -> Path:
    """The folder of the version in use, in an index of the small corpus."""
    shutil.copytree(small / "data", settings.data)
    layout = Layout.of(settings)
    return layout.folder(layout.current or "none")


@pytest.fixture
def command(
    settings: IndexSettings,
    monkeypatch: pytest.MonkeyPatch,
    run_group: Callable[..., CompletedProcess[str]],
) -> Callable[..., CompletedProcess[str]]:
    """Run `python -m index …` on the small corpus."""
    monkeypatch.setenv("GUIDE_CORPUS", str(settings.corpus))
    monkeypatch.setenv("GUIDE_DATA", str(settings.data))
    monkeypatch.delenv("GUIDE_EMBED_MODEL", raising=False)
    monkeypatch.delenv("GUIDE_CHROMA_URL", raising=False)
    return lambda *arguments: run_group(index, "index", *arguments)


@pytest.fixture(scope="session")
def own_corpus() -> Corpus:
    """The project's own corpus."""
    return Corpus.open(PROJECT / "corpus")


@pytest.fixture(scope="session")
def chunks(own_corpus: Corpus, embedder: Embedder) -> list[Chunk]:
    """The chunks of the project's own corpus."""
    return all_chunks(own_corpus, embedder)


def _settings(root: Path, data: Path) -> IndexSettings:
    return IndexSettings(corpus=root, data=data, embed_model=None, chroma_url=None)
