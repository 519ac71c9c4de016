"""The report in a real browser: opened, filtered, read without scripts, and checked by axe."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from reported_run import FAILING, QUESTIONS, SCRIPT, made_findings

from evals.reporting import html

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
SIZES = [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one its tests are skipped, or fail where one is required."""
    if CHROMIUM is None and os.environ.get("GUIDE_REQUIRE_BROWSER"):
        pytest.fail("GUIDE_REQUIRE_BROWSER is set and no chromium is on the PATH")
    if CHROMIUM is None:
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the report, opened as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html.page(made_findings()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, file: str) -> Iterator[Page]:
    """The report, opened; a complaint, a dialog or a request for anything else is a failure."""
    faults: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: faults.extend([request.url] * (request.url != file)))
    page.goto(file)
    yield page
    context.close()
    assert faults == []


def test_a_case_opens_to_answer_spans_faults_and_difference(page: Page) -> None:
    case = page.locator("#case-worse-1")
    case.locator("summary").first.click()
    expect(case.get_by_role("heading", name="Cited span against gold span")).to_be_visible()
    passage = case.locator("blockquote").first
    expect(passage).to_contain_text("gold 1 ▸")
    expect(passage).to_contain_text("◂ cited 1")
    expect(passage.locator("mark.cited.gold")).to_have_count(1)
    expect(case.locator("td", has_text="✗ failed, newly")).to_have_count(1)
    expect(case.locator("del", has_text="60")).to_be_visible()
    expect(case.locator("ins", has_text="270")).to_be_visible()


def test_cases_are_filtered(page: Page) -> None:
    shown = page.locator("details.case")
    expect(shown).to_have_count(1)
    page.get_by_label("Result", exact=True).select_option("failed")
    expect(shown).to_have_count(len(FAILING))
    page.get_by_label("Suite", exact=True).select_option("citations")
    expect(shown).to_have_count(0)
    page.get_by_role("button", name="Show all cases").click()
    expect(shown).to_have_count(len(QUESTIONS))
    page.get_by_label("Stratum", exact=True).select_option("attack")
    expect(shown).to_have_count(4)
    page.get_by_label("Words").fill("BOLD")
    expect(shown).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("Showing 1 of 1 cases that match, of 8")
    page.get_by_role("button", name="Show all cases").click()
    page.get_by_label("Result", exact=True).select_option("unmeasured")
    expect(shown).to_have_count(1)


def test_a_link_opens_its_case_whatever_the_filters_say(page: Page) -> None:
    page.get_by_label("Words").fill("nothing has these words")
    expect(page.locator("details.case")).to_have_count(0)
    page.get_by_role("link", name="worse-1").first.click()
    expect(page.locator("#case-worse-1")).to_have_attribute("open", "")
    expect(page.locator("#case-worse-1 > summary")).to_be_focused()


def test_hostile_text_is_shown_as_it_was_asked(page: Page) -> None:
    page.get_by_role("button", name="Show all cases").click()
    for summary in page.locator("details.case > summary").all():
        summary.click()
    expect(page.locator("#case-attack-1 .asked")).to_have_text(SCRIPT)
    assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, file: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(file)
    page.get_by_role("button", name="Show all cases").click()
    expect(page.locator("details.case")).to_have_count(len(QUESTIONS))
    page.evaluate(OPEN_ALL)
    expect(page.locator(".case .body")).to_have_count(len(QUESTIONS))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(SIDEWAYS) == 0
    context.close()


def test_without_scripts_the_failing_cases_can_be_read(browser: Browser, file: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file)
    expect(page.locator("details.case")).to_have_count(len(FAILING))
    expect(page.get_by_label("Stratum", exact=True)).to_be_hidden()
    page.locator("#case-worse-1 > summary").click()
    expect(page.locator("#case-worse-1 mark.cited.gold")).to_be_visible()
    context.close()
