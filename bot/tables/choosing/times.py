"""Times: readings that leave out, or mistake, the hour, day, month or year that is asked about."""

import re
from collections.abc import Sequence
from datetime import date

from bot.tables.choosing.accounts import columns_of
from bot.tables.model.columns import Kind
from bot.tables.model.typed import TypedTable
from bot.tables.model.values import NO_YEAR, days_in
from bot.tables.model.words import content
from bot.tables.queries.conditions import Bound, Condition, Is, Step
from bot.tables.queries.query import How, Query
from bot.tables.reading import months
from bot.tables.reading.asked import Asked
from bot.tables.reading.columns import date_column

_BY_HOUR = re.compile(
    r"\b(?:before|after|until|till|since|past|by)\s+\d{1,2}(?::\d\d|\s?[ap]\.?m\b)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A year in which something was so, and not by which something is called: an act of 2020.
_IN_YEAR = re.compile(
    r"\b(?:in|during|throughout)(?: the year)?(?: [a-z]+)? (?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<of>(?:19|20)\d\d)(?:['\u2019]s)? (?:list|memo|model|table|version|edition)\b",
    re.IGNORECASE,
)
# A year by its preposition, not so many of something.
_AS_YEAR = re.compile(
    r"\b(?:in|during|since|until|by)(?: the year)? (?P<year>(?:19|20)\d\d)\b(?! [a-z]+s\b)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(r"[A-Za-z]+\.?,?\s+\d{4}|\d\d?/\d{4}")
_WHEN = re.compile(r"^\W*(?:when|(?:at )?what time)\b", re.IGNORECASE)


def leaves_out_hour(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether rows are asked for by an hour, which is read as nothing: "before 8:30"."""
    bounds = any(isinstance(c, Bound) for query in queries for c in query.where)
    return not (asked.rows or bounds) and _BY_HOUR.search(asked.text) is not None


def leaves_out_month(asked: Asked, queries: Sequence[Query]) -> bool:
    """Whether rows are asked for by a month, and a column of days could tell, but none is read."""
    if date_column(asked) is None or not (said := months.places(asked.bare)):
        return False
    about = asked.names.about  # a bulletin of June tells what holds in June
    if all(about & {*content(asked.bare[start:end])} for start, end in said):
        return False
    days = {c.at for c in asked.table.columns if c.kind is Kind.DATE}
    return not any(days & set(columns_of(query)) for query in queries)


def leaves_out_day(asked: Asked, query: Query) -> bool:
    """Whether rows are told for a day that no cell and no heading of the table has.

    What a document of another day says is not what a rule of that day says.
    """
    if any(c.kind is Kind.DATE for c in query.table.columns) or asked.rows:
        return False
    document = query.table.document
    names = (document.title, query.table.lead, *(c.name for c in query.table.columns))
    known = {_of_any_year(told) for told, _, _ in days_in(". ".join(names))}
    known |= {_of_any_year(document.published_on)} if document.published_on else set()
    said = {
        _of_any_year(told)
        for told, start, end in days_in(asked.bare)
        if not _MONTH_ALONE.fullmatch(asked.bare[start:end])
    }
    return not said <= known


def leaves_out_year(asked: Asked, query: Query) -> bool:
    """Whether something is asked of a year before the table's document, which nothing in it names.

    What was counted in 2023 does not stand in a table of 2024.
    """
    table = query.table
    published = table.document.published_on
    if published is None or any(isinstance(c, Bound) for c in query.where):
        return False
    cells = (cell.text for row in table.table.rows for cell in row.cells)
    headings = (table.document.title, *table.table.section, table.lead, *table.table.columns)
    known = {int(year) for text in (*headings, *cells) for year in _YEAR.findall(text)}
    said = {int(m["year"] or m["of"]) for m in _IN_YEAR.finditer(asked.bare)} - known
    return any(year < published.year for year in said)


def takes_year_for_number(asked: Asked, query: Query) -> bool:
    """Whether a year is taken for a number: "up by 2027", or "in 2023" for exactly 2,023."""
    years = {int(match["year"]) for match in _AS_YEAR.finditer(asked.bare)}
    return any(
        number in years and not _has_years(query.table, column)
        for condition in query.where
        for column, number in _numbers_of(condition)
    )


def _numbers_of(condition: Condition) -> list[tuple[int, float]]:
    """The number that a condition compares with, and in which column."""
    match condition:
        case Bound(column, _, bound):
            return [(column, bound)]
        case Step(before=column, least=least):
            return [(column, least)]
    return []


def _has_years(table: TypedTable, column: int) -> bool:
    values = table.columns[column].values
    return table.columns[column].kind is Kind.DATE or any(_YEAR.search(v) for v in values)


def _of_any_year(told: date) -> date:
    return told.replace(year=NO_YEAR)


def tells_no_time(asked: Asked, query: Query) -> bool:
    """Whether rows that a value picks out are told where it is asked when something happens."""
    picked = bool(query.where) and all(isinstance(c, Is) and c.column for c in query.where)
    return query.how is How.NAMES and picked and _WHEN.search(asked.text) is not None
