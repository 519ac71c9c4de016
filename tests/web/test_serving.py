"""`python -m bot serve` says what to mend where it cannot serve."""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.__main__ import bot
from corpus.settings import PROJECT

Serve = Callable[..., CompletedProcess[str]]


@pytest.fixture
def serve(
    run_group: Callable[..., CompletedProcess[str]],
    monkeypatch: pytest.MonkeyPatch,
    built_data: Path,
    tmp_path: Path,
) -> Serve:
    """Run `python -m bot serve …`; every use must be one that stops by itself."""
    monkeypatch.setenv("GUIDE_DATA", str(built_data))
    monkeypatch.setenv("GUIDE_DATABASE_URL", f"sqlite:///{tmp_path / 'feedback.sqlite'}")
    return lambda *arguments: run_group(bot, "bot", "serve", "--port", "0", *arguments)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_a_taken_port_is_exit_2_and_one_line_that_names_port(serve: Serve, taken: int) -> None:
    done = serve("--port", str(taken))
    assert stopped(done)
    assert "PORT=" in done.stderr
    assert str(taken) in done.stderr


def test_a_port_in_the_environment_is_taken_up(
    run_group: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    monkeypatch.setenv("PORT", str(taken))
    assert f"port {taken}" in run_group(bot, "bot", "serve").stderr


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_cannot_be_is_exit_2(serve: Serve, port: str) -> None:
    assert stopped(serve("--port", port))


def test_a_host_that_is_not_ours_is_exit_2_and_names_host(serve: Serve) -> None:
    done = serve("--host", "203.0.113.7")
    assert stopped(done)
    assert "HOST=" in done.stderr


def test_a_missing_index_is_exit_2_and_names_the_command(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_DATA", str(tmp_path))
    done = serve()
    assert stopped(done)
    assert "`python -m index build`" in done.stderr


def test_a_stale_index_is_exit_2_and_names_the_command(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = tmp_path / "corpus"
    shutil.copytree(PROJECT / "corpus", root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    offices = root / "offices.toml"
    text = offices.read_text(encoding="utf-8").replace("human resources office", "people office")
    offices.write_text(text, encoding="utf-8")
    monkeypatch.setenv("GUIDE_CORPUS", str(root))
    done = serve()
    assert stopped(done)
    assert "`python -m index build`" in done.stderr


def test_a_database_that_cannot_be_opened_is_exit_2_and_named(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUIDE_DATABASE_URL", f"sqlite:///{tmp_path}/none/feedback.sqlite")
    done = serve()
    assert stopped(done)
    assert "GUIDE_DATABASE_URL" in done.stderr


def stopped(done: CompletedProcess[str]) -> bool:
    """Whether a command ended with exit 2 and one line on standard error alone."""
    return (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_setting_that_cannot_be_read_is_exit_2_and_named(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_ADDRESS_LIMIT", "many")
    done = serve()
    assert stopped(done)
    assert "GUIDE_ADDRESS_LIMIT" in done.stderr
    assert "many" in done.stderr
