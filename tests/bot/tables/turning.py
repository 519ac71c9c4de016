"""Sentences about random tables with one thing in them turned, so that they are wrong."""

import re
from random import Random

from random_tables import Made

from bot.tables.answering import Told
from bot.tables.checking.reads import Read
from bot.tables.queries.query import Query, Result
from bot.tables.telling.clauses import told_conditions
from bot.tables.telling.saying import say

_NUMBER = re.compile(r"(?<!\w)\d[\d,]*(?:\.\d+)?")


def reads_of(told: Told) -> list[Read]:
    """The cells that a sentence is said to rest on; the name of its row stands for a blank one."""
    return [
        Read(table.table, table.row_name(row), table.columns[at].name, table.value(row, at))
        for table, places in told.read
        for row, column in places
        for at in [column if table.value(row, column) else 0]
    ]


def without_conditions(query: Query, result: Result) -> str:
    """A sentence with its conditions blanked: what is left are rows, their cells, and counts."""
    said = say(query, result)
    for one in (True, False) if query.where else ():
        told = told_conditions(query, result, one=one)
        said = said.replace(told, "\0" * len(told))
    return said


def with_a_number_turned(told: Told, chance: Random) -> str | None:
    """The sentence with one number outside of its conditions made another, if it has one."""
    found = [*_NUMBER.finditer(without_conditions(told.query, told.result))]
    if not found:
        return None
    match = chance.choice(found)
    number = float(match.group().replace(",", "")) + chance.choice([-1, 1, 2, 10])
    return f"{told.text[: match.start()]}{number:,g}{told.text[match.end() :]}"


def with_a_row_turned(told: Told, made: Made, chance: Random) -> str | None:
    """The sentence with one row outside of its conditions made another, if it names one."""
    names = sorted((str(row[0]) for row in made.rows), key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"
    found = [*re.finditer(pattern, without_conditions(told.query, told.result))]
    if not found:
        return None
    match = chance.choice(found)
    said = {other.group() for other in found}
    others = [name for name in names if name not in said] or [*said - {match.group()}]
    return f"{told.text[: match.start()]}{chance.choice(others)}{told.text[match.end() :]}"


def with_the_verdict_turned(sentence: str) -> str:
    """Yes for no, and no for yes."""
    turned = {"Yes": "No", "No": "Yes"}
    return re.sub(r"^(?:Yes|No)", lambda verdict: turned[verdict.group()], sentence)
