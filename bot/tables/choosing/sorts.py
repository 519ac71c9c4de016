"""Sorts: readings that tell rows of the very sort that is asked for, before those of another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from bot.tables.model.columns import Kind
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import content, stems
from bot.tables.names.mentions import Role
from bot.tables.queries.query import How, Query
from bot.tables.reading.asked import Asked

_HEAD = re.compile(
    r"\b(?:what|which|whose|how many|number of|any|all)\s+"
    r"(?:of (?:all )?(?:the|our|these|those)\s+)?"
    r"(?:(?:types?|kinds?|sorts?) of\s+)?(?P<head>[\w'-]+(?:\s+[\w'-]+){0,2})",
    re.IGNORECASE,
)
# What a question is that is no sentence: "days with only half a day".
_OPENING = re.compile(r"\W*(?P<head>\w{2,}s)\b", re.IGNORECASE)
_OF_ROWS = frozenset({How.NAMES, How.COUNT, How.HIGHEST, How.LOWEST, How.SUM, How.MEAN})


_DAYS = frozenset(stems("day date"))
# A day that tells a row from others stands near its name.
_NEAR_KEY = 3


class Told(Protocol):
    """A reading, as far as it matters here."""

    @property
    def asked(self) -> Asked: ...

    @property
    def queries(self) -> Sequence[Query]: ...

    @property
    def signs(self) -> Mapping[str, float]: ...

    @property
    def sure(self) -> bool: ...


_Reading = TypeVar("_Reading", bound=Told)


def by_sort(found: Sequence[_Reading]) -> list[_Reading]:
    """Readings, those of another sort of rows behind the sure ones of the sort that is asked for.

    "Which holidays does the lab work?" is asked of the table of holidays, though another one may
    have Lab as the place of a piece of gear.
    """
    if any(one.sure and _tells_sort(one) for one in found):
        return sorted(found, key=_is_of_other_sort)
    if any(one.sure and _is_cell(one) for one in found):
        return sorted(found, key=_finds_nothing)
    return list(found)


def _is_cell(one: Told) -> bool:
    """Whether it tells a named row in a named column, and that is all that is said."""
    signs = one.signs
    named = signs["exact row"] and signs["strong columns"] and signs["share"] >= 1
    return bool(named) and all(query.how is How.VALUES for query in one.queries)


def _finds_nothing(one: Told) -> bool:
    return bool(one.signs["empty"])


def _tells_sort(one: Told) -> bool:
    """Whether it tells rows, and the question calls them what the table does."""
    own = {*content(one.asked.table.key.name)[-1:]} | _days_of(one.asked.table)
    of_rows = len(one.asked.table.columns) > 1 and any(q.how in _OF_ROWS for q in one.queries)
    return of_rows and any(stem in own for _, stem in _nouns(one.asked))


def _days_of(table: TypedTable) -> frozenset[str]:
    """What the rows of a table with a day for each are called besides: "on which days"."""
    dated = [
        c for c in table.columns[1:] if c.kind is Kind.DATE and len({*c.values}) == len(c.values)
    ]
    return _DAYS if dated and dated[0].at <= _NEAR_KEY else frozenset()


def _is_of_other_sort(one: Told) -> bool:
    """Whether it tells rows, and the noun that is asked for means nothing in its table."""
    if not any(query.how in _OF_ROWS for query in one.queries) or _tells_sort(one):
        return False
    names = {
        at
        for mention in one.asked.mentions
        if mention.name.role in {Role.COLUMN, Role.CODE}
        or (mention.name.role is Role.VALUE and not mention.name.weak)
        for at in range(mention.start, mention.end)
    }
    nouns = [*_nouns(one.asked)]
    return bool(nouns) and not any(at in names for at, _ in nouns)


def _nouns(asked: Asked) -> Iterator[tuple[int, str]]:
    """The words after "which" and its like that may say of what sort the rows are."""
    for match in (*_HEAD.finditer(asked.text), *filter(None, [_OPENING.match(asked.text)])):
        start, end = match.span("head")
        for at, word in enumerate(asked.words):
            if start <= word.start < end:
                if word.small:
                    break
                yield at, word.stem
