"""The widget within a page of another origin, under axe-core: WCAG 2.2 A and AA."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect
from visits import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}}
SMALL = """() => [...document.querySelector("guide-chat").shadowRoot
  .querySelectorAll("button, summary, textarea, .marker")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 24)
  .map((one) => one.textContent)"""
MODES = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": 720}}
    for scheme in ("light", "dark")
    for width in (320, 1280)
]


def violations(visit: Visit) -> list[str]:
    """What axe finds in the whole page, shadow trees included."""
    found: list[dict[str, Any]] = Axe().run(visit.page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.fixture(
    params=MODES, ids=lambda mode: f"{mode['color_scheme']}-{mode['viewport']['width']}"
)
def mode(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A colour scheme and a width, as options of a browser context."""
    found: dict[str, Any] = request.param
    return found


def test_no_state_of_the_widget_has_a_violation(
    visiting: Visiting, stage: Stage, mode: dict[str, Any]
) -> None:
    visit = visiting(f"{stage.friend.address}/?session=NONE", **mode)
    expect(visit.page.locator(".session .notice")).to_be_visible()
    assert violations(visit) == [], "at first"
    visit.ask("How many survey responses went into the January 2025 ECQ update?")
    visit.ask("What competencies are rated for GS-9?")
    visit.turn.get_by_role("button", name="Wrong").click()
    expect(visit.page.get_by_role("status")).to_contain_text("Thank you")
    assert violations(visit) == [], "with answers"
    visit.box.fill("x" * 2001)
    visit.box.press("Enter")
    expect(visit.trouble).to_be_visible()
    assert violations(visit) == [], "with an error"


def test_the_page_for_frames_has_no_violation(
    visiting: Visiting, stage: Stage, mode: dict[str, Any]
) -> None:
    visit = visiting(f"{stage.guide}/widget", **mode)
    visit.ask("What is the Future Importance of Teamwork?")
    assert violations(visit) == []
    assert visit.page.locator("h1").count() == 1


def test_questions_and_sources_are_headings_below_that_of_the_widget(visit: Visit) -> None:
    visit.ask("What is the Future Importance of Teamwork?")
    levels = (
        visit.page.locator("guide-chat")
        .get_by_role("heading")
        .evaluate_all("all => all.map((one) => one.tagName)")
    )
    assert levels == ["H2", "H3", "H4"]


def test_every_target_is_large_enough_for_a_finger(visit: Visit) -> None:
    visit.ask("What competencies are rated for GS-9?")
    small = visit.page.evaluate(SMALL)
    assert small == []
