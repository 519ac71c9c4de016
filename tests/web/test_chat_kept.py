"""Transcripts are kept as they were answered, and a turn taken back takes its context along."""

import threading

import pytest
from echo_assistant import EchoAssistant

from bot.answer import Answer
from bot.generating.reader import Reader
from bot.web.kept import Kept


@pytest.fixture
def echo() -> EchoAssistant:
    return EchoAssistant()


@pytest.fixture
def kept(echo: EchoAssistant) -> Kept:
    return Kept(echo.as_assistant())


def asked(kept: Kept, conversation: str, *questions: str) -> Answer:
    """Ask some questions in turn; the last answer."""
    answers = [kept.ask(question, conversation) for question in questions]
    last = answers[-1]
    assert last is not None
    return last


def questions(kept: Kept, conversation: str) -> list[str]:
    return [answer.question for answer in kept.answers(conversation)]


def test_answers_are_kept_in_order_under_their_conversation(kept: Kept) -> None:
    asked(kept, "a", "one", "two")
    assert questions(kept, "a") == ["one", "two"]
    assert {answer.conversation for answer in kept.answers("a")} == {"a"}


def test_an_unknown_conversation_has_no_answers(kept: Kept) -> None:
    assert kept.answers("none") == ()
    assert "none" not in kept


def test_a_question_leans_on_those_before_it(kept: Kept) -> None:
    assert asked(kept, "a", "one", "two", "three").text == "after ['one', 'two']"


def test_conversations_know_nothing_of_each_other(kept: Kept) -> None:
    asked(kept, "a", "one")
    assert asked(kept, "b", "two").text == "after []"


def test_asking_again_puts_the_new_answer_in_the_place_of_the_last(kept: Kept) -> None:
    asked(kept, "a", "one", "two")
    kept.ask("changed", "a", again=True)
    assert questions(kept, "a") == ["one", "changed"]


def test_a_question_asked_again_does_not_lean_on_what_it_replaces(kept: Kept) -> None:
    asked(kept, "a", "one", "two")
    again = kept.ask("changed", "a", again=True)
    assert again is not None
    assert again.text == "after ['one']"
    assert asked(kept, "a", "three").text == "after ['one', 'changed']"


def test_a_first_question_can_be_asked_again(kept: Kept) -> None:
    asked(kept, "a", "one")
    again = kept.ask("changed", "a", again=True)
    assert again is not None
    assert again.text == "after []"


def test_a_question_that_fails_leaves_the_conversation_as_it_was(
    kept: Kept, echo: EchoAssistant
) -> None:
    asked(kept, "a", "one")
    echo.fails = "two"
    with pytest.raises(RuntimeError):
        kept.ask("two", "a", again=True)
    assert questions(kept, "a") == ["one"]
    assert asked(kept, "a", "three").text == "after ['one']"


def test_nothing_comes_of_a_stopped_question(kept: Kept, echo: EchoAssistant) -> None:
    asked(kept, "a", "one")
    begun, go = threading.Event(), threading.Event()
    answering = echo.ask

    def slowly(question: str, conversation: str | None = None, *, reader: Reader) -> Answer:
        begun.set()
        go.wait(10)
        return answering(question, conversation, reader=reader)

    echo.ask = slowly  # type: ignore[method-assign] # as slow as a large model
    given: list[Answer | None] = []
    thread = threading.Thread(target=lambda: given.append(kept.ask("two", "a")))
    thread.start()
    begun.wait(10)
    assert kept.stop("a") == "two"
    go.set()
    thread.join(10)
    assert given == [None]
    assert questions(kept, "a") == ["one"]
    assert asked(kept, "a", "three").text == "after ['one']"


def test_stopping_nothing_gives_nothing(kept: Kept) -> None:
    asked(kept, "a", "one")
    assert kept.stop("a") == kept.stop("none") == ""


def test_the_oldest_conversation_gives_way(echo: EchoAssistant) -> None:
    kept = Kept(echo.as_assistant(), answers=3)
    asked(kept, "a", "one", "two")
    asked(kept, "b", "three", "four")
    assert "a" not in kept
    assert questions(kept, "b") == ["three", "four"]


def test_conversations_in_which_nothing_was_answered_give_way_too(echo: EchoAssistant) -> None:
    kept = Kept(echo.as_assistant(), answers=3)
    echo.fails = "one"
    for name in "abcdef":
        with pytest.raises(RuntimeError):
            kept.ask("one", name)
    assert [name for name in "abcdef" if name in kept] == ["d", "e", "f"]


def test_a_conversation_in_use_outlives_an_older_one_left_alone(echo: EchoAssistant) -> None:
    kept = Kept(echo.as_assistant(), answers=3)
    asked(kept, "a", "one")
    asked(kept, "b", "two")
    asked(kept, "a", "three")
    asked(kept, "c", "four")
    assert ("a" in kept, "b" in kept) == (True, False)


def test_a_long_conversation_loses_its_first_turns(echo: EchoAssistant) -> None:
    kept = Kept(echo.as_assistant(), turns=2)
    asked(kept, "a", "one", "two", "three")
    assert questions(kept, "a") == ["two", "three"]


def test_ids_cannot_be_guessed(kept: Kept) -> None:
    ids = {kept.open() for _ in range(100)}
    assert len(ids) == 100
    assert min(map(len, ids)) >= 22


def test_the_pipeline_keeps_no_conversation_of_the_chat(kept: Kept, echo: EchoAssistant) -> None:
    asked(kept, "a", "one", "two")
    opened, turns = echo.conversations.open("a")
    assert (opened != "a", turns) == (True, [])
