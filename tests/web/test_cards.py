"""Practice cards: written by a trainer, explained by the guide, answered by a class unseen."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from session_at_hand import CODE, AtHand, send, session_at_hand, token_in

from bot.pipeline import Assistant
from bot.store.cards import Card, cards_of
from bot.store.holds import add_hold
from bot.store.training import delete_session, set_closed, set_paused
from bot.training.cards import card_counts

SCENARIO = "A colleague wants to paste a draft memo marked CUI into a public chatbot."
ANSWERED = "What does the GenAI guidance say about public data?"
UNANSWERED = "What is the pay of a GS-15 in Antarctica?"
CLASS = f"/class/{CODE}/cards"


@pytest.fixture
def hand(assistant: Assistant, tmp_path: Path) -> Iterator[AtHand]:
    with session_at_hand(assistant, tmp_path) as hand:
        yield hand


def test_a_trainer_sees_the_answer_before_a_card_is_kept(hand: AtHand) -> None:
    page = look(hand)
    assert "What the class will read" in page.text
    assert "Save and publish" in page.text
    assert cards(hand) == []


def test_a_published_card_is_with_the_class(hand: AtHand) -> None:
    written(hand)
    page = hand.attendee().get(CLASS)
    assert SCENARIO in page.text
    assert ANSWERED not in page.text  # no explanation before an answer


def test_a_draft_is_not_with_the_class(hand: AtHand) -> None:
    written(hand, do="draft")
    assert SCENARIO not in hand.attendee().get(CLASS).text
    assert SCENARIO in hand.trainer.get(f"{hand.address}/cards").text


def test_a_card_that_the_sources_do_not_explain_cannot_be_published(hand: AtHand) -> None:
    page = written(hand, question=UNANSWERED)
    assert page.status_code == 422
    assert "cannot be published" in page.text
    assert cards(hand) == []


def test_a_draft_that_the_sources_do_not_explain_cannot_be_published_later(hand: AtHand) -> None:
    written(hand, question=UNANSWERED, do="draft")
    assert act(hand, "publish").status_code == 422
    assert not cards(hand)[0].text.published


def test_a_question_changed_after_its_answer_was_seen_is_shown_again(hand: AtHand) -> None:
    seen = seen_in(look(hand))
    page = write(hand, question="What is generative AI?", do="publish", seen=seen)
    assert "not the one you saw" in page.text
    assert cards(hand) == []


@pytest.mark.parametrize("missing", ["scenario", "choice", "question"])
def test_what_is_missing_is_named_and_what_was_typed_stays(hand: AtHand, missing: str) -> None:
    page = write(hand, **{missing: " "})
    assert page.status_code == 422
    assert f'id="fault-{missing}"' in page.text
    assert (SCENARIO in page.text) == (missing != "scenario")


def test_personal_data_in_a_scenario_is_taken_out(hand: AtHand) -> None:
    written(hand, scenario="May Jo paste the SSN 521-44-9832 into a chatbot?")
    assert "521-44-9832" not in cards(hand)[0].text.scenario


def test_markup_in_a_scenario_stays_text(hand: AtHand) -> None:
    written(hand, scenario="<script>alert(1)</script>")
    for page in (hand.attendee().get(CLASS), hand.trainer.get(f"{hand.address}/cards")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


def test_an_attendee_who_answers_reads_the_trainers_choice_and_a_cited_reason(hand: AtHand) -> None:
    written(hand, choice="depends")
    page = answered(hand, hand.attendee(), "yes")
    assert "You chose <b>Yes</b>. Your trainer’s answer is <b>It depends</b>." in page.text
    assert ANSWERED in page.text
    assert 'href="/documents/opm-genai-guidance?' in page.text


def test_an_answer_is_counted_without_who_gave_it(hand: AtHand) -> None:
    written(hand)
    attendee = hand.attendee()
    answered(hand, attendee, "yes")
    with hand.services.database.begin() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM card_choices").mappings().all()
    assert [row["choice"] for row in rows] == ["yes"]
    assert attendee.cookies["guide_browser"] not in str(rows)
    assert datetime.fromisoformat(str(rows[0]["at"])).second == 0


def test_an_answer_that_is_changed_counts_once(hand: AtHand) -> None:
    written(hand)
    attendee = hand.attendee()
    answered(hand, attendee, "yes")
    answered(hand, attendee, "no")
    answered(hand, hand.attendee(), "no")
    assert counts(hand) == {"yes": 0, "no": 2, "depends": 0}


@pytest.mark.parametrize("choice", ["", "maybe"])
def test_an_answer_that_is_none_of_the_three_is_not_counted_and_said(
    hand: AtHand, choice: str
) -> None:
    written(hand)
    page = send(hand.attendee(), CLASS, card=number(hand), choice=choice)
    assert (page.status_code, "Choose one of the three" in page.text) == (422, True)
    assert counts(hand) == {"yes": 0, "no": 0, "depends": 0}


def test_a_card_that_was_taken_back_meanwhile_takes_no_answer(hand: AtHand) -> None:
    written(hand)
    attendee = hand.attendee()
    token = token_in(attendee.get(CLASS))
    act(hand, "withdraw")
    sent = {"form_token": token, "card": number(hand), "choice": "no"}
    page = attendee.post(CLASS, data=sent)
    assert (page.status_code, "taken that card back" in page.text) == (404, True)


def test_an_answer_that_another_site_sends_is_refused(hand: AtHand) -> None:
    written(hand)
    attendee = hand.attendee()
    attendee.get(CLASS)
    assert attendee.post(CLASS, data={"card": number(hand), "choice": "no"}).status_code == 403


def test_cards_are_answered_while_questions_are_paused(hand: AtHand) -> None:
    written(hand)
    set_paused(hand.services.database, hand.session.id, paused=True)
    hand.services.sessions.changed()
    answered(hand, hand.attendee(), "no")
    assert counts(hand)["no"] == 1


def test_after_class_the_cards_lead_to_where_it_is_said_that_it_is_over(hand: AtHand) -> None:
    written(hand)
    set_closed(hand.services.database, hand.session.id, closed=True)
    hand.services.sessions.changed()
    sent = hand.attendee().get(CLASS)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/join/{CODE}")


def test_the_trainer_sees_the_counts_and_which_choice_is_right(hand: AtHand) -> None:
    written(hand, choice="no")
    for choice in ("no", "no", "yes"):
        answered(hand, hand.attendee(), choice)
    page = hand.trainer.get(f"{hand.address}/cards").text
    assert "3 choices" in page
    assert re.search(r"No <b[^>]*>your answer</b>.*?<td>2 <span[^>]*>\(67%\)", page, re.DOTALL)


def test_a_changed_card_starts_counting_anew(hand: AtHand) -> None:
    written(hand)
    answered(hand, hand.attendee(), "no")
    page = hand.trainer.get(edit := f"{hand.address}/cards/{number(hand)}/edit")
    fields = {"scenario": "Another one.", "choice": "yes", "question": ANSWERED}
    sent = send(hand.trainer, edit, **fields, do="publish", seen=seen_in(page))
    assert sent.status_code == 303
    assert counts(hand) == {"yes": 0, "no": 0, "depends": 0}


def test_only_a_published_card_goes_on_the_wall(hand: AtHand) -> None:
    written(hand, do="draft")
    assert act(hand, "wall").status_code == 422
    act(hand, "publish")
    act(hand, "wall")
    assert cards(hand)[0].on_wall
    act(hand, "withdraw")
    assert not cards(hand)[0].on_wall


def test_the_board_shows_the_choices_and_puts_them_on_the_wall(hand: AtHand) -> None:
    written(hand)
    answered(hand, hand.attendee(), "no")
    board = hand.trainer.get(f"/api{hand.address}/board").json()
    assert [one["counts"] for one in board["cards"]] == [{"yes": 0, "no": 1, "depends": 0}]
    assert SCENARIO not in wall(hand)
    send(hand.trainer, hand.address, do=f"reveal {number(hand)}")
    assert SCENARIO in wall(hand)
    assert "1 choice so far" in wall(hand)
    send(hand.trainer, hand.address, do=f"conceal {number(hand)}")
    assert SCENARIO not in wall(hand)


def test_the_wall_does_not_give_the_right_choice_away(hand: AtHand) -> None:
    written(hand)
    act(hand, "wall")
    assert "your answer" not in wall(hand)


def test_the_page_of_the_class_leads_to_its_cards_once_there_are_some(hand: AtHand) -> None:
    page = f"/class/{CODE}"
    assert CLASS not in hand.attendee().get(page).text
    written(hand)
    assert CLASS in hand.attendee().get(page).text


def test_a_card_is_deleted_with_its_choices(hand: AtHand) -> None:
    written(hand)
    answered(hand, hand.attendee(), "no")
    act(hand, "delete")
    assert counted_rows(hand) == 0


def test_a_session_takes_its_cards_along_when_it_is_deleted(hand: AtHand) -> None:
    written(hand)
    answered(hand, hand.attendee(), "no")
    delete_session(hand.services.database, hand.session.id)
    assert counted_rows(hand) == 0
    assert cards(hand) == []


def test_cards_of_a_session_on_hold_stay(hand: AtHand) -> None:
    written(hand)
    add_hold(hand.services.database, "session", CODE, "a request")
    page = act(hand, "delete")
    assert (page.status_code, "on hold" in page.text) == (422, True)
    assert len(cards(hand)) == 1


@pytest.mark.parametrize("page", ["cards", "cards/new", "cards/1/edit"])
def test_cards_of_a_session_are_the_business_of_its_trainer(hand: AtHand, page: str) -> None:
    written(hand)
    assert hand.elsewhere("bob").get(f"{hand.address}/{page}").status_code == 404
    assert hand.attendee().get(f"{hand.address}/{page}").status_code == 303


def write(hand: AtHand, **changed: str) -> httpx2.Response:
    """Send the form of a new card."""
    fields = {"scenario": SCENARIO, "choice": "no", "question": ANSWERED, "do": "look"} | changed
    return send(hand.trainer, f"{hand.address}/cards/new", **fields)


def look(hand: AtHand, **changed: str) -> httpx2.Response:
    return write(hand, do="look", **changed)


def written(hand: AtHand, do: str = "publish", **changed: str) -> httpx2.Response:
    """Write a card, look at its answer, and save it."""
    return write(hand, do=do, seen=seen_in(look(hand, **changed)), **changed)


def act(hand: AtHand, verb: str) -> httpx2.Response:
    page = f"{hand.address}/cards"
    return send(hand.trainer, page, do=f"{verb} {number(hand)}")


def answered(hand: AtHand, attendee: TestClient, choice: str) -> httpx2.Response:
    """The page that an attendee sees after answering the first card."""
    sent = send(attendee, CLASS, card=number(hand), choice=choice)
    assert sent.status_code == 303
    return attendee.get(sent.headers["location"])


def wall(hand: AtHand) -> str:
    return str(hand.attendee().get(f"/wall/{CODE}").text)


def cards(hand: AtHand) -> list[Card]:
    return cards_of(hand.services.database, hand.session.id)


def number(hand: AtHand) -> str:
    """The number of the first card."""
    return str(cards(hand)[0].id)


def counts(hand: AtHand) -> dict[str, int]:
    """The counts of the first card."""
    return card_counts(hand.services.database, hand.session.id)[0].counts


def counted_rows(hand: AtHand) -> int:
    with hand.services.database.begin() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM card_choices").scalar_one()
        return int(found)


def seen_in(page: httpx2.Response) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page.text)
    return found.group(1) if found else ""
