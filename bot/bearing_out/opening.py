"""Openings: "According to the office's memo of 3 May 2021," is borne out by title and date as well.

What a document is called and when it was issued stand in its title, not in the quote. So an opening
that names no more than that is taken off, and the rest is held to the quotes. An opening that
names anything else stays and is held to them too.
"""

import re
from collections.abc import Sequence

from bot.bearing_out.text import Text

_OPENING = re.compile(
    r"(?:according to|in|as|per|as stated in|as reported by|as noted in|under) (?P<what>[^,;:]+?)"
    r"(?: (?:says|said|states|stated|notes|noted|puts it|explains|reports|reported))?, ",
    re.IGNORECASE,
)
# What opens a sentence and tells nothing.
_PLAIN = re.compile(r"(?:in (?:short|brief|sum|summary|other words)|overall), ", re.IGNORECASE)
_DOCUMENTS = frozenset(
    """
    memo memorandum guidance guide fact sheet report notes note page order letter document policy
    attachment model rule plan article statement list table section website site issued published
    dated
    """.split()
)


def without_opening(sentence: Text, sources: Sequence[Text]) -> Text:
    """A sentence without an opening that tells nothing, or only from which document it is."""
    if plain := _PLAIN.match(sentence.text):
        return _rest(sentence, plain)
    match = _OPENING.match(sentence.text)
    if not match or not sources or not _names_source(Text.of(match["what"]), sources):
        return sentence
    return _rest(sentence, match)


def _rest(sentence: Text, opening: re.Match[str]) -> Text:
    rest = sentence.text[opening.end() :]
    return Text.of(rest[:1].upper() + rest[1:])


def _names_source(told: Text, sources: Sequence[Text]) -> bool:
    known = {stem for source in sources for stem in source.stems}
    facts = [fact for source in sources for fact in source.facts]
    words = (word for word in told.words if not word.is_small and not told.fact_at(word))
    return all(w.stem in known or w.low in _DOCUMENTS for w in words if w.low[0].isalnum()) and all(
        any(fact.follows_from(other) for other in facts) for fact in told.facts
    )
