"""The same index on a Chroma server of its own, started for these tests."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import chromadb
import pytest

from corpus.edit import replace
from index.build import build
from index.search import Index
from index.settings import IndexSettings
from index.stores import COLLECTION
from index.vectors import VectorsUnavailableError

Command = Callable[..., CompletedProcess[str]]
QUESTION = "Who approves travel?"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1):  # noqa: S310  loopback
            return True
    except (urllib.error.URLError, OSError):
        return False


class ChromaServer:
    """A Chroma server of its own, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = str(free_port())
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        chroma = Path(sys.executable).with_name("chroma")
        place = ["--path", self._folder / "store", "--host", "127.0.0.1", "--port", self._port]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own command
                [chroma, "run", *place], stdout=log, stderr=log, cwd=self._folder
            )
        for _ in range(300):
            if answers(self.url) or self._process.poll() is not None:
                break
            time.sleep(0.1)
        if not answers(self.url):
            log_end = (self._folder / "log").read_text()[-300:]
            pytest.fail(f"`chroma run` does not start: {log_end}")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(timeout=10)


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A running Chroma server."""
    running = ChromaServer(tmp_path_factory.mktemp("chroma-server"))
    yield running
    running.kill()


@pytest.fixture(scope="module")
def server(chroma: ChromaServer) -> str:
    """Its address."""
    return chroma.url


@pytest.fixture
def on_server(settings: IndexSettings, server: str) -> IndexSettings:
    """The small corpus, with its vectors on the server."""
    return settings.model_copy(update={"chroma_url": server})


def quiet(_done: int, _all: int) -> None:
    """No progress bar."""


def collections(server: str) -> set[str]:
    client = chromadb.HttpClient("127.0.0.1", int(server.rsplit(":", 1)[1]))
    return {collection.name for collection in client.list_collections()}


@pytest.mark.usefixtures("version")
def test_search_on_a_server_finds_what_it_finds_on_disk(
    settings: IndexSettings, server: str, tmp_path: Path
) -> None:
    remote = settings.model_copy(update={"chroma_url": server, "data": tmp_path / "remote"})
    build(remote, quiet)
    there, here = Index.open(remote), Index.open(settings)
    one, other = there.search(QUESTION), here.search(QUESTION)
    there.close()
    here.close()
    assert [hit.chunk for hit in one] == [hit.chunk for hit in other]
    assert [h.score for h in one] == pytest.approx([h.score for h in other], abs=1e-3)


def test_the_vectors_are_on_the_server_and_not_on_disk(
    on_server: IndexSettings, server: str
) -> None:
    record, _ = build(on_server, quiet)
    assert COLLECTION + record.version in collections(server)
    assert not list((on_server.data / "index").rglob("chroma.sqlite3"))


def test_only_what_changed_is_embedded_again_for_a_server(on_server: IndexSettings) -> None:
    build(on_server, quiet)
    replace(on_server.corpus, "travel", "# Notes on travel\n\n## Approval\n\nNobody travels.\n")
    assert build(on_server, quiet)[1] == 1


def test_a_version_in_use_keeps_its_vectors_on_the_server(on_server: IndexSettings) -> None:
    build(on_server, quiet)
    index = Index.open(on_server)
    replace(on_server.corpus, "travel", "# Notes on travel\n\n## Approval\n\nNobody travels.\n")
    build(on_server, quiet)
    found = index.search(QUESTION)[0]
    index.close()
    assert found.dense > 0
    assert found.chunk.text.startswith("A supervisor approves travel")


def test_a_version_that_is_removed_leaves_no_vectors_on_the_server(
    on_server: IndexSettings, server: str
) -> None:
    old, _ = build(on_server, quiet)
    replace(on_server.corpus, "travel", "# Notes on travel\n\n## Approval\n\nNo trips at all.\n")
    new, _ = build(on_server, quiet)
    assert COLLECTION + new.version in collections(server)
    assert COLLECTION + old.version not in collections(server)


def test_a_server_that_lost_the_vectors_is_refused_with_the_mend(
    on_server: IndexSettings, server: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = build(on_server, quiet)
    client = chromadb.HttpClient("127.0.0.1", int(server.rsplit(":", 1)[1]))
    client.delete_collection(COLLECTION + record.version)
    monkeypatch.setenv("GUIDE_CHROMA_URL", server)
    ended = command("search", QUESTION)
    assert ended.returncode == 2
    assert "python -m index build" in ended.stderr


def test_what_lies_on_disk_is_given_to_a_server_without_embedding_it_again(
    settings: IndexSettings, on_server: IndexSettings
) -> None:
    build(settings, quiet)
    assert build(on_server, quiet)[1] == 0
    index = Index.open(on_server)
    assert index.search(QUESTION)[0].dense > 0
    index.close()


def test_a_server_that_was_away_is_found_again_and_missed_clearly_meanwhile(
    on_server: IndexSettings, chroma: ChromaServer
) -> None:
    build(on_server, quiet)
    index = Index.open(on_server)
    before = index.search(QUESTION)
    chroma.kill()
    with pytest.raises(VectorsUnavailableError, match="please try again"):
        index.search(QUESTION)
    assert not index.is_whole()
    chroma.start()
    assert index.search(QUESTION) == before
    assert index.is_whole()
    index.close()


@pytest.mark.usefixtures("version")
def test_an_index_on_disk_is_refused_once_a_server_is_named(
    server: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_CHROMA_URL", server)
    ended = command("search", QUESTION)
    assert ended.returncode == 2
    assert "another Chroma server" in ended.stderr


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "localhost:8000", "http://127.0.0.1:no"])
def test_a_server_that_is_not_there_is_refused_by_its_variable(
    command: Command, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("GUIDE_CHROMA_URL", url)
    ended = command("build")
    assert ended.returncode == 2
    assert ended.stderr.strip().splitlines()[-1].startswith("error: ")
    assert "GUIDE_CHROMA_URL" in ended.stderr
