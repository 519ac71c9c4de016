"""Vocabulary: the words under which the columns, values and codes of a table go."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from bot.tables.model.codes import usual_polarity
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.typed import Column, Kind, TypedTable
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names.forms import (
    BRACKETS,
    BRIDGES,
    by_stems,
    leading_runs,
    members_of,
    own_names_in,
    parts_of,
)
from bot.tables.names.mentions import Name, Role, Synonyms

LONGEST = 9
# So long a word of a column's name stands for it; for a day also "due" and "end".
_LEAST, _LEAST_OF_DATES = 4, 3
_PAIR = 2
# Short words that go with a verb in any question: "out on loan", "left off".
_WITH_VERBS = frozenset({"out", "off", "set", "get", "put", "run", "let"})
_LONGEST_VALUE = 12
_DIGIT = re.compile(r"\d")
_ABLE = re.compile(r"(\w{3,}?)[ai]ble")


class Vocabulary:
    """The names of one table: by stems, by words of a part, as bags, and by what codes mean."""

    def __init__(self, table: TypedTable, synonyms: Synonyms) -> None:
        self._table = table
        self._synonyms = synonyms
        self.names: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self.parts: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self.bags: list[tuple[tuple[str, ...], Name]] = []
        self.meant: list[tuple[frozenset[str], Name]] = []
        for column in table.columns:
            self._add_column(column)
            self._add_values(column)
            self._add_codes(column)

    @cached_property
    def about(self) -> frozenset[str]:
        """The stems by which the table speaks of itself: headings, introduction and columns."""
        table = self._table
        names = (table.document.title, *table.table.section, *(c.name for c in table.columns))
        texts = [*names, table.lead]
        own = {stem for text in texts for stem in stems(text)}
        also = {
            stems(other)[0]
            for text in texts
            for word in words_in(text)
            for other in self._synonyms(word.text)
            if " " not in other.strip()
        }
        return frozenset(own | also)

    @cached_property
    def _headings(self) -> set[str]:
        """The stems of title and headings, where a word is no code: "closed" in "closing days"."""
        table = self._table
        return {s for text in (table.document.title, *table.table.section) for s in stems(text)}

    @cached_property
    def publisher(self) -> frozenset[str]:
        """The stems of who publishes the document, in full and by initials: "OPM"."""
        name = self._table.document.publisher
        initials = "".join(w[0] for w in name.split() if w[0].isupper() and w.isalpha())
        return frozenset(stems(f"{name} {initials}"))

    def meanings(self, word: Word) -> frozenset[str]:
        """The stems of a word and of the single words that stand for it."""
        others = (other for other in self._synonyms(word.text) if " " not in other.strip())
        return frozenset({word.stem, *(s for other in others for s in stems(other))})

    def _add(self, text: str, name: Name) -> None:
        own = stems(text)
        bare = tuple(w.stem for w in words_in(text) if w.text not in BRIDGES)
        for run in {own, bare} - {()}:
            if len(run) <= LONGEST and name not in self.names[run]:
                self.names[run].append(name)

    def _add_column(self, column: Column) -> None:
        self._add(column.name, Name(Role.COLUMN, column.at))
        weak = Name(Role.COLUMN, column.at, weak=True)
        others = {s for c in self._table.columns if c is not column for s in content(c.name)}
        for word in words_in(column.name):
            if (
                word.stem not in others
                and len(word.text) >= (_LEAST_OF_DATES if column.kind is Kind.DATE else _LEAST)
                and not word.small
                and word.text not in _WITH_VERBS
                and not word.text[0].isdigit()
            ):
                self._add(word.text, weak)
                if doing := _ABLE.fullmatch(word.text):
                    self._add(doing[1], weak)  # what is waivable can be waived
                self._add_all(self._synonyms(word.text), weak)
        self._add_all(self._synonyms(column.name.lower()), weak)
        told = rf"{re.escape(column.name)}\s+(?:in|for|by|within|during)\s+((?:\w+\s){{0,2}}\w+)"
        for match in re.finditer(told, self._table.lead, re.IGNORECASE):
            for run in leading_runs(match[1]):
                self._add(run, weak)

    def _add_values(self, column: Column) -> None:
        if column.kind is Kind.MARK:
            return
        role = Role.VALUE if column.at else Role.ROW
        texts = {v for v in column.values if v and len(v.split()) <= _LONGEST_VALUE}
        if column.at and column.kind is not Kind.TEXT:  # words among numbers: "free"
            texts = {v for v in texts if column.number(v) is None and not _DIGIT.search(v)}
        for text, same in by_stems(texts).items():
            if column.at and text and all(t[0].isdigit() for t in text) and len(text) == 1:
                continue
            if column.at and all(usual_polarity(value) for value in same):
                continue  # "needs no approval" names no value "no"
            self.names[text].append(Name(role, column.at, frozenset(same)))
        for alias, wholes in parts_of(texts).items():
            plain = {s for word in alias for s in stems(word)} <= self.about
            if (
                len(wholes) == 1
                and not plain
                and tuple(s for w in alias for s in stems(w)) not in self.names
            ):
                self.parts[alias].append(Name(role, column.at, frozenset(wholes), weak=True))
        if column.at:
            self._add_members(column, texts)
        else:
            self._add_parts_of_rows(texts)

    def _add_members(self, column: Column, texts: set[str]) -> None:
        """What cells list several of stands for every cell that lists it."""
        for part, cells in members_of(texts).items():
            known = self.names[stems(part)]
            known[:] = [n for n in known if (n.role, n.column) != (Role.VALUE, column.at)]
            known.append(Name(Role.VALUE, column.at, frozenset(cells)))

    def _add_parts_of_rows(self, texts: set[str]) -> None:
        """Rows go by a name within theirs, and by their words in any order."""
        for word, whole in own_names_in(texts).items():
            if stems(word)[0] not in self.about:
                name = Name(Role.ROW, 0, frozenset({whole}), weak=True)
                self.names[stems(word)].append(name)
        for whole in texts:
            bag = content(BRACKETS.sub(" ", whole))
            if len(bag) > 1:
                self.bags.append((bag, Name(Role.ROW, 0, frozenset({whole}), weak=True)))

    def _add_codes(self, column: Column) -> None:
        told = [code for code in column.codes.values() if code.meaning]
        # A pair of marks says only yes and no; others stand for what they mean.
        of_value = column.kind is Kind.TEXT
        for code in column.codes.values():
            name = Name(Role.CODE, column.at, frozenset({code.text}))
            meant = replace(name, role=Role.VALUE) if of_value else name
            said = [code.meaning, code.meaning.split("(")[0]]  # what is in brackets adds to it
            for text in dict.fromkeys(said):
                if content(text) and not set(content(text)) <= self._headings:
                    self._add(text, meant)
            if content(code.text):
                self._add(code.text, name)
        blank = column.codes.get("")
        if of_value or len(told) > _PAIR or (blank and blank.meaning):
            self._add_meanings(column)

    def _add_meanings(self, column: Column) -> None:
        """What only one code of a column is explained with stands for the cells that hold it."""
        told = {c.text: frozenset(content(c.meaning)) for c in column.codes.values()}
        for code, own in told.items():
            others = frozenset(s for other, words in told.items() if other != code for s in words)
            if apart := own - others - self.about - PLAIN:
                name = Name(Role.VALUE, column.at, frozenset({code}), weak=True)
                self.meant.append((apart, name))

    def _add_all(self, texts: Iterable[str], name: Name) -> None:
        for text in texts:
            self._add(text, name)
