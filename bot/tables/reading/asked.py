"""Asked: a question against one table, its words, and what it names there."""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.tables.model.axes import AXES
from bot.tables.model.columns import Kind
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names.mentions import Mention, Name, Role
from bot.tables.names.naming import Names
from bot.tables.names.series import is_of_clock
from bot.tables.queries.conditions import Condition, Is, Member
from bot.tables.reading.denying import denied
from bot.tables.reading.listing import Listed, cells_meant
from bot.tables.wordings import cues
from bot.tables.wordings.mark_cues import MARK_CUES

_BOUND = re.compile(
    r"\b(?:before|after|until|till|since|past|within|under|over|up to|at (?:least|most)"
    r"|(?:later|earlier|longer|more|less|fewer) than)\s+$",
    re.IGNORECASE,
)
# How often something is, and columns that are days, months or years.
_OFTEN = re.compile(r"\b(day|week|month|year)s?$", re.IGNORECASE)
_CALENDAR = "|".join((*day_name, *day_abbr, *month_name[1:], *month_abbr[1:]))
_TIMES = re.compile(rf"\b(?:{_CALENDAR})\b|\b(?:19|20)\d\d\b")
_TWO = 2
_DENYING = frozenset({"not", "no", "never", "none", "without", "nothing", "cannot"})
_DETERMINING = frozenset({"the", "all", "these", "those", "your", "our", "its"})
_NOUN = 3  # words within which the noun that a number counts follows it
_COUNTING = frozenset({"many", "which", "what", "every", "each", "all", "any"})
_COLUMN_WORDS = frozenset(stems(" ".join(AXES)))


@dataclass(frozen=True)
class Asked:
    """A question against one table: its words, what it names there, and what other tables add.

    ``also`` are conditions that stand outside the table, such as being in another one.
    """

    text: str
    words: list[Word]
    names: Names
    mentions: list[Mention]
    also: tuple[Member, ...] = ()

    @classmethod
    def of(cls, text: str, names: Names, also: tuple[Member, ...] = ()) -> "Asked":
        words, mentions = _found(text, names)
        return cls(text, words, names, mentions, also)

    @property
    def table(self) -> TypedTable:
        return self.names.table

    def with_series(self) -> "Asked | None":
        """The same with every free number that can be a column of a series taken as one.

        None where there is no such number: 13 in "confirmed at 13" is GS-13, unless it is told
        otherwise by its words, and "13 of them" looks the same.
        """
        named = {at for m in self.mentions for at in range(m.start, m.end)}
        series = self.names.series
        free = [
            Mention(Name(Role.COLUMN, series[f"{word.value:g}"]), at, at + 1)
            for at, word in enumerate(self.words if series else [])
            if at not in named
            and _is_cardinal(word)
            and f"{word.value:g}" in series
            and not is_of_clock(self.text, word)
            and not self._counts_rows(at)
        ]
        if not free:
            return None
        mentions = sorted([*self.mentions, *free], key=lambda m: m.start)
        return Asked(self.text, self.words, self.names, mentions, self.also)

    def _counts_rows(self, at: int) -> bool:
        """Whether a number says how many rows there are: "the 14 technical competencies"."""
        key = set(content(self.table.key.name))
        behind = self.words[at + 1 : at + 1 + _NOUN]
        counted = next((word for word in behind if word.stem in key), None)
        before = self.words[at - 1].text if at else ""
        return before in _DETERMINING and counted is not None and counted.text.endswith("s")

    def says(self, *cue: str) -> bool:
        """Whether one of the cues stands outside the names of rows and values."""
        return any(self.places(one) for one in cue)

    def places(self, cue: str) -> list[tuple[int, int]]:
        """Where a cue stands outside of names."""
        spots = cues.places(cue, self.unnamed)
        if cue in MARK_CUES:  # a column "Open" is not where a row opens, nor does "leave" leave
            spots = [(a, b) for a, b in spots if not any(c <= a and b <= d for c, d in self._own)]
        if cue == "all_columns":  # "for all items" speaks of the rows
            spots = [spot for spot in spots if not self._is_key_next(spot[1])]
            spots = [spot for spot in spots if not self._is_often(*spot)]
        return spots

    def _is_often(self, start: int, end: int) -> bool:
        """Whether "every day" says how often, and no columns are days."""
        often = _OFTEN.search(self.unnamed[start:end])
        names = " ".join(c.name for c in self.table.marks)
        return bool(often and often[1] not in names.lower() and not _TIMES.search(names))

    @cached_property
    def _own(self) -> tuple[tuple[int, int], ...]:
        """Where columns are named in full, and where words of what the rows are stand."""
        key = set(content(self.table.key.name))
        named = (self.span(m) for m in self.column_mentions if not m.name.weak)
        return (*named, *((w.start, w.end) for w in self.words if w.stem in key))

    def _is_key_next(self, place: int) -> bool:
        key = set(content(self.table.key.name))
        after = next((w for w in self.words if w.start >= place and not w.small), None)
        return after is not None and after.stem in key

    @cached_property
    def unnamed(self) -> str:
        """The question with the names of rows and values blanked: they are no cues."""
        text = self._blanked(m for m in self.mentions if m.name.role in {Role.ROW, Role.VALUE})
        for start, end in cues.places("tag", text):  # "aren't they?" denies nothing
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    @cached_property
    def bare(self) -> str:
        """The question with the names of columns blanked too: their numbers count nothing."""
        return self._blanked(m for m in self.mentions if m.name.role is not Role.CODE)

    def _blanked(self, mentions: Iterable[Mention]) -> str:
        text = self.text
        for mention in mentions:
            start, end = self.span(mention)
            text = text[:start] + "_" * (end - start) + text[end:]
        return text

    def span(self, mention: Mention) -> tuple[int, int]:
        """Where a mention stands in the text."""
        return self.words[mention.start].start, self.words[mention.end - 1].end

    def place(self, mention: Mention) -> int:
        return self.words[mention.start].start

    def of_role(self, role: Role) -> list[Mention]:
        """The mentions of a role; weak ones only where there is no strong one."""
        found = [m for m in self.mentions if m.name.role is role]
        if role is Role.COLUMN:  # the name of the keys says what rows are, not which cells
            return [m for m in found if m.name.column] or found
        strong = [m for m in found if not m.name.weak]
        return strong or found

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows that are named, in the order of the table."""
        values = {v for m in self.of_role(Role.ROW) for v in m.name.values}
        return tuple(r for r in self.table.rows if self.table.row_name(r) in values)

    @cached_property
    def column_mentions(self) -> list[Mention]:
        """The mentions of columns other than that of the keys, in the order of the question."""
        found = [m for m in self.mentions if m.name.role is Role.COLUMN and m.name.column]
        strong = {m.name.column for m in found if not m.name.weak}
        places = {(m.start, m.end) for m in found if m.name.column in strong}
        kept = [m for m in found if m.name.column in strong or (m.start, m.end) not in places]
        return list({(m.start, m.end, m.name.column): m for m in kept}.values())

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns that are named beside that of the keys, in the order of the question."""
        return tuple(dict.fromkeys(m.name.column for m in self.column_mentions))

    def of_kind(self, *kinds: Kind) -> tuple[int, ...]:
        """The named columns of a kind."""
        return tuple(c for c in self.columns if self.table.columns[c].kind in kinds)

    def mentions_of(self, *kinds: Kind) -> list[Mention]:
        """The mentions of columns of a kind."""
        return [m for m in self.column_mentions if self.table.columns[m.name.column].kind in kinds]

    @property
    def value_mentions(self) -> list[Mention]:
        """The mentions of values, the names of rows aside."""
        return [m for m in self.mentions if m.name.role is Role.VALUE and m.name.column]

    @cached_property
    def filters(self) -> tuple[Condition, ...]:
        """What the question says of other columns: "in Lot B"."""
        by_place: dict[tuple[int, int], list[Mention]] = {}
        rows = [m for m in self.of_role(Role.ROW) if not m.name.weak]
        for mention in self.of_role(Role.VALUE):  # a person who is a row and somebody's manager
            if not any(m.start < mention.end and mention.start < m.end for m in rows):
                by_place.setdefault((mention.start, mention.end), []).append(mention)
        chosen = [self._fitting(same) for same in by_place.values()]
        chosen = [mention for mention in chosen if not self._bounds(mention)]
        against = denied(self, chosen) if not self.column_marks else frozenset()
        columns: dict[tuple[int, bool], list[Listed]] = {}
        for at, mention in enumerate(chosen):
            blank = mention.name.values == {""}  # there is none of what is denied
            no = (at in against and not (blank or self._means_denial(mention))) or self._excepted(
                mention
            )
            listed = Listed(mention.name.values, self.text[: self.place(mention)])
            columns.setdefault((mention.name.column, no), []).append(listed)
        said = (
            Is(column, cells, no)
            for (column, no), named in columns.items()
            for cells in cells_meant(named, only=bool(self.only))
        )
        return (*said, *self.also)

    def _means_denial(self, mention: Mention) -> bool:
        """Whether what a code stands for denies something itself: "no date was agreed"."""
        codes = self.table.columns[mention.name.column].codes
        told = [codes[value] for value in mention.name.values if value in codes]
        return any(code.denies for code in told)

    @property
    def column_marks(self) -> bool:
        """Whether columns of marks are named, to which a denial belongs first."""
        return bool(self.of_kind(Kind.MARK))

    def _bounds(self, mention: Mention) -> bool:
        """Whether a value is one side of what is asked for: "before 8:30"."""
        start, end = self.span(mention)
        return _BOUND.search(self.text[:start]) is not None and self.text[start:end][:1].isdigit()

    def _excepted(self, mention: Mention) -> bool:
        before = self.text[: self.place(mention)]
        return (
            re.search(r"\b(?:other than|except(?: for)?|apart from)\W+(?:\w+\W+)?$", before)
            is not None
        )

    def _fitting(self, same: list[Mention]) -> Mention:
        """Of columns with the same value the one that the question names, else the first."""
        named = [m for m in same if m.name.column in self.columns]
        return (named or same)[0]

    @cached_property
    def codes(self) -> frozenset[str]:
        named = frozenset(v for m in self.of_role(Role.CODE) for v in m.name.values)
        return named or self.meant_codes

    @cached_property
    def meant_codes(self) -> frozenset[str]:
        """The codes, of three or more with meanings, whose meaning the question speaks of."""
        meanings = {
            code.text: set(content(code.meaning))
            for c in self.table.coded
            for code in c.codes.values()
            if code.meaning
        }
        if len(meanings) <= _TWO:
            return frozenset()
        everywhere = set.intersection(*meanings.values())
        named = {
            at
            for m in self.mentions
            if m.name.role is not Role.CODE
            for at in range(m.start, m.end)
        }
        said = [
            self.names.meanings(word)
            for at, word in enumerate(self.words)
            if at not in named
            and not word.small
            and not self._is_counted(at)
            and word.text not in _DENYING  # a meaning that denies is about something else
        ]
        met = {
            code: frozenset(meanings for meanings in said if meanings & (meaning - everywhere))
            for code, meaning in meanings.items()
        }
        most = max(met.values(), key=len)
        tied = frozenset(
            code for code, said_of in met.items() if most and len(said_of) == len(most)
        )
        if not all(met[code] == most for code in tied):
            return frozenset()
        return _in_same_words(tied, meanings, {word.stem for word in self.words}) or tied

    def _is_counted(self, at: int) -> bool:
        """Whether a word says what the columns are: days, in "on how many days"."""
        before = self.words[at - 1].text if at else ""
        return before in _COUNTING and self.words[at].stem in _COLUMN_WORDS

    @cached_property
    def only(self) -> list[tuple[int, int]]:
        """Where "only" and its like stand."""
        return cues.places("only", self.unnamed)

    @cached_property
    def denied(self) -> frozenset[int]:
        """Which of the column mentions, by their place among them, a denial belongs to."""
        return denied(self, self.column_mentions)


def _in_same_words(
    codes: Iterable[str], meanings: Mapping[str, set[str]], said: set[str]
) -> frozenset[str]:
    """The codes whose meaning has the most of the very words that are said, if any has one.

    One that means just what is said goes before those that mean that and more.
    """
    codes = [*codes]
    codes = [code for code in codes if meanings[code] and meanings[code] <= said] or codes
    shared = {code: len(meanings[code] & said) for code in codes}
    most = max(shared.values(), default=0)
    return frozenset(code for code, count in shared.items() if most and count == most)


def _is_cardinal(word: Word) -> bool:
    """Whether a word is a number, and not a place in an order such as "thirteenth"."""
    return word.value is not None and not re.search(r"(?:st|nd|rd|th)$", word.text)


@lru_cache(maxsize=1024)  # a library has hundreds of tables, each asked by several rules
def _found(text: str, names: Names) -> tuple[list[Word], list[Mention]]:
    words = words_in(text)
    return words, names.find(words, text)
