"""The panel of sources: from citation to citation, by mouse and by keyboard, and taken along."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import httpx
import pytest
from chat_visits import FOCUSED, Contexts, Visit, Visiting, visits
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
QUESTION = "May I use a free AI tool from the internet at work?"
TITLE_FOCUSED = f"{FOCUSED}.id === 'source-title'"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.fixture(scope="module")
def asked(contexts: Contexts, address: str) -> Iterator[Visit]:
    """A visit with an answer of three citations."""
    with visits(contexts, address) as visiting:
        visit = visiting(permissions=["clipboard-read", "clipboard-write"])
        visit.ask(QUESTION)
        assert visit.turn.locator("ol.sources > li").count() == 3
        yield visit


@pytest.fixture(scope="module")
def citations(address: str) -> list[dict[str, Any]]:
    """The citations of that answer."""
    reply = httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60)
    found: list[dict[str, Any]] = reply.json()["citations"]
    return found


def title(visit: Visit) -> str:
    return visit.page.locator("#source-title").inner_text()


def shown(visit: Visit) -> str:
    return "".join(visit.source().locator("mark").all_inner_texts())


def test_a_source_says_which_of_how_many_it_is(asked: Visit) -> None:
    asked.open_source(2)
    assert title(asked) == "Source 2 of 3"


def test_the_next_and_the_previous_citation_are_one_press_away(
    asked: Visit, citations: list[dict[str, Any]]
) -> None:
    asked.open_source(1)
    for number in (2, 3):
        asked.press("Next citation")
        assert title(asked) == f"Source {number} of 3"
        expect(asked.page.frame_locator("#source").locator("mark").first).to_contain_text(
            citations[number - 1]["quote"][:40]
        )
    asked.press("Previous citation")
    assert title(asked) == "Source 2 of 3"


def test_there_is_nothing_beyond_the_last_citation(asked: Visit) -> None:
    asked.open_source(3)
    onward = asked.page.get_by_role("button", name="Next citation")
    expect(onward).to_have_attribute("aria-disabled", "true")
    onward.dispatch_event("click")
    assert title(asked) == "Source 3 of 3"


def test_who_steps_by_keyboard_is_told_where_they_are(asked: Visit) -> None:
    asked.open_source(1)
    asked.page.get_by_role("button", name="Next citation").focus()
    asked.page.keyboard.press("Enter")
    expect(asked.page.locator("#told")).to_have_text("Source 2 of 3")
    assert asked.page.evaluate(f"{FOCUSED}.textContent") == "Next citation"


@pytest.mark.parametrize("way", ["Close", "Escape", "Escape inside"])
def test_closing_leads_back_to_the_citation(asked: Visit, way: str) -> None:
    asked.turn.locator(".answer a.marker").first.press("Enter")
    frame = asked.source()
    assert asked.page.evaluate(TITLE_FOCUSED)
    if way == "Close":
        asked.press("Close")
    elif way == "Escape":
        asked.page.keyboard.press("Escape")
    else:
        frame.locator("#link").press("Escape")
    expect(asked.page.locator("#source")).to_be_hidden()
    assert asked.page.evaluate(f"{FOCUSED}.matches('.answer a.marker')")


def test_the_back_button_leads_out_of_the_page_not_through_the_sources(asked: Visit) -> None:
    before = asked.page.evaluate("history.length")
    asked.open_source(1)
    asked.press("Next citation")
    asked.source()
    assert asked.page.evaluate("history.length") == before


def test_the_panel_is_dark_where_the_page_is(asked: Visit) -> None:
    asked.open_source()
    asked.page.emulate_media(color_scheme="dark")
    source = asked.page.locator("#source")
    expect(source).to_have_css("background-color", "rgb(22, 25, 29)")
    asked.page.emulate_media(color_scheme="light")


def test_a_passage_says_what_it_is(asked: Visit, citations: list[dict[str, Any]]) -> None:
    asked.open_source(1)
    box = asked.page.frame_locator("#source").get_by_label("The highlighted passage")
    cited = citations[0]
    for words in (cited["section"][-1], cited["publisher"], "29 April 2024", "our notes"):
        expect(box).to_contain_text(words)
    expect(box).to_contain_text("issued under an authority since revoked")
    expect(box.get_by_role("link", name="official page")).to_have_attribute("href", cited["url"])


def test_a_citation_is_copied_in_a_form_fit_for_a_memo(
    asked: Visit, citations: list[dict[str, Any]]
) -> None:
    asked.open_source(1)
    asked.page.frame_locator("#source").get_by_role("button", name="Copy citation").click()
    expect(asked.page.frame_locator("#source").locator("#copied")).to_have_text("Copied.")
    copied = asked.page.evaluate("navigator.clipboard.readText()")
    assert citations[0]["quote"][:60] in copied
    assert "not the publisher's text" in copied
    assert "20 January 2025" in copied


def test_a_link_to_a_passage_opens_it_again(asked: Visit, address: str) -> None:
    asked.open_source(1)
    marked = shown(asked)
    asked.page.frame_locator("#source").get_by_role("button", name="Copy link").click()
    expect(asked.page.frame_locator("#source").locator("#copied")).to_have_text("Copied.")
    link = asked.page.evaluate("navigator.clipboard.readText()")
    assert urlparse(link).netloc == urlparse(address).netloc
    page = asked.page.context.new_page()
    page.goto(link)
    assert "".join(page.locator("mark").all_inner_texts()) == marked
    page.close()


def test_without_a_clipboard_the_text_is_selected(contexts: Contexts, address: str) -> None:
    page = contexts().new_page()
    page.add_init_script(NO_CLIPBOARD)
    page.goto(f"{address}/documents/eo-14110?start=75&end=562")
    page.get_by_role("button", name="Copy citation").click()
    field = page.get_by_role("textbox", name="Text to copy")
    selected = page.evaluate("getSelection().toString()")
    assert selected == field.input_value() == page.locator("#citation").text_content()
    expect(page.locator("#copied")).to_contain_text("Ctrl+C")
    page.close()


def test_documents_can_be_browsed_in_the_panel(visiting: Visiting) -> None:
    visit = visiting()
    visit.page.get_by_role("link", name="browse the documents").click()
    assert title(visit) == "Documents"
    frame = visit.page.frame_locator("#source")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Documents")
    expect(visit.page.get_by_role("button", name="Next citation")).to_have_count(0)
