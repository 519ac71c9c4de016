"""Lacking: the rows and columns that a question names and a table has not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.tables.choosing import several
from bot.tables.choosing.gate import speaks_of
from bot.tables.choosing.oddities import is_strange
from bot.tables.choosing.readings import Reading, families_of
from bot.tables.model.rankings import rankings, says_place
from bot.tables.model.words import words_in
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
    found += [absence for family in kin for absence in _of_group(question, family)]
    strange = several.strangers(question, words, kin)
    # A table whose column is named is meant, though another one has the row.
    put = sorted(readings_of, key=lambda r: not (_names_a_column(r.asked) or _asks_for_place(r)))
    for reading in put[:1]:
        found += [
            Absence(reading.names, s.said)
            for s in strange
            if is_strange(reading.asked, reading.queries, [s], reading.family)
        ]
    return found


def _of_group(question: str, family: Family) -> Iterator[Absence]:
    """The columns that a question names, of which the group that it is about has none."""
    said = family.said(words_in(question))
    has = {column.name for names in said for column in names.table.columns}
    for names in family.members if said else ():
        asked = Asked.of(question, names)
        for mention in asked.column_mentions:
            if (name := names.table.columns[mention.name.column].name) not in has:
                yield Absence(said[0], name)


def _asks_for_place(reading: Reading) -> bool:
    """Whether a place is asked for, which this table alone gives: "the rank of Teamwork"."""
    return says_place(reading.asked.text) and bool(rankings(reading.asked.table))


def _names_a_column(asked: Asked) -> bool:
    return any(not mention.name.weak for mention in asked.column_mentions)
