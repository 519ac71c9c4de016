"""A life of `python -m bot serve`: what it prints, what it writes down, how it ends when told."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from ports import free_port

from bot.store.asked import people_and_questions
from bot.store.database import Database
from bot.store.tables import now
from bot.store.training import Plan, add_session

CODE = "BCDFGHJK"
RARE = "What is quixotically zealous Teamwork?"


@dataclass(frozen=True)
class Life:
    """A server that was started, asked, and told to stop."""

    address: str
    page: str
    printed: str
    renewed: str
    ended: int
    folder: Path
    questions: int
    libraries: str
    took: float


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of the server."""
    with closing(Database(None, tmp_path_factory.mktemp("served"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def life(built_data: Path, database: Database) -> Life:
    """A server that was asked in the open, then in a class, and stopped at once."""
    at = now()
    plan = Plan("A class", "", "UTC", at - timedelta(hours=1), at + timedelta(hours=1))
    session = add_session(database, CODE, "00" * 16, "trainer", plan)
    server, address, first = started(built_data, str(database.engine.url))
    try:
        page = httpx.get(address, timeout=60).text
        asked = [{"question": RARE}, {"question": "What is Teamwork?", "session": CODE}]
        for body in asked:
            assert httpx.post(f"{address}/api/ask", json=body, timeout=60).status_code == 200
        libraries = Path(f"/proc/{server.pid}/maps").read_text(encoding="utf-8")
        server.send_signal(signal.SIGHUP)
        assert server.stdout
        renewed = server.stdout.readline()
        with httpx.stream("GET", f"{address}/gradio_api/heartbeat/open", timeout=60) as page_open:
            next(page_open.iter_raw())
            server.terminate()
            told = time.monotonic()
            rest, _ = server.communicate(timeout=60)
            took = time.monotonic() - told
    finally:
        server.kill()
    folder = Path(str(database.engine.url.database)).parent
    counted = people_and_questions(database, session)[1]
    code = server.returncode
    return Life(address, page, first + rest, renewed, code, folder, counted, libraries, took)


def test_the_only_line_printed_is_the_address(life: Life) -> None:
    assert life.printed == f"Responsible AI Guide: {life.address}\n"


def test_the_chat_is_served(life: Life) -> None:
    assert "gradio" in life.page
    assert "Responsible AI Guide" in life.page


def test_serving_does_without_torch(life: Life) -> None:
    assert "onnxruntime" in life.libraries
    assert "torch" not in life.libraries


def test_a_question_is_not_written_down(life: Life, built_data: Path) -> None:
    places = [*built_data.rglob("*"), *life.folder.iterdir()]
    kept = [place for place in places if place.is_file() and b"quixotic" in place.read_bytes()]
    assert kept == []


def test_a_server_that_is_told_to_hang_up_opens_the_newest_index(life: Life) -> None:
    assert re.fullmatch(r"Answering from collection [0-9a-f]{12}\n", life.renewed)


def test_a_server_that_is_told_to_stop_ends_in_order(life: Life) -> None:
    assert life.ended == 0


def test_an_open_page_does_not_keep_a_server_that_is_told_to_stop(life: Life) -> None:
    assert life.took < 30


def test_the_last_question_of_a_class_is_written_before_the_end(life: Life) -> None:
    assert life.questions == 1


def started(data: Path, url: str) -> tuple["subprocess.Popen[str]", str, str]:
    """A server that answers, its address, and the line that says so."""
    port = str(free_port())
    environment = {"GUIDE_DATA": str(data), "GUIDE_DATABASE_URL": url, "PORT": port}
    server = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=os.environ | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert server.stdout
    return server, f"http://127.0.0.1:{port}", server.stdout.readline()
