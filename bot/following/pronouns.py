"""Pronouns: words that point at what was named, and a name in their place. IT is a kind of work."""

import re

# One thing, and one or several.
ONE = re.compile(r"\bits?\b(?! work)")
ANY = re.compile(
    r"\b(?:it|its|they|them|their)\b(?! work)|"
    r"(?:(?<=\bis )|(?<=\bdo )|(?<=\bdid )|(?<=\bwas )|(?<=\bhas )|(?<=\bcan )|(?<=\bare )|"
    r"(?<=\bdoes )|(?<=\bwere )|(?<=\bwill ))(?:that|those|this|these)\b"
)
_OWNING = frozenset({"its", "their"})


def named(text: str, pronouns: re.Pattern[str], name: str) -> str:
    """A text with a name in the place of the first of the pronouns."""
    return pronouns.sub(
        lambda found: f"{name}'s" if found.group() in _OWNING else name, text, count=1
    )
