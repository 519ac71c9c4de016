"""Identifiers: the number of an order, memo or rule that no document has cannot be answered for."""

import re
from datetime import UTC, datetime

from corpus.library import Corpus

# Letters and digits joined by hyphens, or digits alone; with four digits or more it names one
# thing, while years, round and shorter numbers count or date.
_CODE = re.compile(r"(?<![\w$.,-])[A-Za-z]{0,4}-?\d+(?:-\d+)*(?![\w%]|[.,]\d)")
_DIGITS = 4
_FIRST_YEAR = 1700


class Identifiers:
    """The identifiers that stand in the documents of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        texts = [corpus.text(document.id) for document in corpus.documents]
        self._known = {_bare(code) for text in texts for code in _codes(text)}

    def unknown(self, question: str) -> list[str]:
        """The identifiers of a question that no document has, as they were typed."""
        return [code for code in _codes(question) if _bare(code) not in self._known]


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
    return code.upper().removeprefix("EO-").lstrip("-")
