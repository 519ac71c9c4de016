"""Each answer is said once by a real screen reader, not piece by piece."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from screen_reader import Listener, listening, missing

pytestmark = pytest.mark.browser

QUESTION = "How many survey responses went into the January 2025 ECQ update?"
MOST = 3


@pytest.fixture(scope="module")
def reader(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    """The chat page, read aloud."""
    if not os.environ.get("GUIDE_REQUIRE_SCREEN_READER"):
        pytest.skip("set GUIDE_REQUIRE_SCREEN_READER=1: without a sound card Orca stops at times")
    if absent := missing():
        pytest.fail(f"not installed: {', '.join(absent)}")
    with listening(address, tmp_path_factory.mktemp("orca")) as listener:
        expect(listener.page.locator("#question textarea")).to_be_visible(timeout=30_000)
        yield listener


@pytest.mark.parametrize("question", [QUESTION, "What counts as AI work?"])
def test_an_answer_is_at_most_three_utterances(reader: Listener, question: str) -> None:
    box = reader.page.locator("#question textarea")
    turns = reader.page.locator(".turn").count()
    box.focus()
    reader.type(question)
    said = reader.spoken_until("Answer ready", lambda: reader.press("Return"))
    expect(reader.page.locator(".turn")).to_have_count(turns + 1)
    answer = reader.page.locator(".turn").last.locator(".answer").inner_text()
    assert 1 <= len(said) <= MOST, said
    assert " ".join(answer.split()[:3]) in " ".join(said), said
