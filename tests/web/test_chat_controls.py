"""Stop, retry, edit, reload; a server that is slow, broken, closed or gone."""

import pytest
from chat_visits import IN_BOX, Visit, Visiting, opened, ready
from held_chat import HeldChat
from playwright.sync_api import expect

from bot.web.kept import Kept
from bot.web.talk import Talk

pytestmark = pytest.mark.browser
FIRST, SECOND = "What is Oral Communication?", "What is Teamwork?"


def ask_and_wait(visit: Visit, held: HeldChat, question: str) -> None:
    """Ask a question whose answer is not let go."""
    held.assistant.go.clear()
    visit.box.fill(question)
    visit.page.keyboard.press("Enter")


def test_a_stopped_question_goes_back_into_the_box(visiting: Visiting, held: HeldChat) -> None:
    visit = visiting()
    visit.ask(FIRST)
    ask_and_wait(visit, held, SECOND)
    visit.press("Stop")
    visit.wait_for("ready")
    expect(visit.box).to_have_value(SECOND)
    assert visit.page.evaluate(IN_BOX)
    visit.page.keyboard.press("Enter")
    visit.wait_for("pending")
    held.assistant.go.set()
    expect(visit.turns).to_have_count(2)
    assert visit.questions == [FIRST, SECOND]


def test_a_question_is_shown_and_the_box_is_free_while_an_answer_is_made(
    visiting: Visiting, held: HeldChat
) -> None:
    visit = visiting()
    ask_and_wait(visit, held, FIRST)
    expect(visit.page.locator(".asking")).to_contain_text(FIRST)
    assert visit.page.evaluate(IN_BOX)
    visit.page.keyboard.type("the next one")
    held.assistant.go.set()
    expect(visit.turns).to_have_count(1)
    expect(visit.box).to_have_value("the next one")


def test_a_second_press_while_an_answer_is_made_asks_nothing(
    visiting: Visiting, held: HeldChat
) -> None:
    visit = visiting()
    ask_and_wait(visit, held, FIRST)
    visit.page.keyboard.press("Enter")
    visit.wait_for("pending")
    visit.page.keyboard.type("the next one")
    visit.page.keyboard.press("Enter")
    held.assistant.go.set()
    visit.wait_for("ready")
    assert visit.questions == [FIRST]
    expect(visit.box).to_have_value("the next one")


def test_who_waits_long_is_told_that_the_search_goes_on(visiting: Visiting, held: HeldChat) -> None:
    visit = visiting()
    ask_and_wait(visit, held, FIRST)
    expect(visit.page.locator("#told")).to_have_text("Still looking for an answer.")


def test_a_question_pending_at_a_reload_comes_back_into_the_box(
    visiting: Visiting, held: HeldChat
) -> None:
    visit = visiting()
    visit.ask(FIRST)
    ask_and_wait(visit, held, SECOND)
    visit.wait_for("pending")
    visit.page.reload()
    ready(visit.page)
    expect(visit.box).to_have_value(SECOND)
    held.assistant.go.set()
    assert visit.questions == [FIRST]


def test_a_failure_keeps_transcript_and_question(visiting: Visiting, held: HeldChat) -> None:
    visit = visiting()
    visit.ask(FIRST)
    held.assistant.broken = True
    visit.box.fill(SECOND)
    visit.page.keyboard.press("Enter")
    visit.wait_for("failed")
    expect(visit.box).to_have_value(SECOND)
    expect(visit.page.locator(".line")).to_contain_text("Something went wrong")
    expect(visit.turns).to_have_count(1)


def test_a_failure_leaves_what_was_typed_meanwhile(visiting: Visiting, held: HeldChat) -> None:
    visit = visiting()
    ask_and_wait(visit, held, FIRST)
    visit.wait_for("pending")
    visit.page.keyboard.type("the next one")
    held.assistant.broken = True
    held.assistant.go.set()
    visit.wait_for("failed")
    expect(visit.box).to_have_value("the next one")
    expect(visit.page.locator(".asking")).to_contain_text(FIRST)


def test_a_retry_puts_a_new_answer_in_the_place_of_the_old(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(FIRST)
    visit.ask(SECOND)
    before = visit.turn.locator("guide-feedback").get_attribute("data-key")
    visit.press("Retry")
    feedback = visit.turn.locator("guide-feedback")
    expect(feedback).not_to_have_attribute("data-key", before or "")
    assert visit.questions == [FIRST, SECOND]
    assert visit.page.evaluate(IN_BOX)


def test_an_edited_question_replaces_the_last_one(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(FIRST)
    visit.ask(SECOND)
    visit.press("Edit last question")
    expect(visit.box).to_have_value(SECOND)
    assert visit.page.evaluate(IN_BOX)
    visit.box.fill("At which grades is it rated?")
    visit.page.keyboard.press("Enter")
    visit.wait_for("ready")
    assert len(visit.questions) == 2
    expect(visit.turn.locator(".understood")).to_contain_text("Oral Communication")


def test_editing_can_be_cancelled(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(FIRST)
    visit.press("Edit last question")
    visit.press("Cancel editing")
    visit.wait_for("ready")
    expect(visit.box).to_have_value("")
    assert visit.page.evaluate(IN_BOX)


def test_a_new_conversation_can_be_undone(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(FIRST)
    visit.press("New conversation")
    visit.wait_for("empty")
    visit.press("Back to the earlier conversation")
    visit.wait_for("ready")
    assert visit.questions == [FIRST]
    assert visit.page.evaluate(IN_BOX)


def test_after_a_question_a_new_conversation_cannot_be_undone(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(FIRST)
    visit.press("New conversation")
    visit.wait_for("empty")
    visit.ask(SECOND)
    expect(visit.page.get_by_role("button", name="Back to the earlier")).to_have_count(0)


def test_a_reload_and_the_back_button_bring_the_conversation_back(visiting: Visiting) -> None:
    visit = visiting()
    visit.ask(FIRST)
    visit.box.fill("half a question")
    visit.page.reload()
    ready(visit.page)
    assert visit.questions == [FIRST]
    expect(visit.box).to_have_value("half a question")
    visit.page.get_by_role("link", name="About this guide").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("About this guide")
    visit.page.go_back()
    ready(visit.page)
    assert visit.questions == [FIRST]


def test_two_tabs_are_two_conversations(visiting: Visiting, held: HeldChat) -> None:
    first = visiting()
    first.ask(FIRST)
    second = opened(first.page.context.new_page(), held.address)
    assert second.questions == []
    second.ask(SECOND)
    first.page.reload()
    ready(first.page)
    assert first.questions == [FIRST]


def test_a_lost_connection_is_said_and_the_question_comes_back(
    visiting: Visiting, held: HeldChat
) -> None:
    visit = visiting()
    ask_and_wait(visit, held, FIRST)
    visit.wait_for("pending")
    expect(visit.box).to_have_value("")
    visit.page.route("**/healthz", lambda route: route.abort())
    visit.wait_for("failed")
    expect(visit.page.locator(".line")).to_contain_text("connection to the guide was lost")
    expect(visit.box).to_have_value(FIRST)


def test_a_closed_guide_shows_its_notice_and_takes_no_question(
    visiting: Visiting, held: HeldChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Talk(Kept(held.assistant.inner), "Closed until Monday.").restore("")
    monkeypatch.setattr(Talk, "restore", lambda *_: closed)
    visit = visiting()
    visit.wait_for("closed")
    expect(visit.page.get_by_text("Closed until Monday.")).to_be_visible()
    expect(visit.box).to_have_count(0)
    expect(visit.page.get_by_role("button", name="Ask")).to_have_count(0)
