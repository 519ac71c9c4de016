"""Kinds: what sort of thing a form, or a query, asks of a table."""

from bot.tables.queries.conditions import (
    Among,
    Bound,
    Course,
    Elsewhere,
    Is,
    Known,
    Marked,
    Member,
    Step,
)
from bot.tables.queries.query import How, Query

_OF_MARKS = (
    "yes no both either one_of_two neither first_not_second second_not_first only only_two all "
    "not_all none all_but exactly at_least at_most range starts returns"
)
_OF_NUMBERS = (
    "at_value above below between outside_top has_value no_value new_in_second gone_in_second "
    "rises falls same moves_by moves_at_least rises_by falls_by rises_at_least falls_at_least "
    "rises_between falls_between"
)
_OF_SOURCES = "in_both in_first_only in_second_only"
_KINDS = {
    "marks": _OF_MARKS,
    "numbers": _OF_NUMBERS,
    "sources": _OF_SOURCES,
    "columns": "more most fewest tally",
    "row": "where where_not how_often first two_rows",
    "cells": "cell value",
    "rows": "compare apart",
    "ends": "top bottom best worst",
    "movers": "biggest_rise biggest_fall",
    "sums": "sum mean",
    "change": "change",
    "values": "with_value without_value named_with",
    "whole": "everything count_rows two_counts both_counts",
}
# The kind of each form, by its name.
GROUPS = {
    name: kind
    for kind, names in _KINDS.items()
    for form in names.split()
    for name in (form, f"count_{form}")
}
_BY_HOW = {
    How.TALLY: "columns",
    How.MARKS: "row",
    How.VALUES: "cells",
    How.DIFFERENCE: "rows",
    How.ORDER: "rows",
    How.HIGHEST: "ends",
    How.LOWEST: "ends",
    How.RISE: "movers",
    How.FALL: "movers",
    How.SUM: "sums",
    How.MEAN: "sums",
    How.ACROSS: "sums",
    How.CHANGE: "change",
}
_BY_CONDITION = {
    Marked: "marks",
    Course: "marks",
    Bound: "numbers",
    Known: "numbers",
    Step: "numbers",
    Is: "values",
    Among: "values",
    Member: "sources",
    Elsewhere: "sources",
}


def group_of(query: Query) -> str:
    """What kind of thing a query asks for."""
    if query.how in _BY_HOW:
        return _BY_HOW[query.how]
    return _BY_CONDITION[type(query.where[0])] if query.where else "whole"
