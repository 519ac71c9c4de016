"""The pages of maintainers in a real browser: for everybody, by keyboard, and without script."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_rules import WCAG, modes, violations
from live_server import running
from maintaining_room import CAUSE, FIELDS, POLICY, MaintainingRoom, maintaining_room
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from bot.pipeline import Assistant
from bot.store.feedback import Feedback, add_feedback
from bot.web.areas import MAINTAINING
from corpus.manifest import read_manifest

pytestmark = pytest.mark.browser

OPENED = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGE = b"""<html><body><main><h1>Use of tools</h1><h2>Rules</h2><p>Ask before you paste.</p>
<img src="a.png"><table><tr><th>Tool</th><th>Allowed</th></tr><tr><td>A</td><td>yes</td></tr>
</table></main></body></html>"""
LACKED = ("Which tool may I use?", "What tool may I use?", "Who pays for parking?")


@dataclass(frozen=True)
class Desk:
    """A running server and a browser in which a maintainer is signed in."""

    room: MaintainingRoom
    address: str
    browser: Browser

    def context(self, *, script: bool = True) -> BrowserContext:
        context = self.browser.new_context(base_url=self.address, java_script_enabled=script)
        cookie = str(self.room.browser.cookies[MAINTAINING.cookie])
        context.add_cookies([{"name": MAINTAINING.cookie, "value": cookie, "url": self.address}])
        return context


@pytest.fixture(scope="module")
def desk(
    browser: Browser, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    room = maintaining_room(assistant, tmp_path_factory.mktemp("desk"))
    for question in LACKED:
        add_feedback(
            room.services.database,
            Feedback(verdict="incomplete", question=question, corpus_version="1"),
        )
    with running(room.app) as address:
        yield Desk(room, address, browser)
    room.services.close()


def test_every_page_can_be_used_by_everybody(desk: Desk) -> None:
    fact_sheet = "/maintain/documents/opm-ai-fact-sheet"
    desk.room.send(fact_sheet, f"{fact_sheet}/standing", standing="superseded", **CAUSE)
    desk.room.accept()
    desk.room.add(PAGE, "page.html")
    with desk.context() as context:
        complaints: list[str] = []
        context.on("console", lambda said: complaints.append(said.text))
        page = context.new_page()
        for path in ("", "/documents/opm-ai-fact-sheet", "/staged", "/undo/common"):
            page.goto(f"/maintain{path}")
            page.evaluate(OPENED)
            check_usable(page, path)
        page.goto("/maintain/new")
        page.locator("form.fields").evaluate("form => { form.noValidate = true; }")
        page.get_by_role("button", name="Stage and preview").click()
        expect(page.get_by_role("alert")).to_contain_text("Nothing is staged yet.")
        check_usable(page, "a form with faults")
        assert not [said for said in complaints if "Content Security Policy" in said]
    with desk.browser.new_context(base_url=desk.address) as context:
        page = context.new_page()
        page.goto("/maintain")
        check_usable(page, "signing in")


def test_a_document_comes_in_without_any_script_and_by_keyboard(desk: Desk) -> None:
    with desk.context(script=False) as context:
        page = context.new_page()
        page.goto("/maintain/new")
        chosen = FilePayload(name="tools.md", mimeType="text/markdown", buffer=POLICY)
        page.get_by_label("File").set_input_files(chosen)
        page.get_by_label("Short name").fill("tools-policy")
        page.get_by_label("Title").fill(FIELDS["title"])
        page.get_by_label("Publisher").fill(FIELDS["publisher"])
        page.get_by_label("Date of the document").fill(FIELDS["published_on"])
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Preview: Add tools-policy")
        page.get_by_role("button", name="Accept").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Accepted.")
        assert read_manifest(desk.room.root).find("tools-policy")


def check_usable(page: Page, name: str) -> None:
    """One main heading, no violation that axe sees, and nothing to scroll to sideways."""
    assert page.locator("h1").count() == 1, name
    for mode in modes(page):
        assert violations(page, (*WCAG, "best-practice")) == [], (name, mode)
        assert page.evaluate(SIDEWAYS) <= 0, (name, mode)
