"""What the tests of every part share: the real model, one real index, and command lines."""

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import click
import hypothesis
import pytest

from corpus.commands import run
from corpus.settings import PROJECT
from index.build import build
from index.embedding import Embedder, load_embedder
from index.layout import Layout
from index.search import Index
from index.settings import IndexSettings

CORPUS = PROJECT / "corpus"
# What tests are skipped without, and the Debian package that brings it.
_PROGRAMS = {"PostgreSQL": "postgresql", "nginx": "nginx"}
# The same examples every time, on a slow machine too.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True)
hypothesis.settings.load_profile("tests")


# Looking for garbage at every few hundred objects takes a fifth of the time of the tests.
gc.set_threshold(50_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--on-postgresql`: what a test would keep in SQLite goes into a PostgreSQL of its own."""
    parser.addoption("--on-postgresql", action="store_true")


@pytest.fixture(scope="session", autouse=True)
def _on_postgresql(request: pytest.FixtureRequest) -> Iterator[None]:
    if not request.config.getoption("--on-postgresql"):
        yield
        return
    sys.path.append(str(Path(__file__).parent))
    from postgres_server import Postgres, programs  # noqa: PLC0415  only where it is asked for

    from bot.store.database import Database  # noqa: PLC0415

    found = programs()
    assert found is not None, "no PostgreSQL: apt-get install postgresql"
    server, addresses, open_it = Postgres(found), dict[Path, str](), Database.__init__

    def opened(own: Database, url: str | None, data: Path) -> None:
        if url is None and data not in addresses:
            addresses[data] = server.new_database()
        open_it(own, url or addresses[data], data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "__init__", opened)
        yield
    server.remove()


@pytest.fixture(scope="session")
def embedder(runtimes: Layout) -> Embedder:
    """The bundled embedding model, as serving reads texts by it."""
    embedder = load_embedder(None)
    embedder.read_by(runtimes.runtime(embedder.fingerprint))
    return embedder


@pytest.fixture(scope="session")
def built_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A `GUIDE_DATA` folder with an index of the project's own corpus. Tests must not change it.

    What `make index` built is taken over, so that its texts need not be embedded once more.
    """
    data = tmp_path_factory.mktemp("built") / "data"
    if (PROJECT / ".data" / "index").is_dir():
        shutil.copytree(PROJECT / ".data" / "index", data / "index")
    settings = _settings(data)
    build(settings, lambda _done, _all: None, Layout.of(settings))
    return data


@pytest.fixture(scope="session")
def runtimes(built_data: Path) -> Layout:
    """Where the model lies for the faster runtime, for builds that need not export it again."""
    return Layout.of(_settings(built_data))


@pytest.fixture(scope="session")
def open_index(built_data: Path) -> Iterator[Index]:
    """The index in `built_data`, opened."""
    index = Index.open(_settings(built_data))
    yield index
    index.close()


@pytest.fixture
def run_group(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., "CompletedProcess[str]"]:
    """Run a part's command line in this process: `run_group(group, name, *arguments)`.

    Whatever would be a traceback on a user's screen fails the test.
    """

    def run_it(group: click.Group, name: str, *arguments: str) -> "CompletedProcess[str]":
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        capfd.readouterr()
        gc.disable()  # what earlier tests left behind is not to complain in what is looked at
        try:
            with pytest.raises(SystemExit) as ended:
                run(group, name)
            printed = capfd.readouterr()
        finally:
            gc.enable()
        code = int(ended.value.code or 0)
        return CompletedProcess([name, *arguments], code, printed.out, printed.err)

    return run_it


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a line each what was left out because a program is not installed."""
    skipped = terminalreporter.stats.get("skipped", [])
    for program, package in _PROGRAMS.items():
        count = sum(f"no {program}:" in str(report.longrepr) for report in skipped)
        if count:
            terminalreporter.write_line(
                f"LEFT OUT: {count} tests that need {program}, because it is not installed: "
                f"apt-get install {package}"
            )


def _settings(data: Path) -> IndexSettings:
    return IndexSettings(corpus=CORPUS, data=data, embed_model=None, chroma_url=None)
