"""The policy of the chat in a real browser: nothing of ours is blocked, and nothing else runs."""

from collections.abc import Iterator

import pytest
from chat_visits import Contexts
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

BLOCKED = """() => {
  window.blocked = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.blocked.push(`${event.violatedDirective} ${event.blockedURI}`));
}"""


@pytest.fixture
def page(contexts: Contexts, address: str) -> Iterator[Page]:
    """The chat, which takes down what its policy blocks."""
    page = contexts().new_page()
    page.add_init_script(f"({BLOCKED})()")
    page.goto(address)
    yield page
    page.close()


def test_the_chat_answers_and_no_policy_blocks_any_of_it(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("What counts as AI work?")
    box.press("Enter")
    page.locator(".turn .answer a.marker").first.click(timeout=30_000)
    page.frame_locator("#source").locator("mark").first.wait_for()
    frame = page.frame(name="source")
    assert frame is not None
    assert page.evaluate("blocked") == frame.evaluate("blocked") == []


def test_a_script_that_found_its_way_into_the_chat_is_not_run(page: Page) -> None:
    expect(page.locator("#question textarea")).to_be_visible(timeout=30_000)
    page.evaluate(
        """() => {
          const image = document.createElement("div");
          image.innerHTML = `<img src="data:," onerror="document.title = 'owned'">`;
          const script = document.createElement("script");
          script.text = "document.title = 'owned'";
          document.body.append(image, script);
        }"""
    )
    page.wait_for_function("blocked.length >= 2")
    assert page.title() != "owned"
