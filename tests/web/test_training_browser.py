"""A class in a real browser: made, joined, asked in, steered, shown on the wall."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from axe_rules import modes, violations
from live_server import running
from playwright.sync_api import Browser, Locator, Page, Route, expect
from training_room import NAME, PASSWORD, QUESTIONS, Room, address, plan

from bot.web.pages import TRAINER_COOKIE

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.tagName + ' ' + document.activeElement.innerText"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("main button, main input, main select, nav a")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => one.type !== "checkbox" && Math.min(one.offsetWidth, one.offsetHeight) < 24)
  .map((one) => one.outerHTML)"""
UNNAMED = """() => [...document.querySelectorAll("main button, main input:not([type=hidden])")]
  .filter((one) => !one.innerText.trim() && !one.labels?.length).map((one) => one.outerHTML)"""
# Boards and walls, which ask every few seconds for what is new.
LIVE = re.compile(r"/(?:trainer/sessions/\d+|wall/\w+)(?:\?.*)?$")


@dataclass
class Hall:
    """A running server, and people at their browsers."""

    room: Room
    address: str
    browser: Browser
    open: ExitStack
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def person(self, path: str = "") -> Page:
        """Somebody's browser, opened at a path."""
        context = self.browser.new_context()
        self.open.callback(context.close)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.route(LIVE, hurried)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        page.goto(self.address + path)
        return page

    def trainer(self, path: str = "/trainer") -> Page:
        """The trainer's browser, signed in."""
        cookie = str(self.room.trainer.cookies[TRAINER_COOKIE])
        page = self.person("/join")
        page.context.add_cookies([{"name": TRAINER_COOKIE, "value": cookie, "url": self.address}])
        page.goto(self.address + path)
        return page


def hurried(route: Route) -> None:
    """Let a page ask ten times as often as it does."""
    if route.request.method != "GET":
        route.continue_()
        return
    reply = route.fetch()
    body = re.sub(r'(data-every="\d+)0"', r'\1"', reply.text())
    route.fulfill(response=reply, body=body)


@pytest.fixture(scope="module")
def at(room: Room) -> Iterator[str]:
    with running(room.app) as at:
        yield at


@pytest.fixture
def hall(room: Room, at: str, browser: Browser) -> Iterator[Hall]:
    with ExitStack() as open_pages:
        yield Hall(room, at, browser, open_pages)


@pytest.fixture
def session(hall: Hall) -> int:
    """A session in which something was asked, with one question on the wall and one hidden."""
    session = hall.room.make(topic="Everyday work")
    code = hall.room.code(session)
    asked = (*QUESTIONS, QUESTIONS[0], "May I enter CUI?", "Who won the world cup in 1998?")
    for number, question in enumerate((*asked, "My SSN is 123-45-6789")):
        hall.room.ask(code, question, f"b{number}")
    groups = {one["question"]: one["id"] for one in hall.room.board(session)["groups"]}
    hall.room.act(session, f"pin {groups[QUESTIONS[0]]}")
    hall.room.act(session, f"hide {groups[QUESTIONS[1]]}")
    return session


def test_a_class_from_sign_in_to_close(hall: Hall) -> None:
    trainer = hall.person("/trainer/sign-in")
    trainer.get_by_label("Name").fill(NAME)
    trainer.get_by_label("Password").fill(PASSWORD)
    trainer.get_by_role("button", name="Sign in").click()
    trainer.get_by_role("link", name="New session").click()
    trainer.get_by_label("Title").fill("AI at <work>")
    trainer.get_by_label("Suggested questions").fill(QUESTIONS[0])
    trainer.get_by_label("Time zone").select_option("UTC")
    trainer.get_by_label("Opens").fill(plan()["opens_at"])
    trainer.get_by_label("Closes").fill(plan()["closes_at"])
    trainer.get_by_role("button", name="Save and prepare").click()
    expect(trainer.get_by_text("All 1 are answered")).to_be_visible()
    trainer.get_by_role("link", name="Go to the board").click()
    code = trainer.locator(".code.large").inner_text()

    attendee = hall.person("/join")
    attendee.get_by_label("Code of your class").fill(code.lower())
    attendee.keyboard.press("Enter")
    expect(attendee.get_by_role("heading", level=1)).to_have_text("AI at <work>")
    attendee.get_by_role("button", name=QUESTIONS[0]).click()
    expect(attendee.locator("guide-chat").get_by_role("link").first).to_be_visible()

    expect(trainer.locator("#part-asked")).to_contain_text(QUESTIONS[0])
    expect(trainer.locator("#part-numbers")).to_contain_text("People\n1", use_inner_text=True)
    button(trainer, "Pin", QUESTIONS[0]).click()
    wall = hall.person(f"/wall/{code}")
    expect(wall.get_by_role("heading", name=QUESTIONS[0])).to_be_visible()
    expect(wall.locator(".pinned .sources a").first).to_be_visible()

    trainer.get_by_role("button", name="Pause").click()
    expect(wall.get_by_text("Questions are paused.")).to_be_visible()
    trainer.get_by_role("button", name="Resume").click()
    trainer.get_by_role("button", name="Close").click()
    expect(wall.get_by_text("This class is over.")).to_be_visible()
    assert hall.person(f"/join/{code}").get_by_text("is over").is_visible()
    assert {url.split("/")[2] for url in hall.requests} == {hall.address.split("/")[2]}
    assert [one for one in hall.errors if "410" not in one] == []


def test_the_board_follows_without_moving_the_focus(hall: Hall, session: int) -> None:
    trainer = hall.trainer(address(session))
    hide = button(trainer, "Hide", "May I enter CUI?")
    hide.focus()
    for number in range(3):
        hall.room.ask(hall.room.code(session), "May I enter CUI?", f"c{number}")
    expect(trainer.locator("#part-asked li", has_text="May I enter CUI?")).to_contain_text("4")
    expect(hide).to_be_focused()
    trainer.get_by_role("heading", name="Most asked").focus()
    expect(trainer.locator("#part-asked li").first).to_contain_text("May I enter CUI?")


def test_the_board_is_steered_by_keyboard_and_the_focus_is_never_lost(
    hall: Hall, session: int
) -> None:
    trainer = hall.trainer(address(session))
    button(trainer, "Hide", "May I enter CUI?").focus()
    trainer.keyboard.press("Enter")
    done = trainer.locator("#part-done")
    expect(done).to_contain_text("The question is hidden from the lists.")
    expect(done.get_by_role("button", name="Undo")).to_be_focused()
    trainer.keyboard.press("Enter")
    expect(done).to_contain_text("The question is in the lists again.")
    expect(trainer.locator("#part-asked")).to_contain_text("May I enter CUI?")
    trainer.get_by_role("button", name="Pause").focus()
    trainer.keyboard.press("Enter")
    expect(trainer.get_by_role("button", name="Resume")).to_be_focused()
    assert not trainer.evaluate(FOCUSED).startswith("BODY")


def test_a_board_says_when_it_cannot_be_brought_up_to_date_and_goes_on_by_itself(
    hall: Hall, session: int
) -> None:
    trainer = hall.trainer(address(session))
    trainer.route("**/board", lambda route: route.abort())
    expect(trainer.locator("#trouble")).to_contain_text("What you see may be old")
    expect(trainer.locator("#part-asked")).to_contain_text("May I enter CUI?")
    trainer.unroute("**/board")
    expect(trainer.locator("#trouble")).to_have_text("")


def test_a_board_is_told_when_the_trainer_is_no_longer_signed_in(hall: Hall, session: int) -> None:
    trainer = hall.trainer(address(session))
    trainer.context.clear_cookies()
    expect(trainer.locator("#trouble")).to_contain_text("no longer signed in")


def test_a_board_speaks_seldom(hall: Hall, session: int) -> None:
    trainer = hall.trainer(address(session))
    trainer.evaluate("""() => { window.changes = 0; new MutationObserver(() => window.changes++)
      .observe(document.querySelector("#spoken"), { childList: true }); }""")
    for number in range(3):
        hall.room.ask(hall.room.code(session), QUESTIONS[0], f"d{number}")
        times = trainer.locator("#part-asked li", has_text=QUESTIONS[0]).locator(".times")
        expect(times).to_contain_text(str(3 + number))
    assert trainer.evaluate("window.changes") <= 1


def test_no_page_of_a_trainer_has_a_violation(hall: Hall, session: int) -> None:
    own, page = address(session), hall.trainer()
    ends = ("", "?done=pause", "/edit", "/questions", "/rehearsal", "/delete")
    for path in ("/trainer", "/trainer/sessions/new", *[own + end for end in ends]):
        check(page, hall.address + path)
    page.goto(f"{hall.address}{own}/rehearsal")
    page.get_by_role("button", name="Rehearse now").click()
    expect(page.get_by_role("table")).to_be_visible()
    check(page)
    page.goto(f"{hall.address}/trainer/sessions/new")
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Save and prepare").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet")
    check(page)


def test_no_page_of_a_class_has_a_violation(hall: Hall, session: int) -> None:
    code, page = hall.room.code(session), hall.person()
    for path in ("/trainer/sign-in", "/join", "/join/K7MP-WX2R", f"/class/{code}", f"/wall/{code}"):
        check(page, hall.address + path)


def button(page: Page, verb: str, question: str) -> Locator:
    """The button that does something with a question."""
    return page.get_by_role("button", name=re.compile(rf"^{verb} ?: {re.escape(question)}$"))


def check(page: Page, url: str = "") -> None:
    """No violation, one main heading, names for all, targets of a finger's size, no scrolling."""
    if url:
        page.goto(url)
    assert page.locator("h1").count() == 1
    assert page.evaluate(UNNAMED) == []
    for mode in modes(page):
        assert violations(page) == [], (page.url, mode)
        assert page.evaluate(SMALL) == [], (page.url, mode)
        assert page.evaluate(SIDEWAYS) <= 0, (page.url, mode)
