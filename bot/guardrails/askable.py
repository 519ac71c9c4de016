"""Whether there is a question at all: neither empty, too long, nor in another alphabet."""

import unicodedata

from bot.answer import MAX_QUESTION
from bot.guardrails.replies import Stop, asked_back

_MIN_LETTERS = 2


def unaskable(question: str) -> Stop | None:
    """A question that is empty, too long, or not in the alphabet of the sources."""
    if not question.strip():
        return asked_back("Please type a question, for example: What counts as AI work?")
    if len(question) > MAX_QUESTION:
        return asked_back(
            f"Your question has {len(question):,} characters and the limit is {MAX_QUESTION:,}. "
            "Please ask one shorter question at a time."
        )
    letters = [c for c in question if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if len(letters) < _MIN_LETTERS:
        return asked_back("I could not read a question in that. Please ask in a few English words.")
    if latin * 2 < len(letters):
        return asked_back(
            "I can only read questions in English, because the sources are in English."
        )
    return None
