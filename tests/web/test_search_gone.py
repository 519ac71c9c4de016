"""A search that cannot be reached is said plainly, wherever somebody asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from training_room import opened

from bot.pipeline import Assistant
from bot.web.kept import Kept
from bot.web.talk import Place, Talk
from index.search import Index
from index.vectors import VectorsUnavailableError

QUESTION = {"question": "Which vectors cannot be reached for this question?"}


@pytest.fixture
def client(
    open_index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A guide whose vectors are gone."""
    room = opened(Assistant(open_index), tmp_path)
    monkeypatch.setattr(open_index._vectors, "nearest", gone)  # noqa: SLF001
    yield room.client()
    room.services.close()


def gone(*_: object) -> None:
    raise VectorsUnavailableError("the search cannot be reached at this moment: please try again")


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_the_api_says_so_and_when_to_try_again(client: TestClient, path: str) -> None:
    reply = client.post(path, json=QUESTION)
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "2")
    assert reply.json()["error"]["code"] == "search_unavailable"
    assert "please try again" in reply.json()["error"]["message"]


@pytest.mark.usefixtures("client")
def test_the_chat_keeps_the_question_and_the_log_has_one_line(
    open_index: Index, caplog: pytest.LogCaptureFixture
) -> None:
    steps = list(Talk(Kept(Assistant(open_index)), None).ask(QUESTION["question"], Place()))
    assert "Something went wrong" in steps[-1].log or "failed" in steps[-1].log
    assert [record.exc_info or None for record in caplog.records] == [None]
