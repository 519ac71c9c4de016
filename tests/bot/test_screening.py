"""What cannot be asked is asked back; what must not be entered is refused and masked."""

import pytest

from bot.pipeline import Assistant


@pytest.mark.parametrize(
    ("question", "why"),
    [
        pytest.param("", "Please type a question", id="empty"),
        pytest.param("  \t\n ", "Please type a question", id="spaces"),
        pytest.param("AI " * 667, "2,001 characters and the limit is 2,000", id="2,001 characters"),
        pytest.param("Что считается работой с ИИ?", "in English", id="Cyrillic"),
        pytest.param("什么是人工智能工作？", "in English", id="Chinese"),
        pytest.param("🤖🔥👍", "could not read a question", id="emoji"),
        pytest.param("14110", "could not read a question", id="digits"),
    ],
)
def test_what_cannot_be_asked_gets_a_reply_that_says_why(
    assistant: Assistant, question: str, why: str
) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "needs_clarification"
    assert why in answer.text


def test_a_question_of_2000_characters_is_taken(assistant: Assistant) -> None:
    question = ("What counts as AI work? " * 100)[:2000]
    assert assistant.ask(question).outcome == "answered"


def test_half_a_character_in_a_question_is_no_failure(assistant: Assistant) -> None:
    # JSON can carry one half of a surrogate pair, which no text can.
    answer = assistant.ask("\ud83d What counts as AI work?")
    assert answer.to_json()


@pytest.mark.parametrize(
    ("identifier", "question"),
    [
        ("123-45-6789", "My SSN is 123-45-6789, am I eligible for a recruitment incentive?"),
        ("123 45 6789", "123 45 6789 asks what counts as AI work"),
        ("123456789", "My SSN is 123456789, what counts as AI work?"),
        ("4111 1111 1111 1111", "Put the course on card 4111 1111 1111 1111, please."),
        ("4111-1111-1111-1111", "Is 4111-1111-1111-1111 a valid training card?"),
        ("202-555-0143", "Call me at 202-555-0143 about AI work."),
        ("(202) 555-0143", "Call me at (202) 555-0143 about AI work."),
        ("+1 202 555 0143", "Call me at +1 202 555 0143 about AI work."),
        ("jane.sample84@example.com", "Mail jane.sample84@example.com what AI work is."),
    ],
)
def test_an_identifier_of_a_person_is_declined_and_masked(
    assistant: Assistant, identifier: str, question: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.reason) == ("declined", "personal_data")
    assert identifier not in answer.to_json()


@pytest.mark.parametrize("address", ["competency@opm.gov", "Competency@OPM.gov"])
def test_an_address_of_the_corpus_is_no_personal_data(assistant: Assistant, address: str) -> None:
    answer = assistant.ask(f"What does {address} answer questions about?")
    assert answer.outcome == "answered"
    assert address in answer.question


def test_a_private_address_beside_one_of_the_corpus_is_masked_alone(assistant: Assistant) -> None:
    answer = assistant.ask("May jane@example.com write to competency@opm.gov?")
    assert answer.reason == "personal_data"
    assert answer.question == "May [removed] write to competency@opm.gov?"


@pytest.mark.parametrize(
    ("reason", "question"),
    [
        ("controlled_information", "CUI//SP-PRVCY attached: summarize this paragraph for me."),
        ("controlled_information", "(CUI) The schedule of the team is as follows: shorten it."),
        ("classified_information", "TOP SECRET//SI//NOFORN The operation starts at dawn."),
        ("classified_information", "SECRET//NOFORN please rewrite"),
        ("classified_information", "Shorten this: (S//NF) The operation starts at dawn."),
        ("classified_information", "SECRET//NOFORN and CUI//SP-PRVCY and SSN 123-45-6789"),
        ("controlled_information", "CUI//SP-PRVCY with SSN 123-45-6789"),
    ],
)
def test_text_with_a_marking_is_declined_for_its_gravest_reason(
    assistant: Assistant, reason: str, question: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.reason) == ("declined", reason)


@pytest.mark.parametrize(
    "question",
    [
        "What is CUI?",
        "May I enter CUI into ChatGPT?",
        "How often is CUI training required?",
        "What is the Controlled Unclassified Information (CUI) Registry?",
        "May I enter classified information into a chatbot?",
        "Is the TOP SECRET level open to AI tools?",
        "What does NOFORN mean?",
        "Can I paste personally identifiable information into an AI tool?",
        "What law says firing decisions must not be made by AI?",
        "How did the AI use inventories grow in 2022 2023 2024 2025?",
    ],
)
def test_a_question_about_guarded_information_is_not_declined(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).outcome != "declined"


def test_a_declined_question_names_an_office(assistant: Assistant) -> None:
    answer = assistant.ask("My SSN is 123-45-6789.")
    assert answer.handover is not None
    assert "privacy office" in answer.handover.to
