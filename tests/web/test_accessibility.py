"""Every page and state under axe-core, and what axe does not see: names, focus, announcements."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlparse

import pytest
from axe_rules import violations
from chat_states import NOTICED, TABLE, states, unnamed
from chat_visits import FOCUSED, IN_BOX, ON_BODY, Visit, Visiting, visits
from held_chat import HeldChat, held_chat
from playwright.sync_api import Browser, expect
from ports import free_port

from bot.pipeline import Assistant

pytestmark = [
    pytest.mark.browser,
    # Gradio's queue asks pandas for what it will no longer need.
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
PAGES = (
    "/about",
    "/documents",
    "/documents?q=teamwork",
    "/documents?q=xyzzy+qwerty",
    "/documents/eo-14110",
    "/documents/opm-ai-competency-model",
    "/documents/opm-ai-competency-model?start=9832&end=10761&cells=10314-10316",
    "/documents/ses-ecq-update?start=100&end=300",
    "/conversations/none",
)
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 320, "height": 640}
MODES = [
    pytest.param({"color_scheme": scheme, "viewport": size}, id=f"{scheme}-{size['width']}")
    for scheme in ("light", "dark")
    for size in (WIDE, NARROW)
]
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
# Whatever reaches beyond the window at either side and is not meant for ears alone.
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter((element) => !element.closest(".spoken, .skip, .table") && element.checkVisibility())
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1);
  })
  .map((element) => element.outerHTML.slice(0, 120))"""
OUTLINED = f"""(() => {{
  const deep = {FOCUSED}.shadowRoot?.activeElement ?? {FOCUSED};
  const style = getComputedStyle(deep);
  return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
}})()"""


@pytest.fixture(scope="module")
def held(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HeldChat]:
    """A chat that can be made to wait and to fail."""
    with held_chat(assistant, free_port(), tmp_path_factory.mktemp("accessible")) as chat:
        yield chat


@pytest.fixture(scope="module")
def visiting(browser: Browser, held: HeldChat) -> Iterator[Visiting]:
    """Visits of that chat."""
    with visits(browser, held.address) as visit:
        yield visit


@pytest.mark.parametrize("mode", MODES)
def test_no_state_of_the_chat_breaks_a_rule(
    visiting: Visiting, held: HeldChat, mode: dict[str, Any]
) -> None:
    visit = visiting(**mode)
    broken = {state: violations(visit.page) for state in states(visit, held)}
    assert {state: found for state, found in broken.items() if found} == {}
    assert visit.errors == []


@pytest.mark.parametrize("mode", MODES)
def test_no_page_breaks_a_rule(browser: Browser, held: HeldChat, mode: dict[str, Any]) -> None:
    page = browser.new_page(**mode)
    for path in PAGES:
        page.goto(held.address + path)
        for closed in page.locator("summary").all():
            closed.click()
        assert violations(page) == [], path
        assert unnamed(page) == [], path
    page.close()


@pytest.mark.parametrize("mode", MODES)
def test_neither_a_source_in_the_panel_nor_an_export_breaks_a_rule(
    visiting: Visiting, mode: dict[str, Any]
) -> None:
    visit = visiting(**mode)
    visit.ask(NOTICED)
    assert violations(visit.open_source()) == []
    with visit.page.context.expect_page() as opening:
        visit.page.get_by_role("link", name="page to print").click()
    assert violations(opening.value) == []


def test_every_control_has_a_name_in_every_state(visiting: Visiting, held: HeldChat) -> None:
    visit = visiting()
    nameless = {state: unnamed(visit.page) for state in states(visit, held)}
    assert {state: found for state, found in nameless.items() if found} == {}


def test_pages_have_one_title_and_no_level_of_heading_is_skipped(
    browser: Browser, held: HeldChat
) -> None:
    page = browser.new_page()
    for path in PAGES:
        page.goto(held.address + path)
        levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
            "all => all.map((heading) => Number(heading.tagName[1]))"
        )
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(below - above <= 1 for above, below in pairwise(levels)), (path, levels)
    page.close()


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
    steps: list[tuple[str, str, Callable[[], None]]] = [
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


def test_nothing_is_lost_at_400_percent(visiting: Visiting, held: HeldChat) -> None:
    visit = visiting(viewport={"width": 320, "height": 256})
    outside = {state: visit.page.evaluate(OUTSIDE) for state in states(visit, held)}
    assert {state: found for state, found in outside.items() if found} == {}
    for path in PAGES:
        visit.page.goto(held.address + path)
        assert visit.page.evaluate(OUTSIDE) == [], path


def test_a_small_window_is_not_covered_by_what_stays_in_view(visiting: Visiting) -> None:
    page = visiting(viewport={"width": 320, "height": 256}).page
    place = "getComputedStyle(document.querySelector('#asking')).position"
    assert page.evaluate(place) != "sticky"


def test_who_prefers_less_motion_gets_none(visiting: Visiting) -> None:
    visit = visiting(reduced_motion="reduce")
    visit.page.evaluate(
        "void (Element.prototype.scrollIntoView = (how) => (window.how = how.behavior))"
    )
    visit.ask(TABLE)
    assert visit.page.evaluate("window.how") == "auto"


def test_no_page_asks_anything_of_another_host(visiting: Visiting, held: HeldChat) -> None:
    visit = visiting()
    for _ in states(visit, held):
        pass
    for path in PAGES:
        visit.page.goto(held.address + path)
    hosts = {urlparse(url).hostname for url in visit.requests if url.startswith(("http", "ws"))}
    assert hosts == {"127.0.0.1"}
