"""Personal data is found in the forms people write it, and nothing else is taken for it."""

import pytest

from bot.guardrails.masking import masked, masked_for_storage
from bot.guardrails.personal import PersonalData

PUBLIC = "Write to competency@opm.gov. Jordan Ellery signed the memo as director."


@pytest.fixture(scope="session")
def personal() -> PersonalData:
    """Personal data, with one public address and one public name."""
    return PersonalData([PUBLIC])


@pytest.mark.parametrize(
    ("value", "question"),
    [
        ("123.45.6789", "my social security number is 123.45.6789"),
        ("6789", "The last four of her social are 6789"),
        ("123‑45‑6789", "123‑45‑6789 with hyphens that do not break"),
        ("5713339876", "my cell 5713339876"),
        ("+44 20 7946 0958", "+44 20 7946 0958 is my number"),
        ("jane dot doe at gmail dot com", "jane dot doe at gmail dot com wants to know"),
        ("4111111111111111", "card 4111111111111111 please"),
        ("00012345678", "account number 00012345678, routing number 026009593"),
        ("C12345678", "Passport C12345678 expired"),
        ("D123-4567", "My California driver's license is D123-4567"),
        ("March 14, 1985", "I was born on March 14, 1985"),
        ("4521 Maple Ridge Drive", "I live at 4521 Maple Ridge Drive, Springfield"),
        ("P.O. Box 1234", "mail it to P.O. Box 1234"),
        ("1029384756", "my EDIPI is 1029384756"),
        ("E-204981", "Emp. ID: E-204981"),
        ("44712", "The 44712 is my badge"),
        ("A 123-456-789", "A 123-456-789 is my alien number"),
        ("Maria Gonzalez", "Maria Gonzalez has diabetes and needs telework"),
        ("Xiomara Quispe", "Xiomara Quispe, who lives in Tulsa, applied"),
        ("john smith", "john smith was suspended"),
    ],
)
def test_personal_data_is_found_and_masked(
    personal: PersonalData, value: str, question: str
) -> None:
    assert personal.find(question)
    assert value not in masked(question, personal)


@pytest.mark.parametrize(
    "question",
    [
        "Does EO 14110 speak of Social Security numbers?",
        "Is an employee ID personal data under 5 CFR 293.102?",
        "Does NIST SP 800-122 treat dates of birth as PII?",
        "Does Public Law 93-579 cover passport numbers?",
        "Our budget is 250000000 dollars, which rules apply?",
        "How did the AI inventories grow in 2022 2023 2024 2025?",
        "Was Jordan Ellery director when he signed the memo?",
        "What does competency@opm.gov answer questions about?",
        "May I write to privacy@agency.gov?",
        "Should I fire Bob Jones?",
        "Which Chief AI Officer Council position is paid at GS-15?",
    ],
)
def test_what_is_public_or_no_identifier_is_left_alone(
    personal: PersonalData, question: str
) -> None:
    assert personal.find(question) == []


def test_nothing_of_a_marked_text_is_left() -> None:
    assert masked_for_storage("SECRET//NOFORN the convoy leaves at dawn") == "[removed]"


def test_free_text_is_stored_without_any_address() -> None:
    assert masked_for_storage("Ask competency@opm.gov.") == "Ask [removed]."
