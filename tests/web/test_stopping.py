"""A server that is told to stop ends in order, and what a class asked is not lost."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.store.asked import people_and_questions
from bot.store.database import Database
from bot.store.tables import now
from bot.store.training import Plan, add_session

CODE = "BCDFGHJK"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The database of the server."""
    with closing(Database(None, tmp_path)) as opened:
        yield opened


def test_the_last_question_of_a_class_is_written_before_the_end(
    built_data: Path, database: Database
) -> None:
    at = now()
    plan = Plan("A class", "", "UTC", at - timedelta(hours=1), at + timedelta(hours=1))
    session = add_session(database, CODE, "00" * 16, "trainer", plan)
    server, address = started(built_data, str(database.engine.url))
    try:
        body = {"question": "What is Teamwork rated at GS-13?", "session": CODE}
        assert httpx.post(f"{address}/api/ask", json=body, timeout=60).status_code == 200
    finally:
        server.terminate()
        said, _ = server.communicate(timeout=60)
    assert (server.returncode, said) == (0, "")
    assert people_and_questions(database, session)[1] == 1


def started(data: Path, url: str) -> tuple["subprocess.Popen[str]", str]:
    """A server that answers, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {"GUIDE_DATA": str(data), "GUIDE_DATABASE_URL": url, "PORT": port}
    server = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=os.environ | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert server.stdout
    line = server.stdout.readline()
    assert line.startswith("Responsible AI Guide: "), line
    return server, line.split()[-1]
