"""Every page and state under axe-core, in every mode, and what axe does not see of them.

All is looked at on one way through the guide; each test says what must not have been seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlparse

import pytest
from axe_rules import modes, violations
from chat_states import states, unnamed
from chat_visits import Contexts, Visit, visits
from held_chat import HeldChat
from playwright.sync_api import Frame, Page, ViewportSize

pytestmark = pytest.mark.browser
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
# What is left of a window of 1280 by 1024 pixels at 400 %.
ZOOMED = ViewportSize(width=320, height=256)
STICKY = "() => getComputedStyle(document.querySelector('#asking')).position === 'sticky'"
# Whatever reaches beyond the window at either side and is not meant for ears alone.
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter((element) => !element.closest(".spoken, .skip, .table") && element.checkVisibility())
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1);
  })
  .map((element) => element.outerHTML.slice(0, 120))"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
KEPT = "[...Object.keys(sessionStorage), ...Object.keys(localStorage)]"
LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .map((heading) => Number(heading.tagName[1]))"""


@dataclass
class Looks:
    """What was seen on the way, by the name of the place."""

    broken: dict[str, list[str]] = field(default_factory=dict)
    nameless: dict[str, list[str]] = field(default_factory=dict)
    outside: dict[str, list[str]] = field(default_factory=dict)
    sideways: dict[str, bool] = field(default_factory=dict)
    levels: dict[str, list[int]] = field(default_factory=dict)
    covered: bool = False
    kept: set[str] = field(default_factory=set)
    about: str = ""
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def rules(self, page: Page, name: str, place: Page | Frame | None = None) -> None:
        """Look for broken rules in every mode."""
        for mode in modes(page):
            self.broken[f"{name}, {mode}"] = violations(place or page)

    def all(self, page: Page, name: str) -> None:
        """Look at everything."""
        self.rules(page, name)
        self.nameless[name] = unnamed(page)
        size = page.viewport_size
        page.set_viewport_size(ZOOMED)
        self.outside[name] = page.evaluate(OUTSIDE)
        self.sideways[name] = page.evaluate(SIDEWAYS)
        page.set_viewport_size(size or ZOOMED)


@pytest.fixture(scope="module")
def looks(contexts: Contexts, served: HeldChat) -> Iterator[Looks]:
    """All states of the chat, and all pages."""
    found = Looks()
    with visits(contexts, served.address) as visiting:
        visit = visiting()
        through_the_chat(visit, served, found)
        found.errors = [*visit.errors]
        kept = visit.page.get_by_role("link", name="page to print").get_attribute("href")
        for path in (*PAGES, kept or ""):
            visit.page.goto(served.address + path)
            for closed in visit.page.locator("summary").all():
                closed.click()
            found.all(visit.page, path)
            found.levels[path] = visit.page.evaluate(LEVELS)
        found.kept = {str(one.get("name")) for one in visit.page.context.cookies()}
        found.kept |= set(visit.page.evaluate(KEPT))
        visit.page.goto(f"{served.address}/about")
        found.about = visit.page.inner_text("main")
        found.requests = visit.requests
        yield found


def through_the_chat(visit: Visit, served: HeldChat, found: Looks) -> None:
    """Look at every state of the chat, and at the source in its panel."""
    for state in states(visit, served):
        found.all(visit.page, state)
        if state == "source":
            found.rules(visit.page, "source in the panel", visit.source())
    visit.press("Back to the earlier conversation")
    visit.wait_for("ready")
    visit.page.set_viewport_size(ZOOMED)
    found.covered = visit.page.evaluate(STICKY)


def seen(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The places where anything was found."""
    assert len(found) > len(PAGES)
    return {name: faults for name, faults in found.items() if faults}


def test_no_page_or_state_breaks_a_rule_in_any_mode(looks: Looks) -> None:
    assert seen(looks.broken) == {}


def test_every_control_has_a_name_everywhere(looks: Looks) -> None:
    assert seen(looks.nameless) == {}


def test_nothing_is_lost_at_400_percent(looks: Looks) -> None:
    assert seen(looks.outside) == {}


def test_nothing_has_to_be_scrolled_sideways_at_320_pixels(looks: Looks) -> None:
    assert [name for name, scrolls in looks.sideways.items() if scrolls] == []


def test_a_small_window_is_not_covered_by_what_stays_in_view(looks: Looks) -> None:
    assert not looks.covered


def test_pages_have_one_title_and_no_level_of_heading_is_skipped(looks: Looks) -> None:
    for path, levels in looks.levels.items():
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(below - above <= 1 for above, below in pairwise(levels)), (path, levels)


def test_the_chat_reports_no_error(looks: Looks) -> None:
    assert looks.errors == []


def test_no_page_asks_anything_of_another_host(looks: Looks) -> None:
    hosts = {urlparse(url).hostname for url in looks.requests if url.startswith(("http", "ws"))}
    assert hosts == {"127.0.0.1"}


def test_about_names_all_that_the_browser_keeps(looks: Looks) -> None:
    assert {"guide", "guide_browser"} <= looks.kept
    named = re.findall(r"[\w-]+", looks.about)
    assert [name for name in looks.kept if name not in named] == []
