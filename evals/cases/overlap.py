"""How many words a question shares with the sentence that answers it."""

import re
from typing import Final

_FUNCTION_WORDS = """
a an the this that these those some any each every both no
i me my we us our you your he him his she her it its they them their
myself yourself itself themselves
am is are was were be been being do does did doing have has had having
can could may might must shall should will would
about above after against at before below between by during for from in into of off on onto out
over per through to under until up upon with within without
and but or nor if then than because as while whether so not only also just too very there here
what which who whom whose when where why how
s t d m re ve ll don doesn didn isn aren wasn shouldn couldn
"""  # the last line holds the pieces that contractions fall into

STOPWORDS: Final = frozenset(_FUNCTION_WORDS.split())
"""Common English function words, which do not tell what a text is about."""

_TOKEN = re.compile(r"[a-z0-9]+")
_SUFFIXES = ("ing", "ed", "es", "s", "ly")
_SHORTEST_STEM = 4


def content_overlap(question: str, evidence: str) -> float:
    """Return the share of the question's content words that the evidence also has.

    Both texts are put in lower case and cut into runs of letters and digits, function words are
    dropped, and each remaining word loses the first of the suffixes ing, ed, es, s and ly that it
    ends in and that leaves at least four characters. The share is taken over sets, so a repeated
    word counts once. A question without content words shares nothing and yields 0.0.
    """
    asked = _content_stems(question)
    if not asked:
        return 0.0
    return len(asked & _content_stems(evidence)) / len(asked)


def _content_stems(text: str) -> frozenset[str]:
    tokens: list[str] = _TOKEN.findall(text.lower())
    return frozenset(_stem(token) for token in tokens if token not in STOPWORDS)


def _stem(token: str) -> str:
    for suffix in _SUFFIXES:
        if token.endswith(suffix) and len(token) - len(suffix) >= _SHORTEST_STEM:
            return token.removesuffix(suffix)
    return token
