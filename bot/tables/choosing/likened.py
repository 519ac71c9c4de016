"""Likened: the one value of a column whose meaning comes nearest to what rows are asked by.

Where no word of a question names a value, its sense may still be that of one: "who never has to
come in at night" asks for the rows where night duty is none. The sentence vectors of retrieval tell
how near they are; whether something is denied, which such vectors hardly tell, its words have to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.tables.choosing.scope import Scope
from bot.tables.model.columns import Column, Kind
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.words import content
from bot.tables.names.naming import Names
from bot.tables.queries.conditions import Is
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked
from bot.tables.wordings import cues
from index.embedding import Embedder
from index.reading import Vectors

# The cosine of question and value at least, for a value that is sure even if words say another
# one, and how much smaller it is for other columns.
NEAR, SURE, _APART = 0.42, 0.5, 0.07
# How much smaller it is for another value of the same column that denies as much.
_APART_WITHIN = 0.04
# Opposites lie so close together that their words have to tell them apart.
_OPPOSITES = 0.2
# A column of texts has values that rows can be asked by if so many rows share one on average.
_SHARED = 2
# A shorter text is a code, which says nothing without a note.
_WORD = 4
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_NOBODY = re.compile(r"\b(?:nobody|no one|no-one)\b", re.IGNORECASE)
# What asks by more than one value, or for something else than the rows that have it.
_MORE = re.compile(
    r"\b(?:and|or|but|both|either|neither|nor|also|unless|except|besides|though|while|as well|"
    r"together|plus|why|how (?!many\b)|how much|than|most|least|only|"
    r"before|since|until|between|average|total|difference|\d[\d.,:/-]*|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Value:
    """A value that several rows may have in one column, and in words what it stands for."""

    names: Names
    column: int
    text: str
    meaning: str

    @property
    def said(self) -> str:
        """The value in words: what rows are, the column, and what it stands for."""
        table = self.names.table
        column = _BRACKETS.sub("", table.columns[self.column].name)
        return f"{table.key.name} {column}: {self.meaning}"

    @property
    def denies(self) -> bool:
        return _denies(self.meaning)


class Likened:
    """The values of all tables, by the sense of what they stand for."""

    def __init__(self, tables: Sequence[Names], scope: Scope, embedder: Embedder) -> None:
        self._tables = tables
        self._scope = scope
        self._embedder = embedder
        # Of each table when it is first meant: a library may have very many.
        self._of_table = lru_cache(maxsize=None)(self._read)

    def _read(self, names: Names) -> tuple[list[Value], Vectors]:
        values = list(_values(names))
        return values, self._embedder.encode([value.said for value in values])

    def query(self, question: str, near: float = NEAR) -> Query | None:
        """The rows, or their number, that a question asks by one value; None where that is unsure.

        A table is meant if its document is named, or if what its rows are is spoken of, and that
        stands in no other document. ``near`` is the cosine that the value has at least.
        """
        question = _asking_sentence(question)
        tables = self._scope.of(question)
        if _asks_otherwise(_without_titles(question, tables)):
            return None
        named = len(tables) < len(self._tables)
        meant = [n for n in tables if named or _speaks_of(question, n)]
        if not (named or len({n.table.document_id for n in meant}) == 1):
            return None
        ranked = self._ranked(question, meant)
        if not ranked or ranked[0][0] < near:
            return None
        value = _of_the_same_sign(question, ranked)
        if value is None or self._scope.lacks(question, value.names):
            return None
        return _asking(question, value)

    def _ranked(self, question: str, tables: Sequence[Names]) -> list[tuple[float, Value]]:
        """The values of some tables with their cosine, the nearest first."""
        vector = self._embedder.read_one(question).vector
        found = [
            (float(likely), value)
            for values, vectors in (self._of_table(names) for names in tables)
            if values
            for likely, value in zip(vectors @ vector, values, strict=True)
        ]
        return sorted(found, key=lambda one: -one[0])


def _values(names: Names) -> Iterator[Value]:
    table = names.table
    for column in table.columns[1:]:
        codes = column.codes
        told = any(code.meaning for code in codes.values())
        texts = list(dict.fromkeys(column.values))
        if not (told or (column.kind is Kind.TEXT and len(texts) * _SHARED <= len(column.values))):
            continue
        for text in texts:
            code = codes.get(text)
            if meaning := (code.meaning if code and code.meaning else _plain(column, text)):
                yield Value(names, column.at, text, meaning)


def _plain(column: Column, text: str) -> str:
    """A value as it stands, where it is in words."""
    return text if column.kind is Kind.TEXT and len(text) >= _WORD else ""


def _asking_sentence(text: str) -> str:
    """The sentence that asks, of several: another one may deny what it does not."""
    return next((s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s.endswith("?")), text)


def _speaks_of(question: str, names: Names) -> bool:
    table = names.table
    own = set(content(table.key.name)) - PLAIN
    return bool(own & set(content(question)))


def _asks_otherwise(question: str) -> bool:
    """Whether it asks by more than one value, or for something else than the rows that have it."""
    other = any(cues.has(cue, question) for cue in ("yes_no", "superlative"))
    return other or _MORE.search(question) is not None


def _without_titles(question: str, tables: Sequence[Names]) -> str:
    """A question without what names documents, in which an "and" joins nothing."""
    for title in {n.table.document.title for n in tables}:
        question = re.sub(re.escape(title), " ", question, flags=re.IGNORECASE)
    return re.sub(r"\b[A-Z]\w+ and [A-Z]\w+", " ", question)


def _of_the_same_sign(question: str, ranked: Sequence[tuple[float, Value]]) -> Value | None:
    """The nearest value, if no other column comes as near and both deny, or neither does."""
    likely, first = ranked[0]
    own = [(n, v) for n, v in ranked if v.names is first.names and v.column == first.column]
    others = [n for n, v in ranked if (v.names, v.column) != (first.names, first.column)]
    if others and likely - others[0] < _APART:
        return None
    denied = _denies(question)
    same = [(n, v) for n, v in own if likely - n <= _OPPOSITES and v.denies == denied]
    if not same or (len(same) > 1 and same[0][0] - same[1][0] < _APART_WITHIN):
        return None
    return same[0][1]


def _denies(text: str) -> bool:
    return cues.has("not", text) or _NOBODY.search(text) is not None


def _asking(question: str, value: Value) -> Query | None:
    """The query by a value, if a question is one for rows or their number, and names none."""
    asked = Asked.of(question, value.names)
    if asked.rows:
        return None
    where = (Is(value.column, frozenset({value.text})),)
    if asked.says("count"):
        return Query(asked.table, How.COUNT, where)
    first = next((w for w in asked.words if not w.small), None)
    opens = first is not None and first.stem in content(asked.table.key.name)
    if not (opens or asked.says("which")):
        return None
    return Query(asked.table, How.NAMES, where)
