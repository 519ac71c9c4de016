"""What the guide serves for other pages: a small script, and a page for frames."""

import re

import pytest
from fastapi.testclient import TestClient

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.web.app import make_app
from bot.web.routes.widget import widget_script
from bot.web.services import Services
from bot.web.transcript import NOTICE_NAMES
from corpus.document import Standing

KILOBYTES = 30_000


@pytest.fixture(scope="module")
def guide(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """All but the chat."""
    services = Services.open(assistant, BotSettings(data=tmp_path_factory.mktemp("data")))
    return TestClient(make_app(services))


def test_the_script_is_under_thirty_kilobytes(guide: TestClient) -> None:
    reply = guide.get("/widget.js")
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(reply.content) < KILOBYTES


def test_the_script_is_the_same_whether_it_comes_compressed_or_not(guide: TestClient) -> None:
    replies = [
        guide.get("/widget.js", headers={"Accept-Encoding": encoding})
        for encoding in ("gzip", "identity")
    ]
    assert replies[0].headers["content-encoding"] == "gzip"
    assert replies[0].text == replies[1].text == widget_script()


def test_pages_that_isolate_themselves_may_load_the_script(guide: TestClient) -> None:
    headers = guide.get("/widget.js").headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_script_reads_no_markup_and_runs_no_text() -> None:
    script = widget_script()
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert re.findall(risky, script) == []


@pytest.mark.parametrize("word", [*(one.phrase for one in Standing), *NOTICE_NAMES.values()])
def test_the_widget_says_it_in_the_words_of_the_chat(word: str) -> None:
    assert f'"{word}"' in widget_script()


def test_a_session_code_in_the_address_stays_text(guide: TestClient) -> None:
    page = guide.get("/widget", params={"session": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_a_session_code_that_can_be_none_is_422(guide: TestClient) -> None:
    reply = guide.get("/widget", params={"session": "x" * 65})
    assert reply.status_code == 422
    assert "session" in reply.json()["error"]["message"]
