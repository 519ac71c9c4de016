"""Each step of the chat shows what it should, and loses no question."""

import json
import re
from dataclasses import replace

import pytest
from echo_assistant import EchoAssistant

from bot.web.kept import Kept
from bot.web.talk import EXAMPLES, Place, Shown, Talk


@pytest.fixture
def echo() -> EchoAssistant:
    return EchoAssistant()


@pytest.fixture
def kept(echo: EchoAssistant) -> Kept:
    return Kept(echo.as_assistant())


@pytest.fixture
def talk(kept: Kept) -> Talk:
    return Talk(kept, None)


def asked(talk: Talk, *questions: str) -> Shown:
    """Ask some questions in turn; what the last one shows."""
    shown = Shown("", Place())
    for question in questions:
        *_, shown = talk.ask(question, shown.place)
    return shown


def state(shown: Shown) -> str:
    found = re.search(r'data-state="(\w+)"', shown.log)
    assert found
    return found.group(1)


def remembered(place: Place, draft: str = "") -> str:
    return json.dumps({"conversation": place.conversation, "earlier": "", "draft": draft})


def test_a_question_is_shown_before_its_answer(talk: Talk) -> None:
    pending = next(iter(talk.ask("one", Place())))
    assert state(pending) == "pending"
    assert "one" in pending.log
    assert pending.place.conversation
    assert pending.offered is None


def test_typing_goes_on_while_an_answer_is_made(talk: Talk) -> None:
    assert asked(talk, "one").box is None


def test_a_failed_question_is_handed_to_the_page_and_leaves_the_box_alone(
    talk: Talk, echo: EchoAssistant
) -> None:
    echo.fails = "two"
    shown = asked(talk, "one", "two")
    assert (state(shown), shown.box) == ("failed", None)
    assert 'data-question="two"' in shown.log
    assert "after []" in shown.log


def test_a_failed_question_can_be_asked_once_more(talk: Talk, echo: EchoAssistant) -> None:
    echo.fails = "two"
    failed = asked(talk, "one", "two")
    echo.fails = ""
    *_, shown = talk.ask("two", failed.place)
    assert shown.log.count('class="turn"') == 2


def test_a_refused_question_stays_in_the_box(talk: Talk) -> None:
    before = asked(talk, "one")
    shown = talk.refused("two", before.place, "too many questions, try again in 3 s")
    assert shown.box == "two"
    assert "try again in 3 s" in shown.log
    assert "try again in 3 s" in shown.said


def test_editing_puts_the_last_question_into_the_box(talk: Talk) -> None:
    shown = talk.edit(asked(talk, "one", "two").place)
    assert (state(shown), shown.box) == ("editing", "two")


def test_an_edited_question_replaces_the_last_turn(talk: Talk) -> None:
    editing = talk.edit(asked(talk, "one", "two").place)
    *_, shown = talk.ask("changed", editing.place)
    assert (state(shown), shown.place.editing) == ("ready", False)
    assert "two" not in shown.log
    assert "changed" in shown.log


def test_editing_can_be_cancelled(talk: Talk) -> None:
    shown = talk.cancel(talk.edit(asked(talk, "one").place).place)
    assert (state(shown), shown.box) == ("ready", "")
    *_, further = talk.ask("two", shown.place)
    assert further.log.count('class="turn"') == 2


def test_an_edit_that_fails_is_still_an_edit(talk: Talk, echo: EchoAssistant) -> None:
    editing = talk.edit(asked(talk, "one", "two").place)
    echo.fails = "changed"
    *_, failed = talk.ask("changed", editing.place)
    echo.fails = ""
    *_, shown = talk.ask("changed", failed.place)
    assert shown.log.count('class="turn"') == 2


def test_a_retry_keeps_the_number_of_turns(talk: Talk) -> None:
    *_, shown = talk.ask_again(asked(talk, "one", "two").place)
    assert shown.log.count('class="turn"') == 2


def test_a_retry_without_a_question_does_nothing(talk: Talk) -> None:
    assert list(talk.ask_again(Place())) == []


def test_a_new_conversation_can_be_gone_back_from(talk: Talk) -> None:
    first = asked(talk, "one")
    fresh = talk.anew(first.place)
    assert state(fresh) == "empty"
    assert talk.back(fresh.place).place.conversation == first.place.conversation


def test_after_a_question_there_is_no_way_back(talk: Talk) -> None:
    fresh = talk.anew(asked(talk, "one").place)
    *_, shown = talk.ask("two", fresh.place)
    assert shown.place.earlier == ""


def test_an_empty_conversation_does_not_hide_the_one_before(talk: Talk) -> None:
    first = asked(talk, "one")
    twice = talk.anew(talk.anew(first.place).place)
    assert twice.place.earlier == first.place.conversation


def test_a_reload_brings_the_conversation_back(talk: Talk) -> None:
    before = asked(talk, "one", "two")
    shown = talk.restore(remembered(before.place))
    assert (shown.log, shown.place) == (before.log, before.place)


def test_a_reload_brings_back_what_was_being_typed(talk: Talk) -> None:
    shown = talk.restore(remembered(asked(talk, "one").place, "half a ques"))
    assert shown.box == "half a ques"


def test_a_question_pending_at_a_reload_comes_back_into_the_box(talk: Talk, kept: Kept) -> None:
    place = asked(talk, "one").place
    kept._begin(place.conversation, object(), "two")  # noqa: SLF001  as if it took long
    shown = talk.restore(remembered(place))
    assert shown.box == "two"


def test_a_question_answered_during_a_reload_does_not_come_back(talk: Talk) -> None:
    shown = talk.restore(remembered(asked(talk, "one", "two").place, "two"))
    assert shown.box is None


def test_a_conversation_that_is_gone_is_said_to_be(talk: Talk) -> None:
    shown = talk.restore(json.dumps({"conversation": "gone", "draft": "typed"}))
    assert "no longer kept" in shown.log
    assert (shown.place, shown.box) == (Place(), "typed")


@pytest.mark.parametrize("found", ["", "{", "[]", '{"conversation": 5}', "null", '"x"'])
def test_whatever_a_browser_hands_back_the_chat_opens(talk: Talk, found: str) -> None:
    shown = talk.restore(found)
    assert (state(shown), shown.offered) == ("empty", EXAMPLES)


def test_a_closed_guide_says_so_and_offers_nothing(kept: Kept) -> None:
    shown = Talk(kept, "Closed until Monday.").restore("")
    assert (state(shown), shown.offered) == ("closed", ())
    assert "Closed until Monday." in shown.log


def test_nothing_of_a_question_acts_as_markup(talk: Talk) -> None:
    hostile = "<img src=x onerror=alert(1)>\" onclick='alert(2)'"
    for shown in talk.ask(hostile, Place()):
        assert "<img" not in shown.log
        assert "\" onclick='" not in shown.log


def test_a_screen_reader_is_told_once_that_there_is_an_answer(talk: Talk) -> None:
    said = [shown.said for shown in talk.ask("one", Place())]
    assert said == ["", "Answer ready. after []"]


def test_a_failure_is_said(talk: Talk, echo: EchoAssistant) -> None:
    echo.fails = "one"
    assert "Something went wrong" in asked(talk, "one").said


def test_two_tabs_of_one_conversation_lose_no_turn(talk: Talk) -> None:
    place = asked(talk, "one").place
    for question in ("of the first tab", "of the second tab"):
        *_, shown = talk.ask(question, replace(place))
    assert shown.log.count('class="turn"') == 3
