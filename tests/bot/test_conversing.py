"""Follow-up questions lean on what was asked before; questions that stand alone do not."""

import base64

import pytest

from bot.pipeline import Assistant

FIRST = "What is Oral Communication?"


def test_a_follow_up_is_resolved_and_shown(assistant: Assistant) -> None:
    first = assistant.ask(FIRST)
    second = assistant.ask("At which grades is it rated?", first.conversation)
    assert second.understood_as is not None
    assert "Oral Communication" in second.understood_as
    assert "At which grades is Oral Communication rated?" in second.understood_as


def test_a_follow_up_is_answered_about_what_it_leans_on(assistant: Assistant) -> None:
    first = assistant.ask(FIRST)
    second = assistant.ask("At which grades is it rated?", first.conversation)
    cells = [cell for citation in second.citations for cell in citation.cells or ()]
    assert {cell.row for cell in cells} == {"Oral Communication"}


def test_a_follow_up_of_a_follow_up_still_knows_the_subject(assistant: Assistant) -> None:
    first = assistant.ask(FIRST)
    assistant.ask("At which grades is it rated?", first.conversation)
    third = assistant.ask("And what is its rank?", first.conversation)
    assert "Oral Communication" in (third.understood_as or "")


def test_another_row_that_a_follow_up_names_takes_the_place_of_the_first(
    assistant: Assistant,
) -> None:
    first = assistant.ask("What is the Future Importance of Teamwork?")
    second = assistant.ask("And of Learning?", first.conversation)
    assert second.understood_as == "What is the Future Importance of Learning?"
    assert second.text == "Learning: Future Importance is 8. [1]"


@pytest.mark.parametrize(
    "question",
    [
        "What does OMB memo M-26-04 ask of agencies?",
        "Are there pay flexibilities for AI staff?",
        "Which IT specialists may be hired directly?",
        "Why did EO 14148 revoke EO 14110 on 20 January 2025?",
    ],
)
def test_a_question_that_stands_alone_is_taken_as_it_is(
    assistant: Assistant, question: str
) -> None:
    first = assistant.ask(FIRST)
    assert assistant.ask(question, first.conversation).understood_as is None


def test_the_same_question_in_a_conversation_and_alone_gets_the_same_answer(
    assistant: Assistant,
) -> None:
    question = "What does OMB memo M-26-04 ask of agencies?"
    first = assistant.ask(FIRST)
    assert assistant.ask(question, first.conversation).text == assistant.ask(question).text


def test_a_first_question_that_points_back_has_nothing_to_lean_on(assistant: Assistant) -> None:
    assert assistant.ask("At which grades is it rated?").understood_as is None


def test_turns_of_a_conversation_share_its_id(assistant: Assistant) -> None:
    first = assistant.ask(FIRST)
    assert assistant.ask("And its rank?", first.conversation).conversation == first.conversation


@pytest.mark.parametrize("unknown", ["", "guess", "A" * 22, "../../etc/passwd"])
def test_an_unknown_conversation_starts_anew(assistant: Assistant, unknown: str) -> None:
    assistant.ask(FIRST)
    answer = assistant.ask("At which grades is it rated?", unknown)
    assert answer.conversation != unknown
    assert answer.understood_as is None


def test_a_conversation_id_holds_128_bits(assistant: Assistant) -> None:
    token = assistant.ask("").conversation
    assert len(base64.urlsafe_b64decode(token + "==")) * 8 >= 128


def test_no_two_conversations_share_an_id(assistant: Assistant) -> None:
    assert len({assistant.ask("").conversation for _ in range(200)}) == 200


def test_a_conversation_does_not_reach_into_another(assistant: Assistant) -> None:
    assistant.ask(FIRST)
    other = assistant.ask("What is Reading Comprehension?")
    follow_up = assistant.ask("At which grades is it rated?", other.conversation)
    assert "Oral Communication" not in (follow_up.understood_as or "")


def test_a_declined_question_is_not_remembered(assistant: Assistant) -> None:
    first = assistant.ask("My SSN is 123-45-6789, what is Oral Communication?")
    follow_up = assistant.ask("At which grades is it rated?", first.conversation)
    assert follow_up.conversation == first.conversation
    assert follow_up.understood_as is None


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Is Teamwork confirmed at GS-12?", "at a 15?", "Is Teamwork confirmed at GS-15?"),
        (
            "Is Teamwork confirmed at a 12?",
            "and 13 and 14",
            "Is Teamwork confirmed at GS-13 and GS-14?",
        ),
        ("Is Memory confirmed at GS-11?", "where else?", "where Is Memory confirmed?"),
        (
            "Which general competencies are confirmed at GS-13?",
            "what about the technical ones?",
            "Which technical competencies are confirmed at GS-13?",
        ),
        (
            "Which competencies are in the top five by future importance?",
            "and the next three?",
            "Which competencies are in the places 6 to 8 by future importance?",
        ),
        (
            "Who leads by current importance?",
            "and in three years",
            "Who leads by future importance?",
        ),
        (
            "Which competencies are confirmed at GS-13?",
            "which of those are also at GS-11?",
            "Which competencies are confirmed at GS-13 and are also at GS-11?",
        ),
        (
            "Which competencies climb in rank between current and future importance?",
            "And which slide down?",
            "Which competencies slide down in rank between current and future importance?",
        ),
        ("When was M-24-10 issued?", "and M-24-18?", "When was M-24-18 issued?"),
        (
            "What are the new ECQs?",
            "when do they take effect?",
            "when do the new ECQs take effect?",
        ),
        ("How many were hired by April 2024?", "by July?", "How many were hired by July?"),
    ],
)
def test_a_like_takes_the_place_of_its_like(
    assistant: Assistant, before: str, question: str, understood: str
) -> None:
    first = assistant.ask(before)
    assert assistant.ask(question, first.conversation).understood_as == understood


def test_what_it_points_at_stays_the_subject(assistant: Assistant) -> None:
    first = assistant.ask("What are the new ECQs?")
    assistant.ask("when do they take effect?", first.conversation)
    third = assistant.ask("what did they replace?", first.conversation)
    assert third.understood_as == "what did the new ECQs replace?"


def test_a_sentence_that_was_told_is_told_again_if_it_has_what_is_asked_now(
    assistant: Assistant,
) -> None:
    first = assistant.ask("Who must have a Chief AI Officer?")
    second = assistant.ask("by when?", first.conversation)
    assert "60 days" in first.text
    assert "60 days" in second.text


def test_a_short_question_on_something_else_stands_alone(assistant: Assistant) -> None:
    first = assistant.ask("When was EO 14110 revoked?")
    assert assistant.ask("retention incentive cap", first.conversation).understood_as is None


@pytest.mark.parametrize(
    ("first", "question", "understood"),
    [
        (
            "What is the rank of Accountability now?",
            "and three yrs from now?",
            "What is the rank of Accountability three yrs from now?",
        ),
        (
            "Which competencies rise?",
            "and which fall the most?",
            "Which competencies fall the most?",
        ),
        (
            "When did OPM launch the US Tech Force?",
            "how many slots are they looking to fill?",
            "how many slots are the US Tech Force looking to fill?",
        ),
    ],
)
def test_times_moves_and_names_of_several_words_are_put_in_their_places(
    assistant: Assistant, first: str, question: str, understood: str
) -> None:
    before = assistant.ask(first)
    assert assistant.ask(question, before.conversation).understood_as == understood
