"""The widget within a page of another origin, under axe-core: WCAG 2.2 A and AA."""

import pytest
from axe_rules import modes, violations
from playwright.sync_api import expect
from visits import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelector("guide-chat").shadowRoot
  .querySelectorAll("button, summary, textarea, .marker")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 24)
  .map((one) => one.textContent)"""


def check(visit: Visit, state: str) -> None:
    """No violation in the whole page, shadow trees included, in any mode."""
    for mode in modes(visit.page):
        assert violations(visit.page) == [], (state, mode)


def test_no_state_of_the_widget_has_a_violation(visiting: Visiting, stage: Stage) -> None:
    visit = visiting(f"{stage.friend.address}/?session=NONE")
    expect(visit.page.locator(".session .notice")).to_be_visible()
    check(visit, "at first")
    visit.ask("How many survey responses went into the January 2025 ECQ update?")
    visit.ask("What competencies are rated for GS-9?")
    visit.turn.get_by_role("button", name="Wrong").click()
    expect(visit.page.get_by_role("status")).to_contain_text("Thank you")
    check(visit, "with answers")
    visit.box.fill("x" * 2001)
    visit.box.press("Enter")
    expect(visit.trouble).to_be_visible()
    check(visit, "with an error")


def test_the_page_for_frames_has_no_violation(visiting: Visiting, stage: Stage) -> None:
    visit = visiting(f"{stage.guide}/widget")
    visit.ask("What is the Future Importance of Teamwork?")
    check(visit, "with an answer")
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
