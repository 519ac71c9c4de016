"""Clauses: what a sentence says of a set of rows, as tests that can be tried on every row."""

import re
from collections.abc import Callable
from itertools import pairwise

from bot.tables.checking.masking import COLUMN, COLUMNS, VALUE, Masked
from bot.tables.model.values import amount, days_in, is_missing
from corpus.tables import Row, Table

Test = Callable[[Row], bool]

_VALUES = rf"{VALUE}(?:(?:; or |, | or ){VALUE})*"
_BE, _HAVE = r"(?:is|are)", r"(?P<have>(?:do|does) not have|have|has)"
_JOINT = re.compile(r"^(?:[,;]\s*)?(?:and\s+)?")
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "less than": lambda a, b: a < b,
    "at most": lambda a, b: a <= b,
    "exactly": lambda a, b: a == b,
    "at least": lambda a, b: a >= b,
    "more than": lambda a, b: a > b,
}
_YES = frozenset({"x", "y", "yes", "true", "\u2713", "\u2714", "\u25cf", "\u2611"})


def ELSEWHERE(row: Row) -> bool:  # noqa: ARG001, N802  a test that this table cannot settle
    """In which other table or list a row stands is checked by its names alone."""
    return True


def affirms(value: str) -> bool:
    """Whether a mark says yes by common usage."""
    return value.strip().lower() in _YES


def read(told: str, said: Masked, table: Table) -> list[Test] | None:
    """The conditions in what is told of some rows; None where any of it cannot be read."""
    left, tests = told.strip(), []
    while left:
        for pattern, make in _FORMS:
            match = pattern.match(left)
            if match:
                tests.append(make(match, said, table))
                left = _JOINT.sub("", left[match.end() :].strip()).strip()
                break
        else:
            return None
    return tests


def _cell(row: Row, column: str, table: Table) -> str:
    return row.cells[table.columns.index(column)].text


def _marked(match: re.Match[str], said: Masked, table: Table) -> Test:
    values = {said.name(slot) for slot in re.findall(VALUE, match["values"])}
    columns = said.columns_in(match["columns"])
    others = [c for c in table.columns[1:] if c not in columns] if match["alone"] else []

    def test(row: Row) -> bool:
        yes = sum(_cell(row, column, table) in values for column in columns)
        if match["not"]:
            return yes == 0
        if match["exactly"]:
            return yes == int(match["exactly"])
        if match["bound"]:
            bound = int(match["bound"])
            return yes >= bound if match["way"] == "more" else yes <= bound
        alone = not any(_cell(row, other, table) in values for other in others)
        return yes == len(columns) and alone

    return test


def _held(match: re.Match[str], said: Masked, table: Table) -> Test:
    column = said.names[match["column"]]
    negated = "not" in match["have"] or bool(match["no"])
    if match["known"]:
        return lambda row: is_missing(_cell(row, column, table)) == negated
    if match["sign"]:
        bound, holds = _number(said.name(match["bound"])), _SIGNS[match["sign"]]

        def compares(row: Row) -> bool:
            own = _number(_cell(row, column, table))
            return (own is not None and bound is not None and holds(own, bound)) != negated

        return compares
    values = {said.name(slot) for slot in re.findall(rf"{VALUE}|nothing", match["values"])}
    values = {"" if value == "nothing" else value for value in values}
    return lambda row: (_cell(row, column, table) in values) != negated


def _moved(match: re.Match[str], said: Masked, table: Table) -> Test:
    before, after = (said.names[match[name]] for name in ("one", "two"))
    # A better place in an order is a smaller number, so what moves up gets smaller.
    turn = -1 if match["way"] in {"up", "fall", "falls"} else 1

    def test(row: Row) -> bool:
        one, two = (_number(_cell(row, column, table)) for column in (before, after))
        if one is None or two is None:
            return False
        step = turn * (two - one)
        by = float(match["by"]) if match["by"] else None
        return step > 0 if by is None else step >= by if match["or_more"] else step == by

    return test


def _same(match: re.Match[str], said: Masked, table: Table) -> Test:
    one, two = (said.names[match[name]] for name in ("one", "two"))

    def test(row: Row) -> bool:
        first = _number(_cell(row, one, table))
        return first is not None and first == _number(_cell(row, two, table))

    return test


def _lost(match: re.Match[str], said: Masked, table: Table) -> Test:
    values, columns = _values_and_columns(match, said)

    def test(row: Row) -> bool:
        held = [_cell(row, column, table) in values for column in columns]
        return any(a and not b for a, b in pairwise(held))

    return test


def _gapped(match: re.Match[str], said: Masked, table: Table) -> Test:
    values, columns = _values_and_columns(match, said)

    def test(row: Row) -> bool:
        held = "".join("x" if _cell(row, c, table) in values else "-" for c in columns)
        return re.search(r"x-+x", held) is not None

    return test


def _values_and_columns(match: re.Match[str], said: Masked) -> tuple[set[str], list[str]]:
    values = {said.name(slot) for slot in re.findall(VALUE, match["values"])}
    return values, said.columns_in(match["columns"])


def _elsewhere(match: re.Match[str], said: Masked, table: Table) -> Test:  # noqa: ARG001
    return ELSEWHERE


def _number(text: str) -> float | None:
    known = amount(text)
    if known is not None:
        return known.number
    found = days_in(text)
    return float(found[0][0].toordinal()) if found else None


_Make = Callable[[re.Match[str], Masked, Table], Test]
_HEADINGS = r"\u27e8H\d+\u27e9(?:(?:, | or | and )\u27e8H\d+\u27e9)*"
_FORMS: tuple[tuple[re.Pattern[str], _Make], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (
            (
                f"{_BE} (?P<not>not )?(?P<values>{_VALUES}) at "
                r"(?:all of |exactly (?P<exactly>\d+) of |"
                r"(?P<bound>\d+) or (?P<way>more|fewer) of )?"
                f"(?P<columns>{COLUMNS})(?P<alone> alone)?"
            ),
            _marked,
        ),
        (f"{_BE} (?P<values>{_VALUES}) again after a gap among (?P<columns>{COLUMNS})", _gapped),
        (f"loses? (?P<values>{_VALUES}) from one to the next of (?P<columns>{COLUMNS})", _lost),
        (
            (
                f"{_HAVE} (?P<no>no )?"
                f"(?:(?P<known>a value)|(?P<sign>{'|'.join(_SIGNS)}) (?P<bound>.+?)|"
                f"(?P<values>(?:{_VALUES}|nothing)(?: or nothing)?)) as (?P<column>{COLUMN})"
            ),
            _held,
        ),
        (
            (
                f"(?:moves? )?(?P<way>up|down|rises?|falls?) from (?P<one>{COLUMN}) "
                rf"to (?P<two>{COLUMN})(?: by (?P<by>\d+(?:\.\d+)?)(?P<or_more> or more)?)?"
            ),
            _moved,
        ),
        (f"{_BE} the same as (?P<one>{COLUMN}) and as (?P<two>{COLUMN})", _same),
        (f"{_BE} (?:also|not) in {_HEADINGS}", _elsewhere),
        ("stands? there", _elsewhere),
    )
)
