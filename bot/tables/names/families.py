"""Families: tables of one form that share a document, and the words that tell them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.tables.model.rankings import rankings
from bot.tables.model.typed import TypedTable, key_rows
from bot.tables.model.words import Word, content, stems
from bot.tables.names.naming import Names

_SHARED = 0.3


@dataclass(frozen=True, eq=False)
class Family:
    """Tables of one form in a document: the same columns, another group of rows in each."""

    members: tuple[Names, ...]

    @cached_property
    def tables(self) -> tuple[TypedTable, ...]:
        return tuple(names.table for names in self.members)

    @property
    def first(self) -> TypedTable:
        return self.tables[0]

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """For each member the stems of its heading that no other member has."""
        own = [frozenset(content(table.name)) for table in self.tables]
        rest = [frozenset().union(*(o for o in own if o is not one)) for one in own]
        return tuple(one - other for one, other in zip(own, rest, strict=True))

    @cached_property
    def all_groups(self) -> frozenset[str]:
        return frozenset().union(*self.groups) if len(self.members) > 1 else frozenset()

    @property
    def is_list(self) -> bool:
        return len(self.first.columns) == 1

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        return frozenset(key for table in self.tables for key in key_rows(table))

    def said(self, words: Iterable[Word]) -> list[Names]:
        """The members whose own words are said."""
        found = {word.stem for word in words}
        return [n for n, group in zip(self.members, self.groups, strict=True) if group & found]

    def chosen(self, words: Iterable[Word]) -> tuple[Names, ...]:
        """The members that are said, or all."""
        return tuple(self.said(words)) or self.members

    def shares_rows(self, other: "Family") -> bool:
        """Whether a fair part of the rows of one stand in the other."""
        return _share_rows(self, other)

    @cached_property
    def handles(self) -> frozenset[str]:
        """Stems by which one speaks of these tables, by what they are and how they are headed."""
        table = self.first
        own = {
            s
            for t in self.tables
            for text in (*t.table.section[-2:], *(c.name for c in t.columns[1:]))
            for s in content(text)
        }
        return frozenset(own - self.all_groups - set(stems(table.key.name))) | self.kind_words

    @cached_property
    def kind_words(self) -> frozenset[str]:
        table = self.first
        if self.is_list:
            return LISTING
        if table.is_glossary:
            return _GLOSSARY
        if rankings(table):
            return _RANKING
        return _MARKS if table.marks else frozenset()


@lru_cache(maxsize=8192)  # asked of each two for every question
def _share_rows(one: Family, other: Family) -> bool:
    smaller = min(len(one.keys), len(other.keys))
    return one is not other and len(one.keys & other.keys) >= _SHARED * smaller


LISTING = frozenset(
    stems("list lists listed naming name names named mentions mentioned enumerated bulleted bullet")
)
_GLOSSARY = frozenset(
    stems(
        "define defined defining definition definitions description described explained undefined"
    )
)
_RANKING = frozenset(stems("rank ranked ranking ranks unranked importance"))
_MARKS = frozenset(
    stems("rate rated rating ratings mark marks marked unrated grades grade graded ungraded")
)


def families(all_names: Sequence[Names]) -> list[Family]:
    """The families of a corpus, in the order of its tables."""
    found: list[list[Names]] = []
    for names in all_names:
        home = next((f for f in found if _akin(f[0].table, names.table)), None)
        if home is None:
            found.append([names])
        else:
            home.append(names)
    return [Family(tuple(members)) for members in found]


def _akin(one: TypedTable, other: TypedTable) -> bool:
    if one.document_id != other.document_id or one.table.section[:-1] != other.table.section[:-1]:
        return False
    if len(one.columns) == 1 or len(other.columns) == 1:
        return len(one.columns) == len(other.columns) and bool(one.table.section[:-1])
    same = {c.name for c in one.columns[1:]} & {c.name for c in other.columns[1:]}
    kinds = {c.kind for c in one.columns[1:]} == {c.kind for c in other.columns[1:]}
    return one.key.name == other.key.name and kinds and bool(same)
