"""Where the chat stands in a page, and in whose frames."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from visits import Stage

pytestmark = pytest.mark.browser

SCRIPT = '<script src="{}/widget.js" data-title="Ask us"></script>'
PAGES = {
    "where the script stands": "<body><header></header>{}<footer></footer></body>",
    "at the end, for a script in the head": "<head>{}</head><body><header></header></body>",
    "in the element that waits for it": (
        "<head>{}</head><body><header></header><guide-chat></guide-chat><footer></footer></body>"
    ),
    "in both elements": "<body><guide-chat></guide-chat><guide-chat></guide-chat>{}</body>",
}
PLACES = [
    "header guide-chat footer",
    "header guide-chat",
    "header guide-chat footer",
    "guide-chat guide-chat",
]
CHILDREN = """[...document.body.children].map((one) => one.localName)
  .filter((name) => name !== "script").join(" ")"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page."""
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("markup", "place"), list(zip(PAGES.values(), PLACES, strict=True)), ids=list(PAGES)
)
def test_the_chat_stands(
    page: Page, stage: Stage, monkeypatch: pytest.MonkeyPatch, markup: str, place: str
) -> None:
    html = f"<!doctype html>{markup.format(SCRIPT.format(stage.guide))}"
    monkeypatch.setitem(stage.friend.pages, "/", html)
    page.goto(stage.friend.address)
    headings = page.get_by_role("heading", name="Ask us")
    expect(headings).to_have_count(place.count("guide-chat"))
    assert page.evaluate(CHILDREN) == place


def test_a_frame_in_an_allowed_page_answers(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.friend.address}/frame")
    frame = page.frame_locator("iframe")
    frame.get_by_label("Your question").fill("What is Memory?")
    frame.get_by_label("Your question").press("Enter")
    expect(frame.locator(".verdicts")).to_be_visible()


def test_a_frame_in_any_other_page_stays_empty(page: Page, stage: Stage) -> None:
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.goto(f"{stage.stranger.address}/frame")
    expect(page.frame_locator("iframe").get_by_label("Your question")).to_have_count(0)
