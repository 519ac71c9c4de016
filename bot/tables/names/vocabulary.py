"""Vocabulary: the words under which the columns, values and codes of a table go."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property

from bot.tables.model.codes import usual_polarity
from bot.tables.model.columns import Column, Kind
from bot.tables.model.measures import is_endless
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import day, days_in, weekday
from bot.tables.model.words import SMALL, Word, content, stems, words_in
from bot.tables.names.days import weekdays_by_letters, weekdays_heading
from bot.tables.names.explained import by_run, cells_with, is_value, said_of, shorter
from bot.tables.names.forms import (
    BRACKETS,
    BRIDGES,
    bracketed,
    by_stems,
    heads_of,
    leading_runs,
    members_of,
    openings_of,
    own_names_in,
    parts_of,
    shortened,
)
from bot.tables.names.mentions import Name, Role, Synonyms
from bot.tables.names.people import people_in, people_meant
from bot.tables.names.periods import said_of_period

LONGEST = 9
# So long a word of a column's name stands for it: "due", "tow".
_LEAST = 3
_PAIR = 2
# Short words that go with a verb in any question: "out on loan", "left off".
_WITH_VERBS = frozenset(
    """
    all any out off set get put run let use used add ask say see try got has one two per
    """.split()
)
_LONGEST_VALUE = 12
_DAILY = re.compile(r"(?:daily|every day|all week|7 days)(?: a week)?", re.IGNORECASE)
# Words that any note may hold, whatever the column that it speaks of tells.
_TIME_WORDS = frozenset(stems("day days week month year hour minute time date most least more"))
_DIGIT = re.compile(r"\d")
_DOER = re.compile(r"(\w{3,}?)(?:er|or)")
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
        self.heads: dict[tuple[str, ...], Name] = {}
        self.openings: dict[tuple[str, ...], Name] = {}
        for column in table.columns:
            self._add_column(column)
            self._add_values(column)
            self._add_weekdays(column)
            self._add_codes(column)
        self._add_descriptions()
        if table.table.numbered:
            self._add_numbers(table.columns[1])

    # All runs at once, so that those of a question are met in one step.
    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """The runs of stems that are a name."""
        return frozenset(self.names)

    @cached_property
    def said(self) -> frozenset[tuple[str, ...]]:
        """The runs of words, as they are said, that are a part of a name."""
        return frozenset(self.parts)

    @cached_property
    def runs_of_parts(self) -> frozenset[tuple[str, ...]]:
        """The runs of stems with which names end or begin."""
        return frozenset(self.heads) | frozenset(self.openings)

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

    def _add(self, text: str, name: Name, shared: Collection[str] = ()) -> None:
        """A name in full and without small words, unless others share all that is left."""
        own = stems(text)
        bare = tuple(w.stem for w in words_in(text) if w.text not in BRIDGES)
        for run in {own, own if {*bare} <= {*shared} else bare} - {()}:
            if len(run) <= LONGEST and name not in self.names[run]:
                self.names[run].append(name)

    def _add_column(self, column: Column) -> None:
        weak = Name(Role.COLUMN, column.at, weak=True)
        others = {s for c in self._table.columns if c is not column for s in content(c.name)}
        self._add(column.name, Name(Role.COLUMN, column.at), others)
        for date, start, end in days_in(column.name):
            self._add_all(
                (
                    column.name[start:end],
                    f"{date:%B} {date.day}",
                    f"{date.day} {date:%B}",
                    *(("first of " + f"{date:%B}",) if date.day == 1 else ()),
                ),
                weak,
            )
        for word in words_in(column.name):
            if (
                word.stem not in others
                and len(word.text) >= _LEAST
                and not (word.small or word.stem in SMALL)
                and word.text not in _WITH_VERBS
                and not word.text[0].isdigit()
            ):
                self._add(word.text, weak)
                if doing := _ABLE.fullmatch(word.text):
                    self._add(doing[1], weak)  # what is waivable can be waived
                if doer := _DOER.fullmatch(word.text):  # an approver approves
                    self._add(doer[1], weak)
                self._add_all(self._synonyms(word.text), weak)
        self._add_all(self._synonyms(column.name.lower()), weak)
        told = rf"{re.escape(column.name)}\s+(?:in|for|by|within|during)\s+((?:\w+\s){{0,2}}\w+)"
        for match in re.finditer(told, self._table.lead, re.IGNORECASE):
            for run in leading_runs(match[1]):
                self._add(run, weak)

        self._add_periods(column)
        days = weekdays_heading([c.name for c in self._table.columns])
        self._add_all(days.get(column.name, ()), Name(Role.COLUMN, column.at))

    def _add_periods(self, column: Column) -> None:
        """Quarters and fiscal years that a column is headed with, as people say them."""
        said, whole = said_of_period(column.name)
        self._add_all(said, Name(Role.COLUMN, column.at, weak=not whole))

    def _add_weekdays(self, column: Column) -> None:
        """Days of the week that cells list by a letter or two."""
        for name, cells in (weekdays_by_letters(column) if column.at else {}).items():
            self.names[stems(name)] = [Name(Role.VALUE, column.at, cells)]

    def _add_descriptions(self) -> None:
        """Columns go by the words of a note on what they tell, where no other one has them."""
        table = self._table
        told = {c.at: frozenset(content(c.told)) for c in table.columns if c.told}
        named = {s for c in table.columns for s in content(c.name)} | self._headings | PLAIN
        for at, own in told.items():
            others = {s for other, words in told.items() if other != at for s in words}
            for stem in own - others - named - _TIME_WORDS:
                if not self.names.get((stem,)) and stem not in _WITH_VERBS:
                    self.names[stem,].append(Name(Role.COLUMN, at, weak=True))

    def _add_values(self, column: Column) -> None:
        if column.kind is Kind.MARK:
            return
        role = Role.VALUE if column.at else Role.ROW
        texts = {v for v in column.values if v and len(v.split()) <= _LONGEST_VALUE}
        if column.at and column.kind is not Kind.TEXT:  # words among numbers: "free"
            texts = {v for v in texts if _is_word(column, v)}
        for text, same in by_stems(texts).items():
            if column.at and text and all(t[0].isdigit() for t in text) and len(text) == 1:
                continue
            if column.at and all(usual_polarity(value) for value in same):
                continue  # "needs no approval" names no value "no"
            full = weekday(" ".join(text)) if column.at else None
            for run in dict.fromkeys([text, stems(full) if full else text]):
                self.names[run].append(Name(role, column.at, frozenset(same)))
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
        self._add_people(column, texts)

    def _add_people(self, column: Column, texts: set[str]) -> None:
        """People go by their last names and by their first ones."""
        role = Role.VALUE if column.at else Role.ROW
        for said, whole in people_in(column.name, texts).items():
            if stems(said)[0] not in self.about | PLAIN:  # "Travel Desk" is no person
                self._add(said, Name(role, column.at, frozenset({whole}), weak=True))

    def _add_numbers(self, column: Column) -> None:
        """Rows go by the number or the code that they have in a list: "MB-1004", "item 101"."""
        for row in self._table.rows:
            name = Name(Role.ROW, 0, frozenset({self._table.row_name(row)}))
            value = column.values[row]
            if column.values.count(value) > 1:
                continue  # it tells no row from another
            if content(value) and not value.isdigit() and day(value) is None:
                self.names[stems(value)] = [name]
            self._add(f"{column.name} {value}", name)

    def _add_members(self, column: Column, texts: set[str]) -> None:
        """What cells list several of stands for every cell that lists it."""
        daily = {text for text in texts if _DAILY.fullmatch(text)}
        for part, listing in members_of(texts).items():
            cells = listing | daily if weekday(part) else listing
            known = self.names[stems(part)]
            known[:] = [n for n in known if (n.role, n.column) != (Role.VALUE, column.at)]
            known.append(Name(Role.VALUE, column.at, frozenset(cells)))
            if full := weekday(part):
                self.names[stems(full)] = [known[-1]]

    def sorts(self, stem: str, *, opening: bool) -> frozenset[str]:
        """The names of rows, but not all, that have a word, or open with it."""
        keys = [(name, stems(name)) for name in self._table.key.values]
        held = {n for n, said in keys if (said[:1] == (stem,) if opening else stem in said)}
        return frozenset(held) if len(held) < len(keys) else frozenset()

    def _add_parts_of_rows(self, texts: set[str]) -> None:
        """Rows go by a name within theirs, and by their words in any order."""
        for word, whole in own_names_in(texts).items():
            if stems(word)[0] not in self.about:
                name = Name(Role.ROW, 0, frozenset({whole}), weak=True)
                self.names[stems(word)].append(name)
        for alias, whole in bracketed(texts).items():
            self._add(alias, Name(Role.ROW, 0, frozenset({whole})))
        for whole in texts:
            bag = content(BRACKETS.sub(" ", whole))
            if len(bag) > 1:
                self.bags.append((bag, Name(Role.ROW, 0, frozenset({whole}), weak=True)))
        for bag, whole in shortened(texts):
            self.bags.append((bag, Name(Role.ROW, 0, frozenset({whole}), weak=True)))
        for parts, known in ((heads_of, self.heads), (openings_of, self.openings)):
            for part, whole in parts(texts).items():
                if not {*part} & (self.about | PLAIN):
                    known[part] = Name(Role.ROW, 0, frozenset({whole}), weak=True)

    def _add_codes(self, column: Column) -> None:
        told = [code for code in column.codes.values() if code.meaning]
        # A pair of marks says only yes and no; others stand for what they mean.
        of_value = column.kind is Kind.TEXT
        for code in column.codes.values():
            name = Name(Role.CODE, column.at, cells_with(column, code.text))
            meant = replace(name, role=Role.VALUE) if is_value(column, code) else name
            for text in said_of(code.meaning):
                if content(text) and not set(content(text)) <= self._headings:
                    self._add(text, meant)
            if content(code.text):
                self._add(code.text, name)
        if of_value:
            for said, text in people_meant({c.text: c.meaning for c in told}).items():
                self._add(said, Name(Role.VALUE, column.at, cells_with(column, text)))
        self._add_parts_of_meanings(column, of_states=len(told) > _PAIR)
        blank = column.codes.get("")
        if of_value or len(told) > _PAIR or (blank and blank.meaning):
            self._add_meanings(column)

    def _add_parts_of_meanings(self, column: Column, *, of_states: bool) -> None:
        """The first words of a meaning, or each of two, where no other code has them too."""
        of_value = column.kind is Kind.TEXT
        some = of_value or of_states
        codes = [code for code in column.codes.values() if some or not code.text]
        found: dict[str, set[str]] = defaultdict(set)
        for code in codes:
            for part in shorter(code.meaning):
                found[part].add(code.text)
        for run, texts in by_run(found).items():
            cells = frozenset(v for text in texts for v in cells_with(column, text))
            role = Role.VALUE if of_value or texts == {""} else Role.CODE
            name = Name(role, column.at, cells, weak=True)
            if len(texts) == 1 and not {*run} & (self._headings | PLAIN):
                self.names[run] = [*self.names[run], *({name} - {*self.names[run]})]

    def _add_meanings(self, column: Column) -> None:
        """What only one code of a column is explained with stands for the cells that hold it."""
        told = {c.text: frozenset(content(c.meaning)) for c in column.codes.values()}
        for code, own in told.items():
            others = frozenset(s for other, words in told.items() if other != code for s in words)
            if apart := own - others - self.about - PLAIN:
                name = Name(Role.VALUE, column.at, cells_with(column, code), weak=True)
                self.meant.append((apart, name))

    def _add_all(self, texts: Iterable[str], name: Name) -> None:
        for text in texts:
            self._add(text, name)


def _is_word(column: Column, value: str) -> bool:
    """Whether a cell among numbers holds words: "free", "permanent"."""
    return not _DIGIT.search(value) and (column.number(value) is None or is_endless(value))
