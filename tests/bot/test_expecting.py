"""What kind of thing would answer a question, and whether a sentence has one."""

import pytest

from bot.expecting import Kind, expected, lacks


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people came?", Kind.COUNT),
        ("How long does the course take?", Kind.DURATION),
        ("What salary does it pay?", Kind.MONEY),
        ("When was the memo issued?", Kind.DATE),
        ("Who wrote the report?", Kind.WHO),
        ("What is the phone number of the help desk?", Kind.PHONE),
        ("I have a man on the phone. What does a permit cost?", Kind.MONEY),
        ("What do we charge for the room?", Kind.MONEY),
        ("Which mailbox takes questions?", Kind.ADDRESS),
        ("May I enter names?", Kind.LEAVE),
        ("I have a list of names, so can my team upload it?", Kind.LEAVE),
        ("Do employees have to sign?", Kind.LEAVE),
        ("Is it okay to share it?", Kind.LEAVE),
        ("Does the order still stand?", Kind.STANDING),
        ("Is the memo of 2024 in force?", Kind.STANDING),
        ("has that memo been rescinded", Kind.STANDING),
        ("Could you explain a job analysis?", None),
        ("Can I see the list?", None),
        ("What is a job analysis?", None),
        ("What applies when using chatbots?", None),
    ],
)
def test_the_form_of_a_question_tells_what_would_answer_it(
    question: str, kind: Kind | None
) -> None:
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "question"),
    [
        (Kind.COUNT, "EO 14110 was revoked on 20 January 2025.", "How many were revoked?"),
        (Kind.COUNT, "People at GS-13 came.", "How many people came?"),
        (Kind.STANDING, "The order was issued in January.", "Does the order still stand?"),
        (Kind.DATE, "The memo was signed in May 2024.", "When in May 2024 was it signed?"),
        (Kind.WHO, "the director signed it.", "Who signed it?"),
        (Kind.MONEY, "The course lasts two days.", "What does it cost?"),
        (Kind.PHONE, "The plan for 2025-2026 names an office.", "What is its phone number?"),
        (Kind.LEAVE, "The inventory holds names.", "May I enter names?"),
    ],
)
def test_a_sentence_without_such_a_thing_lacks_it(kind: Kind, sentence: str, question: str) -> None:
    assert lacks(kind, sentence, question)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (Kind.COUNT, "About 3,000 people came."),
        (Kind.COUNT, "Five people came."),
        (Kind.DATE, "It was signed on 3 April 2025."),
        (Kind.WHO, "The memo was signed by Kiran Ahuja."),
        (Kind.MONEY, "It can reach 25 percent of basic pay."),
        (Kind.DURATION, "Agencies had 60 days."),
        (Kind.PHONE, "Call (202) 555-0142."),
        (Kind.PHONE, "The desk answers at 555-0142."),
        (Kind.PHONE, "Otis Farrow, ext. 305."),
        (Kind.LEAVE, "Names must not be entered."),
        (Kind.LEAVE, "Access is the agency's decision, which its rules govern."),
    ],
)
def test_a_sentence_with_such_a_thing_does_not_lack_it(kind: Kind, sentence: str) -> None:
    assert not lacks(kind, sentence, "Which?")


def test_what_holds_is_said_in_the_words_of_the_question() -> None:
    assert not lacks(Kind.STANDING, "EO 2 revoked EO 1.", "Has EO 1 been revoked?")
    assert not lacks(Kind.STANDING, "The memo is in force.", "Is the memo still in force?")


def test_nothing_is_lacking_where_nothing_in_particular_is_asked() -> None:
    assert not lacks(None, "Anything.", "What is this?")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What did the act charge the office with?", None),
        ("What do agencies in charge of training have to do?", None),
        ("What does the memo say about pay flexibilities?", None),
        ("May I carry a personal phone in the yard?", Kind.LEAVE),
        ("What is the phone number of the yard?", Kind.PHONE),
        ("What's the help desk's phone?", Kind.PHONE),
    ],
)
def test_a_word_for_money_or_a_phone_is_not_always_what_is_asked(
    question: str, kind: Kind | None
) -> None:
    assert expected(question) is kind
