"""The widget in a page of another origin: asked, read, checked, judged, and kept."""

from urllib.parse import urlparse

import httpx
import pytest
from playwright.sync_api import expect
from visits import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

QUESTION = "How many survey responses went into the January 2025 ECQ update?"
TABLE = "What is the Future Importance of Teamwork?"
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>alert(1)</script> What is Memory?"
ABOVE = """turn => {
  const [notice, text] = [".notice", ".answer"].map((one) => turn.querySelector(one));
  return notice.getBoundingClientRect().bottom <= text.getBoundingClientRect().top;
}"""
FOCUSED = "document.activeElement.shadowRoot?.activeElement"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_answer_of_the_guide_stands_in_the_page(visit: Visit, stage: Stage) -> None:
    visit.ask(QUESTION)
    answer = httpx.post(f"{stage.guide}/api/ask", json={"question": QUESTION}).json()
    shown = " ".join(visit.turn.locator(".answer").inner_text().split())
    assert shown == answer["text"].replace("[", "").replace("]", "")
    expect(visit.turn.locator(".sources li")).to_have_count(len(answer["citations"]))


def test_a_notice_stands_above_the_answer(visit: Visit) -> None:
    visit.ask(QUESTION)
    assert visit.turn.evaluate(ABOVE)


def test_a_notice_that_the_text_says_itself_is_not_said_twice(visit: Visit) -> None:
    visit.ask("How many general competencies were there in 2023?")
    told = visit.turn.locator(".notice", has_text="Sources disagree")
    expect(told).to_contain_text("as the text says itself.")
    expect(visit.turn.locator(".answer")).to_contain_text("44 general competencies")


def test_a_source_says_whether_it_holds_and_whose_words_it_has(visit: Visit) -> None:
    visit.ask(QUESTION)
    badges = visit.turn.locator(".sources li").first.locator(".badge").all_inner_texts()
    assert badges == ["superseded", "our notes"]


def test_a_citation_opens_its_passage_in_a_new_tab(visit: Visit) -> None:
    visit.ask(TABLE)
    with visit.page.expect_popup() as opened:
        visit.turn.locator(".answer a.marker").first.click()
    assert opened.value.locator("td mark").all_inner_texts() == ["17"]
    expect(visit.box).to_be_visible()


def test_a_declined_question_names_whom_to_ask(visit: Visit) -> None:
    visit.ask("My SSN is 123-45-6789. May I enter it?")
    expect(visit.turn.locator(".handover")).to_contain_text("Ask ")
    expect(visit.turn).not_to_contain_text("123-45-6789")


def test_a_follow_up_leans_on_the_conversation(visit: Visit) -> None:
    visit.ask("What is Oral Communication?")
    visit.ask("At which grades is it rated?")
    expect(visit.turn).to_contain_text("Understood as: ")
    expect(visit.turn.locator(".soft").first).to_contain_text("Oral Communication")


def test_a_follow_up_on_offer_asks_itself(visit: Visit) -> None:
    visit.ask("What competencies are rated for GS-9?")
    offered = visit.turn.locator(".follow-ups button").first
    question = offered.inner_text()
    offered.click()
    expect(visit.turn.get_by_role("heading").first).to_contain_text(question)
    expect(visit.page.locator(".verdicts")).to_have_count(2)
    assert visit.page.evaluate(f"{FOCUSED}.tagName") == "TEXTAREA"


def test_markup_in_a_question_stays_text(visit: Visit) -> None:
    visit.ask(HOSTILE)
    expect(visit.turn.get_by_role("heading").first).to_contain_text(HOSTILE)
    assert visit.turn.locator("img, script").count() == 0
    assert visit.page.title() != "owned"


def test_feedback_is_stored_and_can_be_changed(visit: Visit) -> None:
    visit.ask(QUESTION)
    about = []
    for verdict in ("Wrong", "Right"):
        button = visit.turn.get_by_role("button", name=verdict)
        with visit.page.expect_response("**/api/feedback") as stored:
            button.click()
        assert stored.value.json() == {"stored": True}
        about.append(stored.value.request.post_data_json["answer"])
        expect(button).to_have_attribute("aria-pressed", "true")
    assert about[0] == about[1]  # so that it counts once
    expect(visit.turn.locator('[aria-pressed="true"]')).to_have_count(1)
    expect(visit.page.get_by_role("status")).to_contain_text("Thank you")


def test_a_whole_conversation_needs_only_the_keyboard(visit: Visit) -> None:
    press, type_in = visit.page.keyboard.press, visit.page.keyboard.type
    assert press_until(visit, "Tab", f"{FOCUSED}?.id === 'question'")
    type_in(QUESTION)
    press("Enter")
    expect(visit.page.locator(".verdicts")).to_have_count(1)
    assert visit.page.evaluate(f"{FOCUSED}.id") == "question"
    assert press_until(visit, "Shift+Tab", f"{FOCUSED}?.value === 'incomplete'")
    press("Enter")
    expect(visit.page.get_by_role("status")).to_contain_text("Thank you")
    assert visit.page.evaluate(f"{FOCUSED}.value") == "incomplete"
    assert press_until(visit, "Shift+Tab", f"{FOCUSED}?.matches('.answer a.marker')")
    with visit.page.expect_popup() as opened:
        press("Enter")
    opened.value.locator("mark").first.wait_for()


def test_a_screen_reader_is_told_once_an_answer(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask(TABLE)
    said = visit.said()
    assert len(said) == 2
    assert "2,600 responses" in said[0]
    assert "was replaced by the set of ECQs" in said[0]
    assert "[1]" not in said[0]


def test_a_conversation_is_there_again_after_a_reload(visit: Visit) -> None:
    visit.ask("What is Oral Communication?")
    visit.page.reload()
    expect(visit.turn.get_by_role("heading").first).to_contain_text("Oral Communication")
    visit.ask("At which grades is it rated?")
    expect(visit.turn).to_contain_text("Understood as: ")


def test_a_new_conversation_forgets_the_old_one(visit: Visit) -> None:
    visit.ask("What is Oral Communication?")
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.locator(".turn")).to_have_count(0)
    visit.page.reload()
    expect(visit.box).to_be_visible()
    expect(visit.page.locator(".turn")).to_have_count(0)
    visit.ask("At which grades is it rated?")
    expect(visit.turn).not_to_contain_text("Understood as: ")


def test_what_is_kept_in_the_page_is_said_to_be_read_by_whoever_runs_it(
    visiting: Visiting, visit: Visit, stage: Stage
) -> None:
    visit.ask(QUESTION)
    told = "Whoever runs the page around this chat can read"
    expect(visit.page.locator("guide-chat")).to_contain_text(told)
    kept = visit.page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    about = httpx.get(f"{stage.guide}/about").text
    assert kept
    assert all(f"<code>{name.split()[0]}</code>" in about for name in kept)
    own = visiting(f"{stage.guide}/widget")
    expect(own.page.locator("guide-chat")).not_to_contain_text(told)


def test_what_is_kept_unreadably_does_not_break_the_page(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.evaluate(
        "for (const key of Object.keys(sessionStorage))"
        """ sessionStorage.setItem(key, '{"answers": [{"question": 5}]}')"""
    )
    visit.page.reload()
    visit.ask(TABLE)
    expect(visit.page.locator(".turn")).to_have_count(1)


def test_the_page_reaches_its_own_server_and_the_guide_alone(visit: Visit, stage: Stage) -> None:
    visit.ask(QUESTION)
    hosts = {urlparse(url).netloc for url in visit.requests}
    assert hosts == {urlparse(stage.guide).netloc, urlparse(stage.friend.address).netloc}


def test_nothing_scrolls_sideways_at_320_pixels(visiting: Visiting) -> None:
    visit = visiting(viewport={"width": 320, "height": 640})
    visit.ask(QUESTION)
    visit.ask("x" * 300)
    assert visit.page.evaluate(SIDEWAYS) <= 0


def press_until(visit: Visit, key: str, there: str) -> bool:
    """Press a key until a condition of the page holds, at most forty times."""
    for _ in range(40):
        visit.page.keyboard.press(key)
        if visit.page.evaluate(there):
            return True
    return False
