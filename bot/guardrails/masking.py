"""Taking personal data out of a text before it is shown, logged or stored."""

from functools import cache

from bot.guardrails.markings import marking
from bot.guardrails.personal import PersonalData

MASK = "[removed]"


def masked(text: str, personal: PersonalData) -> str:
    """The text with personal data taken out; nothing is left of a marked one."""
    if marking(text):
        return MASK
    for span in reversed(personal.find(text)):
        text = text[: span.start] + MASK + text[span.end :]
    return text


def masked_for_storage(text: str) -> str:
    """Free text with every identifier taken out, public or not."""
    return masked(text, _nothing_public())


@cache
def _nothing_public() -> PersonalData:
    return PersonalData([])
