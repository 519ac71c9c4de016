"""Where the widget cannot answer it says why, and the question stays."""

import pytest
from fastapi import HTTPException
from playwright.sync_api import expect
from sessions_in_memory import SessionsInMemory
from visits import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

QUESTION = "What counts as AI work?"
SENTENCE = '{"text": "A first sentence [1].", "citations": [1], "kind": "quote"}'

WATCH = """() => {
  window.shown = [];
  const log = document.querySelector("guide-chat").shadowRoot.querySelector(".log");
  new MutationObserver(() =>
    log.querySelectorAll("[aria-busy] .answer p").forEach((one) => shown.push(one.textContent)),
  ).observe(log, { childList: true, subtree: true });
}"""


def ask_in_vain(visit: Visit, question: str = QUESTION) -> None:
    """Ask; done when the widget has said what went wrong, and the question is still there."""
    visit.box.fill(question)
    visit.box.press("Enter")
    expect(visit.trouble).to_be_visible()
    expect(visit.page.locator(".turn")).to_have_count(0)
    expect(visit.box).to_have_value(question)
    expect(visit.page.get_by_role("status")).to_have_text(visit.trouble.inner_text())


def test_a_page_that_is_not_allowed_is_told_so(visiting: Visiting, stage: Stage) -> None:
    visit = visiting(stage.stranger.address)
    ask_in_vain(visit)
    expect(visit.trouble).to_contain_text(f"from pages of {stage.stranger.address}")


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (HTTPException(410, "The class is over."), "The class is over."),
        (HTTPException(403, "the class opens at 9"), "The class opens at 9."),
        (HTTPException(429, "x", {"Retry-After": "7"}), "try again in 7 seconds"),
        (HTTPException(503, "Closed until Monday."), "Closed until Monday."),
        (HTTPException(500, "x"), "went wrong at the guide"),
    ],
    ids=lambda value: str(getattr(value, "status_code", "")),
)
def test_a_refusal_is_said_in_plain_words(
    in_class: Visit, sessions: SessionsInMemory, refusal: HTTPException, words: str
) -> None:
    sessions.refusal = refusal
    ask_in_vain(in_class)
    expect(in_class.trouble).to_contain_text(words)


def test_a_question_can_be_sent_again(in_class: Visit, sessions: SessionsInMemory) -> None:
    sessions.refusal = HTTPException(429, "x")
    ask_in_vain(in_class)
    sessions.refusal = None
    in_class.box.press("Enter")
    expect(in_class.page.locator(".verdicts")).to_have_count(1)
    expect(in_class.trouble).to_be_hidden()
    expect(in_class.box).to_have_value("")


def test_a_question_on_offer_that_fails_can_be_asked_again(
    in_class: Visit, sessions: SessionsInMemory
) -> None:
    in_class.box.fill("half a thought")
    sessions.refusal = HTTPException(429, "x")
    in_class.page.get_by_role("button", name="May I use a free AI tool").click()
    expect(in_class.trouble).to_be_visible()
    sessions.refusal = None
    in_class.page.get_by_role("button", name="Ask again").click()
    expect(in_class.turn.get_by_role("heading").first).to_contain_text("May I use a free AI tool")
    expect(in_class.box).to_have_value("half a thought")


def test_a_question_that_is_too_long_says_how_long_it_may_be(visit: Visit) -> None:
    ask_in_vain(visit, "x" * 2001)
    expect(visit.trouble).to_contain_text("2,000 characters")


def test_an_empty_question_is_asked_for(visit: Visit) -> None:
    ask_in_vain(visit, "")
    expect(visit.trouble).to_contain_text("Please type a question")


def test_a_lost_network_is_told_apart_from_a_refusal(visit: Visit) -> None:
    visit.page.context.set_offline(True)
    ask_in_vain(visit)
    expect(visit.trouble).to_contain_text("cannot be reached")


def test_sentences_show_as_they_come_and_a_stream_that_breaks_off_is_no_answer(
    visit: Visit,
) -> None:
    headers = {"Content-Type": "text/event-stream", "Access-Control-Allow-Origin": "*"}
    visit.page.route(
        "**/api/ask/stream",
        lambda route: route.fulfill(body=f"event: claim\ndata: {SENTENCE}\n\n", headers=headers),
    )
    visit.page.evaluate(WATCH)
    ask_in_vain(visit)
    assert visit.page.evaluate("shown") == ["A first sentence."]
    expect(visit.trouble).to_contain_text("broke off")


def test_a_question_can_be_stopped(in_class: Visit, sessions: SessionsInMemory) -> None:
    sessions.going_on.clear()
    in_class.box.fill(QUESTION)
    in_class.box.press("Enter")
    in_class.page.get_by_role("button", name="Stop").click()
    expect(in_class.trouble).to_contain_text("Stopped")
    expect(in_class.box).to_have_value(QUESTION)
    expect(in_class.box).to_be_focused()


def test_a_question_is_there_again_when_its_page_is_reloaded_before_the_answer(
    in_class: Visit, sessions: SessionsInMemory
) -> None:
    sessions.going_on.clear()
    in_class.box.fill(QUESTION)
    in_class.box.press("Enter")
    expect(in_class.turn).to_contain_text("Looking for an answer")
    in_class.page.reload()
    expect(in_class.box).to_have_value(QUESTION)
