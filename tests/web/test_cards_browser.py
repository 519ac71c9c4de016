"""Practice cards, sheet and summary in a real browser: by keyboard, without script, on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_rules import WCAG, modes, violations
from live_server import running
from playwright.sync_api import Browser, BrowserContext, Page, expect
from session_at_hand import CODE, AtHand, session_at_hand

from bot.pipeline import Assistant
from bot.store.cards import add_card
from bot.store.training import put_suggested
from bot.training.cards import Draft, explained
from bot.training.suggesting import prepared
from bot.web.pages import TRAINER_COOKIE

pytestmark = pytest.mark.browser

CLASS = f"/class/{CODE}/cards"
QUESTION = "What does the GenAI guidance say about public data?"
SCENARIOS = ("May I paste a memo marked CUI into a public chatbot?", "May I ask it about history?")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement.id"


@dataclass(frozen=True)
class Hall:
    """A running server with a session that has cards, suggested questions and some asked."""

    hand: AtHand
    address: str
    browser: Browser

    def context(self, **options: Any) -> BrowserContext:  # noqa: ANN401  Playwright's own
        return self.browser.new_context(base_url=self.address, **options)

    def trainer(self, **options: Any) -> BrowserContext:  # noqa: ANN401
        """The browser of the trainer, signed in."""
        context = self.context(**options)
        cookie = self.hand.trainer.cookies[TRAINER_COOKIE]
        context.add_cookies([{"name": TRAINER_COOKIE, "value": cookie, "url": self.address}])
        return context


@pytest.fixture(scope="module")
def hall(
    browser: Browser, assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    with session_at_hand(assistant, tmp_path_factory.mktemp("hall")) as hand:
        fill(hand)
        with running(hand.app) as address:
            yield Hall(hand, address, browser)


def test_a_card_is_answered_by_keyboard_and_the_reason_gets_the_focus(hall: Hall) -> None:
    with hall.context() as context:
        page = opened(context, CLASS)
        page.get_by_role("radio", name="Yes").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_text("You chose No.")).to_be_visible()
        assert re.fullmatch(r"answer-\d+", page.evaluate(FOCUSED))
        assert page.title().startswith("Card 1 answered")


def test_a_card_is_answered_without_any_script(hall: Hall) -> None:
    with hall.context(java_script_enabled=False) as context:
        page = opened(context, CLASS)
        second = page.get_by_role("region", name="Card 2 of 2")
        second.get_by_label("It depends").check()
        second.get_by_role("button").click()
        expect(second.get_by_text("You chose It depends.")).to_be_visible()


def test_two_people_do_not_see_one_anothers_answers(hall: Hall) -> None:
    with hall.context() as one, hall.context() as another:
        page = opened(one, CLASS)
        page.get_by_label("Yes").first.check()
        page.get_by_role("button", name="Answer to card 1").click()
        expect(page.get_by_text("You chose")).to_be_visible()
        expect(opened(another, CLASS).get_by_text("You chose")).to_have_count(0)


def test_every_page_can_be_used_by_everybody(hall: Hall) -> None:
    own = hall.hand.address
    pages = (f"{own}/cards", f"{own}/cards/new", f"{own}/cards/1/edit", f"{own}/sheet")
    with hall.trainer() as context:
        complaints: list[str] = []
        context.on("console", lambda said: complaints.append(said.text))
        for path in (*pages, f"{own}/summary", CLASS):
            page = opened(context, path)
            check_usable(page, path)
            page.close()
        page = opened(context, f"{own}/cards/new")
        page.get_by_label("Situation").fill(SCENARIOS[0])
        page.get_by_label("Yes").check()
        page.get_by_label("Question behind it").fill("What is the weather in Paris?")
        page.get_by_role("button", name="See the answer").click()
        expect(page.get_by_text("Not answered from the sources.")).to_be_visible()
        check_usable(page, "a card that cannot be published")
        assert not [said for said in complaints if "Content Security Policy" in said]


def test_the_summary_fits_one_sheet_of_paper(hall: Hall) -> None:
    with hall.trainer() as context:
        page = opened(context, f"{hall.hand.address}/summary")
        margin: Any = dict.fromkeys(("top", "bottom", "left", "right"), "0.5in")
        assert re.findall(rb"/Count (\d+)", page.pdf(format="Letter", margin=margin)) == [b"1"]


def test_paper_shows_no_buttons(hall: Hall) -> None:
    with hall.trainer() as context:
        page = opened(context, f"{hall.hand.address}/sheet")
        expect(page.get_by_role("button", name="Print this page")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.get_by_role("button")).to_have_count(0)
        expect(page.get_by_text("Kilo seven Mike Papa")).to_be_visible()


def opened(context: BrowserContext, path: str) -> Page:
    """A page of a browser, opened at a path."""
    page = context.new_page()
    page.goto(path)
    return page


def check_usable(page: Page, name: str) -> None:
    """No violation that axe sees, and nothing to scroll to sideways."""
    for mode in modes(page):
        assert violations(page, (*WCAG, "best-practice")) == [], (name, mode)
        assert page.evaluate(SIDEWAYS) <= 0, (name, mode)


def fill(hand: AtHand) -> None:
    """Cards, suggested questions, and a few that were asked."""
    assistant, database = hand.services.assistant, hand.services.database
    answer = explained(assistant, QUESTION)
    for scenario in SCENARIOS:
        text = Draft(scenario, "no", QUESTION).text(answer, published=True)
        add_card(database, hand.session.id, text)
    put_suggested(database, hand.session.id, prepared(assistant, [QUESTION]))
    hand.services.sessions.changed()
    for question in (QUESTION, "My SSN is 521-44-9832", "What is the weather in Paris?"):
        hand.services.sessions.record(CODE, "somebody", assistant.ask(question))
