"""Guardrail on the question: can it be asked at all, and does it carry what must not be entered.

Patterns stand here for identifiers and markings alone, never for a subject.
"""

import re
import unicodedata
from dataclasses import dataclass

from bot.answer import MAX_QUESTION, Outcome, Reason

_MIN_LETTERS = 2
_SSN = r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])"
_SSN_SAID = r"(?<=ssn)\D{1,12}\d{9}(?!\d)|(?<=social security number)\D{1,12}\d{9}(?!\d)"
_CARD = r"(?<!\d)(?:\d{4}[- ]?){3}\d{4}(?!\d)"
_PHONE = r"(?<![\d-])(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d-])"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PERSONAL = re.compile(
    "|".join(f"(?:{p})" for p in (_SSN, _SSN_SAID, _PHONE, _EMAIL)), re.IGNORECASE
)
# Banner and portion markings as the marking rules write them, in capitals between slashes or
# brackets, so that a question *about* classification is not taken for classified text.
_CLASSIFIED = re.compile(r"\b(?:TOP SECRET|SECRET|CONFIDENTIAL)//[A-Z]|\((?:TS|S|C)//[A-Z]{2,}\)")
_CONTROLLED = re.compile(r"\bCUI//[A-Z]|\bCONTROLLED//[A-Z]|^\s*\(CUI\)\s+[A-Z]", re.MULTILINE)
_MASK = "[removed]"


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a question goes no further, and what the person is told."""

    outcome: Outcome
    reason: Reason | None
    text: str
    office: str | None = None


def screened(question: str, public_addresses: frozenset[str]) -> Stop | None:
    """The first reason not to go on with a question, or None."""
    return unaskable(question) or must_not_be_entered(question, public_addresses)


def unaskable(question: str) -> Stop | None:
    """A question that is empty, too long, or not in the alphabet of the sources."""
    if not question.strip():
        return _clarify("Please type a question, for example: What counts as AI work?")
    if len(question) > MAX_QUESTION:
        return _clarify(
            f"Your question has {len(question):,} characters and the limit is {MAX_QUESTION:,}. "
            "Please ask one shorter question at a time."
        )
    letters = [c for c in question if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if len(letters) < _MIN_LETTERS:
        return _clarify("I could not read a question in that. Please ask in a few English words.")
    if latin * 2 < len(letters):
        return _clarify("I can only read questions in English, because the sources are in English.")
    return None


def must_not_be_entered(question: str, public_addresses: frozenset[str]) -> Stop | None:
    """A question that carries a marking or an identifier of a private person."""
    if _CLASSIFIED.search(question):
        return Stop(
            "declined",
            "classified_information",
            "This looks like classified information, so I did not process or keep it. "
            "Do not enter it here, and report it as a possible spill.",
            "security",
        )
    if _CONTROLLED.search(question):
        return Stop(
            "declined",
            "controlled_information",
            "This looks like controlled unclassified information, so I did not process or keep it. "
            "Please ask again without it.",
            "security",
        )
    if personal_data(question, public_addresses):
        return Stop(
            "declined",
            "personal_data",
            "Your question holds what looks like an identifier of a person, so I did not process "
            "or keep it. Please ask again without names, numbers or addresses of people.",
            "privacy",
        )
    return None


def personal_data(question: str, public_addresses: frozenset[str]) -> list[str]:
    """Identifiers of private people in the question; an address of the corpus is not one."""
    found = [match.group() for match in _PERSONAL.finditer(question)]
    found += [m.group() for m in re.finditer(_CARD, question) if _is_card(m.group())]
    return [value for value in found if value.lower().rstrip(".") not in public_addresses]


def masked(question: str, public_addresses: frozenset[str]) -> str:
    """The question with identifiers taken out."""
    for value in personal_data(question, public_addresses):
        question = question.replace(value, _MASK)
    return question


def masked_for_storage(text: str) -> str:
    """Free text with every identifier taken out, public or not; nothing of a marked one."""
    stop = must_not_be_entered(text, frozenset())
    return _MASK if stop and stop.office == "security" else masked(text, frozenset())


def _is_card(number: str) -> bool:
    """Whether the digits have the check digit of a payment card (Luhn), unlike four years."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def addresses_in(texts: list[str]) -> frozenset[str]:
    """The mail addresses that documents give, in lower case."""
    return frozenset(m.group().lower().rstrip(".") for t in texts for m in re.finditer(_EMAIL, t))


def _clarify(text: str) -> Stop:
    return Stop("needs_clarification", None, text)
