"""What axe does not see: where the focus goes, and what is said to a screen reader."""

import pytest
from chat_states import NOTICED, TABLE
from chat_visits import FOCUSED, IN_BOX, ON_BODY, Visit, Visiting
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What a screen reader hears: every change of a live region that leaves words in it.
LISTEN = """() => {
  window.heard = [];
  new MutationObserver((changes) => {
    const regions = new Set(changes.map((change) =>
      (change.target.closest ? change.target : change.target.parentElement)
        ?.closest("[role=status], [role=alert], [role=log], [aria-live]")));
    for (const region of regions) if (region?.textContent.trim()) {
      window.heard.push(region.textContent.trim());
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}"""
# Whether any frame that was drawn had the focus on nothing.
WATCH_FOCUS = f"""() => {{
  window.lost = [];
  let last = "";
  document.addEventListener("focusin", (event) => (last = event.target.outerHTML.slice(0, 80)));
  const look = () => {{
    if ({ON_BODY}) window.lost.push(`after ${{last}}`);
    requestAnimationFrame(look);
  }};
  look();
}}"""
OUTLINED = f"""(() => {{
  const deep = {FOCUSED}.shadowRoot?.activeElement ?? {FOCUSED};
  const style = getComputedStyle(deep);
  return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
}})()"""


def test_an_answer_is_announced_once_and_whole(visiting: Visiting) -> None:
    visit = visiting()
    visit.page.evaluate(LISTEN)
    for question in (NOTICED, TABLE):
        visit.page.evaluate("window.heard = []")
        visit.ask(question)
        visit.page.wait_for_function("window.heard.length > 0")
        heard = visit.page.evaluate("window.heard")
        assert len(heard) == 1, heard
        assert heard[0].startswith("Answer ready.")
        assert visit.turn.locator(".answer").inner_text()[:30] in heard[0]


def test_a_new_answer_in_the_place_of_the_old_is_announced_too(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(TABLE)
    visit.page.evaluate(LISTEN)
    visit.press("Retry")
    visit.page.wait_for_function("window.heard.length > 0")
    assert visit.page.evaluate("window.heard.length") == 1


def tab_to(visit: Visit, name: str, key: str = "Tab") -> None:
    """Move by a key to the control of that name, however it is marked up."""
    deep = f"({FOCUSED}.shadowRoot?.activeElement ?? {FOCUSED})"
    named = f"({deep}.ariaLabel || {deep}.labels?.[0]?.textContent || {deep}.textContent)"
    assert visit.press_until(key, f"{named}.trim().startsWith({name!r})"), name


def expect_title(visit: Visit, title: str) -> None:
    expect(visit.page.locator("#source-title")).to_have_text(title)


def answered_anew(visit: Visit) -> None:
    """Wait until another answer stands in the place of one that feedback was given on."""
    expect(visit.page.get_by_text("Thank you.")).to_have_count(0)
    visit.wait_for("ready")


def test_a_whole_conversation_by_keyboard_never_loses_the_focus(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.page
    steps = [
        ("Shift+Tab", "Source 1", lambda: expect_title(visit, "Source 1 of 3")),
        ("Tab", "Next citation", lambda: expect_title(visit, "Source 2 of 3")),
        ("Tab", "Close", lambda: expect(page.locator("#source")).to_be_hidden()),
        ("Tab", "Incomplete", lambda: expect(page.get_by_label("What is wrong")).to_be_visible()),
        ("Tab", "Send feedback", lambda: expect(page.get_by_text("Thank you.")).to_be_visible()),
        ("Tab", "Retry", lambda: answered_anew(visit)),
        ("Shift+Tab", "Edit last question", lambda: visit.wait_for("editing")),
        ("Shift+Tab", "Cancel editing", lambda: visit.wait_for("ready")),
        ("Shift+Tab", "What do the sources", lambda: expect(visit.turns).to_have_count(2)),
        ("Shift+Tab", "New conversation", lambda: visit.wait_for("empty")),
        ("Shift+Tab", "Back to the earlier", lambda: visit.wait_for("ready")),
    ]
    tab_to(visit, "Skip to the question box")
    page.evaluate(WATCH_FOCUS)
    page.keyboard.press("Enter")
    assert page.evaluate(IN_BOX)
    page.keyboard.type(NOTICED)
    page.keyboard.press("Enter")
    expect(visit.turns).to_have_count(1)
    for key, name, done in steps:
        tab_to(visit, name, key)
        page.keyboard.press("Enter")
        done()
    assert page.evaluate("window.lost") == []


def test_what_has_the_focus_can_be_seen_to_have_it(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(NOTICED)
    for _ in range(20):
        visit.page.keyboard.press("Shift+Tab")
        if visit.page.evaluate(ON_BODY):
            break  # the end of the page, where the browser's own controls begin
        seen = visit.page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 120)")
        assert visit.page.evaluate(OUTLINED), seen


def test_who_prefers_less_motion_gets_none(visiting: Visiting) -> None:
    visit = visiting()
    visit.page.emulate_media(reduced_motion="reduce")
    visit.page.evaluate(
        "void (Element.prototype.scrollIntoView = (how) => (window.how = how.behavior))"
    )
    visit.ask(TABLE)
    assert visit.page.evaluate("window.how") == "auto"
