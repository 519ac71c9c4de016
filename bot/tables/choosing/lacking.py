"""Lacking: the rows and columns that a question names and a table has not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.tables.choosing import several
from bot.tables.choosing.gate import speaks_of
from bot.tables.choosing.oddities import is_strange
from bot.tables.choosing.readings import Reading, families_of
from bot.tables.model.rankings import rankings, says_place
from bot.tables.model.words import Word, content, stems, words_in
from bot.tables.names.families import Family
from bot.tables.names.naming import Names
from bot.tables.reading.asked import Asked
from bot.tables.wordings.plain import plain


@dataclass(frozen=True)
class Absence:
    """A row or column that a question names and a table lacks."""

    table: Names
    said: str


def absences(
    question: str, tables: Iterable[Names], readings_of: Sequence[Reading]
) -> list[Absence]:
    """The rows and columns that a question names and the table that it is about lacks.

    ``readings_of`` are the readings of the same question, the best explained first.
    """
    question = plain(question)
    everything = tuple(tables)
    kin = families_of(everything)
    words = words_in(question)
    spoken = [n for f in kin for n in f.members if speaks_of(Asked.of(question, n), f)]
    found = [Absence(n, said) for n in spoken for said in several.missing_columns(question, n)]
    groups = [group for family in kin if (group := _group(question, words, family))]
    found += [one for group in groups for one in _beyond(question, group)]
    strange = several.strangers(question, words, kin)
    # A table whose column is named is meant, though another one has the row.
    put = sorted(readings_of, key=lambda r: not (_names_a_column(r.asked) or _asks_for_place(r)))
    for reading in put[:1]:
        found += [
            Absence(reading.names, s.said)
            for s in strange
            if is_strange(reading.asked, reading.queries, [s], reading.family)
        ]
    return [one for one in found if not _is_had(one, [*groups, (list(everything), [])])]


# The tables that a question is about, and those of the same form that it is not.
_Group = tuple[list[Names], list[Names]]


def _group(question: str, words: Sequence[Word], family: Family) -> _Group | None:
    """The group that a question is about, where it is about one: "technical competencies".

    It says so before the noun for rows, denies nothing, and names no row: that may stand in
    another group.
    """
    said = family.said(words)
    asked = [Asked.of(question, names) for names in family.members]
    if any(one.rows or one.says("not", "except") for one in asked):
        return None
    if not any(_is_group_of_rows(words, names, family) for names in said):
        return None
    return said, [names for names in family.members if names not in said]


def _beyond(question: str, group: _Group) -> Iterator[Absence]:
    """The columns that a question names, of which the group that it is about has none."""
    meant, others = group
    for names in others:
        asked = Asked.of(question, names)
        for mention in asked.column_mentions:
            yield Absence(meant[0], asked.table.columns[mention.name.column].name)


def _is_had(absence: Absence, groups: Sequence[_Group]) -> bool:
    """Whether a table has the column that another lacks: one of the group that is asked about."""
    meant = next(meant for meant, _ in groups if absence.table in meant)
    return any(stems(c.name) == stems(absence.said) for n in meant for c in n.table.columns)


def _is_group_of_rows(words: Sequence[Word], names: Names, family: Family) -> bool:
    """Whether the word for a group stands right before what its rows are."""
    own = dict(zip(family.members, family.groups, strict=True))[names]
    key = {*content(names.table.key.name)}
    return any(word.stem in own and names.meanings(noun) & key for word, noun in pairwise(words))


def _asks_for_place(reading: Reading) -> bool:
    """Whether a place is asked for, which this table alone gives: "the rank of Teamwork"."""
    return says_place(reading.asked.text) and bool(rankings(reading.asked.table))


def _names_a_column(asked: Asked) -> bool:
    return any(not mention.name.weak for mention in asked.column_mentions)
