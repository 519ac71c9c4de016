"""Identifiers: an order, memo or rule that no document has cannot be answered for.

It goes by its number, or by a name that says what it is: an act, an institute, a forum.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from bot.parts import AUX, WH
from corpus.library import Corpus

# Letters and digits joined by hyphens, or digits alone; with four digits or more it names one
# thing, while years, round and shorter numbers count or date.
_CODE = re.compile(r"(?<![\w$.,-])[A-Za-z]{0,4}-?\d+(?:-\d+)*(?![\w%]|[.,]\d)")
# A name of several words that ends with what bears it.
_SORTS = (
    "Act|Bill|Treaty|Convention|Directive|Commission|Institute|Academy|Foundation|Association|Forum"
)
_BIG = r"[A-Z](?:[\w&\u2019'-]|\.(?=\w))*"
_NAME = re.compile(rf"\b{_BIG}(?: (?:(?:of|for|on|and|the|in|to) )*{_BIG})* (?:{_SORTS})\b")
# What opens a question, and is in capitals for that alone.
_OPENING = re.compile(rf"^(?:(?:{AUX}|{WH}|the|an?|under|in|of|and|our|my|your) )+", re.IGNORECASE)
# Before a name that only says where the asker works or comes from.
_OWN = re.compile(r"\b(?:i|we|my|our|i['\u2019]m|we['\u2019]re)\b[^.:;?]*$", re.IGNORECASE)
# In a text with so many words in capitals they say nothing.
_TITLED = 0.75
# Asks for another one than it names.
_ASKS_NEXT = re.compile(
    r"\b(?:replac|follow|succe|instead|revok|rescin|supersed|after)", re.IGNORECASE
)
# So much a text is beside the point that names another one within so many words.
_LATER, _OPENS = 0.6, 3
_DIGITS = 4
_FIRST_YEAR = 1700


class Identifiers:
    """The identifiers that stand in the documents of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        texts = [corpus.text(document.id) for document in corpus.documents]
        self._known = {_bare(code) for text in texts for code in _codes(text)}
        self._named = {frozenset(_words(name)) for text in texts for name in _NAME.findall(text)}

    def unknown(self, question: str) -> list[str]:
        """The identifiers of a question that no document has, as they were typed."""
        return [code for code in _codes(question) if _bare(code) not in self._known]

    def unnamed(self, question: str) -> list[str]:
        """The acts, bodies and events of a question whose names no document has, even in part."""
        words = question.split()
        if sum(word[:1].isupper() for word in words) >= _TITLED * len(words):
            return []
        found = [
            _OPENING.sub("", match.group())
            for match in _NAME.finditer(question)
            if not _OWN.search(question[: match.start()])
        ]
        return [name for name in dict.fromkeys(found) if " " in name and not self._is_named(name)]

    def _is_named(self, name: str) -> bool:
        """Whether a document has a name, with more words of it or behind other ones."""
        words = name.split()
        ends = (frozenset(_words(" ".join(words[at:]))) for at in range(1, len(words) - 1))
        return any(_words(name) <= known for known in self._named) or any(
            end in self._named for end in ends
        )


def besides(question: str) -> Callable[[str], float]:
    """How much a text is about another order or memo than a question names, from 0 to 1.

    All of it where it names that one not at all, a part of it where it opens with another one.
    """
    asked = set() if _ASKS_NEXT.search(question) else {_bare(code) for code in _codes(question)}

    def share(text: str) -> float:
        said = {_bare(code) for code in _codes(text)}
        if said and not asked & said:
            return 1.0
        opens = _codes(" ".join(text.split()[:_OPENS]))
        return _LATER if opens and _bare(opens[0]) not in asked else 0.0

    return share if asked else lambda _: 0.0


def _words(name: str) -> set[str]:
    """The words of a name by which it is known, a possessive as the word itself."""
    return {
        word.lower().removesuffix("\u2019s").removesuffix("'s")
        for word in name.split()
        if word[:1].isupper() and word != "The"
    }


def _codes(text: str) -> list[str]:
    return [code for code in _CODE.findall(text) if _names_one(code)]


def _names_one(code: str) -> bool:
    digits = re.sub(r"\D", "", code)
    if code.isdigit():
        is_year = _FIRST_YEAR < int(code) <= datetime.now(UTC).year + 20
        is_round = int(code) % 100 == 0
        return len(digits) >= _DIGITS and not is_year and not is_round
    return len(digits) >= _DIGITS


def _bare(code: str) -> str:
    """The same for ``EO-14110`` and ``14110``: the digits and hyphens, and letters in capitals."""
    return re.sub(r"^EO-?(?=\d)", "", code.upper()).lstrip("-")
