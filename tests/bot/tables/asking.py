"""Asking: what the best reading of a question to a text gives, if it is sure."""

from collections.abc import Iterator

from random_tables import typed_tables

from bot.tables.choosing.readings import best, readings
from bot.tables.names.naming import names_of
from bot.tables.queries.query import Query
from bot.tables.queries.running import run


def sure(text: str, question: str) -> Iterator[Query]:
    """The queries of the best reading, if it is sure."""
    tables = names_of(typed_tables(text), lambda _: ())
    found = best(readings(question, tables, lambda word: float(not word.small)))
    yield from (query for one in found if one.sure for query in one.queries)


def rows_of(text: str, question: str) -> set[str]:
    return {q.table.row_name(row) for q in sure(text, question) for row in run(q).rows}


def cells_of(text: str, question: str) -> set[str]:
    return {q.table.value(*place) for q in sure(text, question) for place in run(q).cells}
