"""Lacking: the rows and columns that a question names and a table has not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.tables.choosing import several
from bot.tables.choosing.oddities import is_strange
from bot.tables.choosing.readings import Reading, families_of
from bot.tables.model.words import words_in
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
    found = [Absence(n, said) for n in everything for said in several.missing_columns(question, n)]
    strange = several.strangers(question, words, kin)
    # A table whose column is named is meant, though another one has the row.
    put = sorted(readings_of, key=lambda r: not _names_a_column(r.asked))
    for reading in put[:1]:
        found += [
            Absence(reading.names, s.said)
            for s in strange
            if is_strange(reading.asked, reading.queries, [s], reading.family)
        ]
    return found


def _names_a_column(asked: Asked) -> bool:
    return any(not mention.name.weak for mention in asked.column_mentions)
