"""Described: the row of a glossary whose meaning comes nearest to what a question says of it.

"Which competency is about remembering things?" names no row and asks for one. A table that gives
each name its meaning holds it, mostly in other words than the question's, so the sentence vectors
of retrieval tell which meaning is nearest to the description.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.tables.choosing.scope import Scope
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.words import Word, content, words_in
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Among
from bot.tables.queries.query import How, Query
from bot.tables.wordings import cues
from corpus.sentences import sentences
from index.embedding import Embedder
from index.reading import Vectors

# The likeness of description and meaning at least, and for one that is sure whatever words say.
NEAR, SURE = 0.5, 0.55
# Another one that comes as near as this is told as well.
_TIED = 0.03
_MOST = 2
_LEAST_ROWS = 3
_CLAUSE = re.compile(r";\s+")
# Asks for a name, before the word for what is named or behind it.
_WHICH = re.compile(r"\b(?:which|what(?:'s|s)?|name|call(?:ed)?|is there)\b", re.IGNORECASE)
_ONE = frozenset({"one", "which"})
_PLURAL = re.compile(r"[^su]s$")
_REACH = 4  # words before the one for what is named, within which "which one of" stands
# What a description opens with that describes nothing.
_OPENING = re.compile(
    r"(?:\W|\b(?:is|are|was|were|the|one|that|which|who|where|when|you|someone|somebody|people|"
    r"they|it|if|about|for|of|on|to|in|under|with|cover(?:s|ing)?|mean(?:s|ing)?|describ\w+|"
    r"deal(?:s|ing)?|ha(?:s|ving)|do|concern(?:s|ing|ed)?|refer(?:s|ring)?|involv\w+|"
    r"speak(?:s|ing)?|talk(?:s|ing)?|would|could|does|call(?:s|ed)?|name[sd]?|might|be|"
    r"relat\w+|all)\b)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:\W|\b(?:which|what|one|is|that|it|called|this|do|you|mean)\b)+$")
# What is asked by numbers and order is no description.
_OTHERWISE = ("superlative", "highest", "lowest", "rank_asked", "count")


class Meaning(NamedTuple):
    """The meanings of a glossary as vectors: of each row as a whole, and of its clauses."""

    rows: Vectors
    clauses: Vectors
    of_row: NDArray[np.intp]

    def likeness(self, vector: Vectors) -> Vectors:
        """For each row, the mean of its likeness as a whole and that of its nearest clause."""
        best = np.full(len(self.rows), -1.0, dtype=np.float32)
        np.maximum.at(best, self.of_row, self.clauses @ vector)
        return np.asarray((self.rows @ vector + best) / 2, dtype=np.float32)


class Described:
    """The glossaries of all documents, by the sense of what they say of each name."""

    def __init__(
        self,
        tables: Sequence[Names],
        scope: Scope,
        embedder: Embedder,
        also: Callable[[str], Iterable[str]],
    ) -> None:
        self._scope = scope
        self._embedder = embedder
        self._heads = {
            names: _heads(names, also)
            for names in tables
            if names.table.is_glossary and len(names.table.rows) >= _LEAST_ROWS
        }
        self._meaning = lru_cache(maxsize=None)(self._read)

    def _read(self, names: Names) -> Meaning:
        table = names.table
        told = [table.value(row, 1) for row in table.rows]
        parts = [
            (row, part)
            for row, text in enumerate(told)
            for span in sentences(text)
            for part in _CLAUSE.split(text[span.start : span.end])
        ]
        whole = [f"{table.row_name(row)}: {text}" for row, text in enumerate(told)]
        return Meaning(
            self._embedder.encode(whole),
            self._embedder.encode([text for _, text in parts]),
            np.array([row for row, _ in parts]),
        )

    def queries(self, question: str, near: float = NEAR) -> list[Query]:
        """The row or, where two come as near, the rows that are described; none where unsure.

        ``near`` is the likeness that a meaning has at least.
        """
        tables = [names for names in self._scope.of(question) if names in self._heads]
        words = words_in(question)
        spoken = [(n, at) for n in tables if (at := _spoken_of(words, self._heads[n])) is not None]
        if not spoken or any(cues.has(cue, question) for cue in _OTHERWISE):
            return []
        description = _description(question, words, spoken[0][1])
        if not content(description) or any(c.isdigit() for c in description):
            return []
        vector = self._embedder.encode([description])[0]
        said = {word.stem for word in words}
        found = sorted(
            (
                (float(likely), names, row)
                for names in _of_group([n for n, _ in spoken], said)
                for row, likely in enumerate(self._meaning(names).likeness(vector))
            ),
            key=lambda one: -one[0],
        )
        if found[0][0] < near:
            return []
        tied = [one for one in found if found[0][0] - one[0] <= _TIED]
        return [_meaning_of(n, row) for _, n, row in tied] if len(tied) <= _MOST else []


def _heads(names: Names, also: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """The stems of the words for what a glossary gives meanings to."""
    own = content(names.table.key.name)
    words = words_in(names.table.key.name)
    alike = [stem for word in words for other in also(word.text) for stem in content(other)]
    return frozenset([*own, *alike]) - PLAIN


def _spoken_of(words: Sequence[Word], heads: frozenset[str]) -> int | None:
    """The place of the word for one of what a glossary names, where its name is asked for."""
    for at, word in enumerate(words):
        if word.stem not in heads:
            continue
        near = {w.text for w in words[max(at - _REACH, 0) : at]}
        if not _PLURAL.search(word.text) or (near & _ONE and "of" in near):
            return at
    return None


def _description(question: str, words: Sequence[Word], at: int) -> str:
    """What a question says of the one whose name it asks for: behind the word for it, or before."""
    behind = _CLOSING.sub("", _OPENING.sub("", question[words[at].end :], count=1))
    if content(behind):
        return behind
    asks = [m for m in _WHICH.finditer(question) if m.start() < words[at].start]
    return question[: asks[-1].start()].strip(" ,-–—:") if asks else ""


def _of_group(tables: Sequence[Names], said: set[str]) -> list[Names]:
    """Of glossaries side by side those whose own group is said, or all: "technical"."""
    groups = [set(content(names.table.name)) for names in tables]
    shared = set.intersection(*groups)
    named = [n for n, group in zip(tables, groups, strict=True) if (group - shared) & said]
    return named or list(tables)


def _meaning_of(names: Names, row: int) -> Query:
    return Query(names.table, How.VALUES, (Among((row,)),), (1,))
