"""Scope: the tables that a question is put to, where it names the document that they stand in."""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.tables.model.ordinary import PLAIN
from bot.tables.model.words import Word, stems, words_in
from bot.tables.names.naming import Names
from corpus.document import Document
from corpus.library import Corpus
from corpus.outline import BlockKind
from corpus.sentences import without_marks

# Names of days stand with a capital in any document and tell none from another.
_CALENDAR = frozenset(stems(" ".join([*month_name, *month_abbr, *day_name, *day_abbr, "Sept"])))
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE})
_LEAST = 3
_KEPT = 64
_LABEL = re.compile(
    r"\b(?:table|list|part|annex|appendix|schedule) (?:[A-Z]|\d{1,2})\b", re.IGNORECASE
)


class Scope:
    """Which documents with tables a question names, by names that no other of them has.

    The words of a name stand with a capital in title or publisher, or next to each other in the
    text, and never without.
    """

    def __init__(self, corpus: Corpus, tables: Sequence[Names]) -> None:
        self._tables = tuple(tables)
        documents = {names.table.document_id: names.table.document for names in tables}
        self._holding: dict[str, set[str]] = defaultdict(set)
        self._naming: dict[str, set[str]] = defaultdict(set)
        for known, document in documents.items():
            for word in _all_words(corpus, document):
                self._holding[word].add(known)
            for name in _own_names(corpus, document):
                self._naming[name].add(known)
        self._count = len(documents)
        self.of = lru_cache(_KEPT)(self._of)

    def _of(self, question: str) -> tuple[Names, ...]:
        """The tables of the documents that a question names; all where it names none, or several.

        What stands in none of them together is said of several, and is put to all.
        """
        named: set[str] | None = None
        words = words_in(question)
        inside = [word for word in words[1:] if word.capital]
        for word in inside or words:  # who writes no capitals may mean a name all the same
            holding = self._holding.get(word.stem, set())
            if self._naming.get(word.stem) and len(holding) < self._count:
                named = holding if named is None else named & holding
        found = self._tables
        if named:
            found = tuple(names for names in found if names.table.document_id in named)
        labelled = {label.lower() for label in _LABEL.findall(question)}
        return tuple(n for n in found if labelled & _labels(n)) or found

    def lacks(self, question: str, names: Names) -> bool:
        """Whether a question has a name within it that a table's document has nowhere."""
        inside = (word for word in words_in(question)[1:] if word.capital and not word.small)
        document = names.table.document_id
        return any(document not in self._holding.get(word.stem, ()) for word in inside)


def _labels(names: Names) -> set[str]:
    """What a table goes by in its document: "Table A"."""
    return {label.lower() for label in _LABEL.findall(names.table.name)}


def _all_words(corpus: Corpus, document: Document) -> set[str]:
    texts = (document.title, document.publisher, corpus.text(document.id))
    return {word.stem for text in texts for word in words_in(text)}


def _own_names(corpus: Corpus, document: Document) -> set[str]:
    """The stems of the words of names that the document gives, if it never uses them as words."""
    text = corpus.text(document.id)
    plain = {word.stem for word in words_in(text) if not word.capital}
    spans = (block.span for block in corpus.outline(document.id) if block.kind in _PROSE)
    inside = (words_in(without_marks(text[span.start : span.end])) for span in spans)
    named = [*words_in(document.title), *words_in(document.publisher)]
    named += [word for words in inside for word in _in_runs(words)]
    return {
        word.stem
        for word in named
        if word.capital
        and not word.small
        and len(word.text) >= _LEAST
        and word.stem not in plain | _CALENDAR | PLAIN
    }


def _in_runs(words: Sequence[Word]) -> Iterator[Word]:
    """The words that stand with a capital next to others that do: one alone may open a sentence."""
    for before, after in pairwise(words):
        if before.capital and after.capital and after.start == before.end + 1:
            yield from (before, after)
