"""What a question says beside what it asks is not asked."""

import pytest

from bot.asides import without_asides
from bot.pipeline import Assistant


@pytest.mark.parametrize(
    "said",
    [
        "Hello, {}",
        "Good morning! {}",
        "Hi there, quick question: {}",
        "For our class: {}",
        "I would like to know: {}",
        "Sorry if this is obvious, but {}",
        "I need help. {}",
        "{} Thank you very much!",
        "{} I am new to this.",
        "{} Please quote the source.",
        "{} Explain it in plain words please.",
        "{} Asking for a friend - thanks in advance",
    ],
)
def test_only_the_question_is_asked(said: str) -> None:
    question = "what may be entered into a chatbot?"
    assert without_asides(said.format(question)) == question


def test_a_closing_without_a_full_stop_goes_too() -> None:
    assert without_asides("what does the memo say thanks") == "what does the memo say"


@pytest.mark.parametrize(
    "question",
    [
        "What can we offer? We are hiring an engineer.",
        "Training: what did the office offer?",
        "Can you tell me what a prompt is?",
        "I read the memo. Does it still hold?",
        "May I ask it for a plain summary?",
        "I am a supervisor.",
    ],
)
def test_what_has_any_other_word_stays(question: str) -> None:
    assert without_asides(question) == question


@pytest.mark.parametrize("question", ["Thanks!", "Please quote the source.", "Hello", ""])
def test_talk_alone_stays_as_it_is(question: str) -> None:
    assert without_asides(question) == question


def test_talk_around_a_question_changes_nothing_of_its_answer(assistant: Assistant) -> None:
    bare = assistant.ask("What is Oral Communication?")
    talked = assistant.ask("Hello! What is Oral Communication? I am new to this. Thank you!")
    assert (talked.text, talked.claims) == (bare.text, bare.claims)


def test_talk_around_a_follow_up_does_not_hide_that_it_is_one(assistant: Assistant) -> None:
    first = assistant.ask("What is Oral Communication?")
    second = assistant.ask("Thanks! At which grades is it rated?", first.conversation)
    assert second.understood_as is not None
    assert "Oral Communication" in second.understood_as


def test_talk_around_a_question_does_not_hide_that_nothing_of_it_may_be_kept(
    assistant: Assistant,
) -> None:
    for question in ("Should I fire my employee for using a chatbot?", "What is a competency?"):
        talked = f"Hello! I am new to this. {question} Please keep it short. Thank you!"
        declined = assistant.ask(question).outcome == "declined"
        assert assistant.is_declined(talked) == assistant.is_declined(question) == declined
        assert (assistant.ask(talked).outcome == "declined") == declined
