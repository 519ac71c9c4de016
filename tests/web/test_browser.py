"""The page in a real browser: asked by hand, read by eye, opened at the passage."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import httpx
import pytest
from chat_visits import FOCUSED, IN_BOX, Contexts, Visit, Visiting, visits
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

QUESTION = "How many survey responses went into the January 2025 ECQ update?"
TABLE = "What is the Future Importance of Teamwork?"
IN_VIEW = """element => {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""


@pytest.fixture(scope="module")
def asked(contexts: Contexts, address: str) -> Iterator[Visit]:
    """A visit with a Canadian French browser that asked a question and opened its first source."""
    with visits(contexts, address) as visiting:
        visit = visiting(locale="fr-CA")
        visit.ask(QUESTION)
        visit.turn.locator(".answer a.marker").first.click()
        visit.source()
        yield visit


@pytest.fixture(scope="module")
def answer(address: str) -> dict[str, Any]:
    """The Answer object to the same question."""
    reply = httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60)
    found: dict[str, Any] = reply.json()
    return found


def test_a_typed_question_is_answered_on_the_page(asked: Visit, answer: dict[str, Any]) -> None:
    shown = " ".join(asked.turn.locator(".answer").inner_text().split())
    assert shown == re.sub(r"\[(\d+)\]", r"\1", " ".join(answer["text"].split()))


def test_a_citation_opens_at_its_highlighted_passage(asked: Visit, answer: dict[str, Any]) -> None:
    marks = asked.source().locator("mark").all_inner_texts()
    assert "".join(marks) == answer["citations"][0]["quote"]


def test_the_highlighted_passage_is_in_view(asked: Visit) -> None:
    frame = asked.source()
    assert frame.locator("mark").first.evaluate(IN_VIEW)
    expect(asked.page.locator("#source")).to_be_in_viewport()


def test_a_standing_notice_stands_above_the_answer(asked: Visit) -> None:
    notice = asked.turn.locator(".notice").bounding_box()
    text = asked.turn.locator(".answer").bounding_box()
    assert notice is not None
    assert text is not None
    assert notice["y"] + notice["height"] <= text["y"]


def test_a_screen_reader_is_told_the_answer(asked: Visit, answer: dict[str, Any]) -> None:
    told = asked.page.locator("#status [role=status]")
    expect(told).to_contain_text(answer["text"][:60])
    expect(told).to_contain_text(answer["notices"][0]["text"])


def test_the_page_is_in_english_whatever_the_browser_prefers(asked: Visit) -> None:
    assert asked.page.evaluate("document.documentElement.lang") == "en"
    assert asked.page.locator("#send").inner_text().strip() == "Ask"


def test_the_page_stays_in_english_when_its_language_is_set_later(asked: Visit) -> None:
    asked.page.evaluate("document.documentElement.lang = 'fr'")
    expect(asked.page.locator("html")).to_have_attribute("lang", "en")


def test_no_request_leaves_the_machine(asked: Visit) -> None:
    web = [url for url in asked.requests if urlparse(url).scheme in {"http", "https", "ws", "wss"}]
    assert {urlparse(url).hostname for url in web} == {"127.0.0.1"}


def test_the_page_reports_no_error(asked: Visit) -> None:
    assert asked.errors == []


def test_a_cited_cell_is_highlighted_and_in_view_on_every_screen(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(TABLE)
    for width in (1280, 320):
        visit.page.set_viewport_size({"width": width, "height": 640})
        visit.turn.locator(".answer a.marker").first.click()
        frame = visit.source()
        assert frame.locator("td mark").all_inner_texts() == ["17"]
        assert frame.locator("tr.cited th").all_inner_texts() == ["Teamwork"]
        assert frame.locator("mark").evaluate(IN_VIEW), width
        visit.press("Close")


def test_an_example_asks_its_question(visiting: Visiting) -> None:
    visit = visiting()
    chip = visit.page.locator("button.chip").first
    question = chip.inner_text().strip()
    chip.click()
    expect(visit.page.locator(".turn .asked")).to_contain_text(question)
    expect(visit.page.locator(".turn .answer")).not_to_be_empty()


def test_a_follow_up_leans_on_its_conversation_and_not_on_the_one_before(
    visiting: Visiting,
) -> None:
    visit = visiting()
    visit.ask("What is Oral Communication?")
    visit.ask("At which grades is it rated?")
    expect(visit.turn.locator(".understood")).to_contain_text("Oral Communication")
    visit.press("New conversation")
    expect(visit.turns).to_have_count(0)
    visit.ask("At which grades is it rated?")
    expect(visit.page.locator(".understood")).to_have_count(0)


def test_the_keyboard_alone_asks_and_opens_a_source(visiting: Visiting) -> None:
    visit = visiting()
    keyboard = visit.page.keyboard
    assert visit.press_until("Tab", IN_BOX)
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    expect(visit.page.locator(".turn")).to_have_count(1)
    assert visit.page.evaluate(IN_BOX)
    assert visit.press_until("Shift+Tab", f"{FOCUSED}.matches('.answer a.marker')")
    keyboard.press("Enter")
    assert visit.source().locator("mark").count() > 0


def test_markup_in_a_question_stays_text(visiting: Visiting) -> None:
    visit = visiting()
    markup = "<img src=x onerror=\"document.title='owned'\"> What is Memory?"
    visit.ask(markup)
    expect(visit.turn.locator(".asked")).to_contain_text(markup)
    assert visit.turn.locator("img").count() == 0
    assert visit.page.title() != "owned"
    assert visit.errors == []
