"""Clauses: what a sentence says of a set of rows, as tests that can be tried on every row."""

import re
from collections.abc import Callable
from itertools import pairwise
from operator import eq, ge, gt, le, lt

from bot.tables.checking.masking import (
    COLUMN,
    COLUMNS,
    HEADING,
    ROWS,
    VALUE,
    VALUES,
    Masked,
    several,
)
from bot.tables.checking.reads import Source, number
from bot.tables.model.values import amount, day, is_missing
from bot.tables.model.words import stems
from corpus.tables import Row

Test = Callable[[Row], bool]
_Make = Callable[[re.Match[str], Masked, Source], Test | None]

_BE, _HAVE = r"(?:is|are)", r"(?P<have>(?:do|does) not have|have|has)"
_HEADINGS = f"(?P<headings>{several(HEADING)})"
_OR_AMONG = re.compile(f" or among those in ({several(HEADING)}) that ")
_JOINT = re.compile(r"^(?:[,;]\s*)?(?:and\s+)?")
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "less than": lt,
    "at most": le,
    "exactly": eq,
    "at least": ge,
    "more than": gt,
}
_ROUNDING = 1e-9


def read(told: str, said: Masked, source: Source) -> list[Test] | None:
    """The conditions in what is told of some rows; None where any of it cannot be read."""
    left, tests = told.strip(), []
    while left:
        for pattern, make in _FORMS:
            match = pattern.match(left)
            test = make(match, said, source) if match and _has(match, said, source) else None
            if match and test:
                tests.append(test)
                left = _JOINT.sub("", left[match.end() :].strip()).strip()
                break
        else:
            return None
    return tests


def _has(match: re.Match[str], said: Masked, source: Source) -> bool:
    """Whether a table has the columns that are told of it, not those told of another table."""
    own = match.group()
    if "told" in match.re.groupindex:
        own = own.removesuffix(match["told"])
    return set(said.columns_in(own)) <= set(source.table.columns)


def _marked(match: re.Match[str], said: Masked, source: Source) -> Test:
    values = set(said.values_in(match["values"]))
    columns = said.columns_in(match["columns"])
    others = [c for c in source.table.columns[1:] if c not in columns] if match["alone"] else []
    least, most = _bounds(match, len(columns))

    def test(row: Row) -> bool:
        by_itself = not any(source.cell(row, other) in values for other in others)
        return least <= sum(source.cell(row, c) in values for c in columns) <= most and by_itself

    return test


def _bounds(match: re.Match[str], many: int) -> tuple[int, int]:
    """In how many of the columns the values are to stand, at least and at most."""
    if match["not"]:
        return 0, 0
    if match["exactly"]:
        return int(match["exactly"]), int(match["exactly"])
    if match["least"]:
        return int(match["least"]), int(match["most"])
    if match["bound"]:
        bound = int(match["bound"])
        return (bound, many) if match["way"] == "more" else (0, bound)
    return many, many


def _held(match: re.Match[str], said: Masked, source: Source) -> Test:
    column = said.names[match["column"]]
    negated = "not" in match["have"] or bool(match["no"])
    if match["known"]:
        return lambda row: is_missing(source.cell(row, column)) == negated
    if match["kind"]:
        read_as = day if match["kind"] == "date" else amount
        return lambda row: (read_as(source.cell(row, column)) is None) == negated
    if match["sign"]:
        bound, holds = source.size(said.name(match["bound"]), column), _SIGNS[match["sign"]]

        def compares(row: Row) -> bool:
            own = source.number(row, column)
            return (own is not None and bound is not None and holds(own, bound)) != negated

        return compares
    values = set(said.values_in(match["values"]))
    return lambda row: (source.cell(row, column) in values) != negated


def _moved(match: re.Match[str], said: Masked, source: Source) -> Test | None:
    before, after = (said.names[match[name]] for name in ("one", "two"))
    way = match["way"] or match["turn"] or ""
    if way in {"up", "down"} and not (source.ranks(before) and source.ranks(after)):
        return None
    # A better place in an order is a smaller number, so what moves up gets smaller.
    turn = -1 if way == "up" or way.startswith("fall") else 1
    least = number(said.name(match["least"])) if match["least"] else None
    told = match["most"] or match["upto"] or ("" if match["more"] else match["least"])
    most = number(said.name(told)) if told else None

    def test(row: Row) -> bool:
        one, two = (source.number(row, column) for column in (before, after))
        if one is None or two is None:
            return False
        step = turn * (two - one) if way else abs(two - one)
        return (
            step > 0
            and (least is None or step >= least - _ROUNDING)
            and (most is None or step <= most + _ROUNDING)
        )

    return test


def _same(match: re.Match[str], said: Masked, source: Source) -> Test:
    one, two = (said.names[match[name]] for name in ("one", "two"))

    def test(row: Row) -> bool:
        first = source.number(row, one)
        return first is not None and first == source.number(row, two)

    return test


def _lost(match: re.Match[str], said: Masked, source: Source) -> Test:
    values, columns = set(said.values_in(match["values"])), said.columns_in(match["columns"])

    def test(row: Row) -> bool:
        held = [source.cell(row, column) in values for column in columns]
        return any(a and not b for a, b in pairwise(held))

    return test


def _gapped(match: re.Match[str], said: Masked, source: Source) -> Test:
    values, columns = set(said.values_in(match["values"])), said.columns_in(match["columns"])

    def test(row: Row) -> bool:
        held = "".join("x" if source.cell(row, c) in values else "-" for c in columns)
        return re.search(r"x-+x", held) is not None

    return test


def _among(match: re.Match[str], said: Masked, _source: Source) -> Test:
    names = set(said.rows_in(match["rows"]))
    return lambda row: (row.key in names) != bool(match["not"])


def _member(match: re.Match[str], said: Masked, source: Source) -> Test | None:
    """In which other tables or lists a row stands; None where one of them is not cited."""
    found = [source.names_under(heading) for heading in said.headings_in(match["headings"])]
    names = {name for known in found for name in known or ()}
    if any(known is None for known in found):
        return None
    return lambda row: (stems(row.key) in names) != bool(match["not"])


def _elsewhere(match: re.Match[str], said: Masked, source: Source) -> Test | None:
    """What holds of the name in other tables, or again in its own; the rest says what."""
    names: set[tuple[str, ...]] = set()
    first, *others = _OR_AMONG.split(match["told"])
    parts = [(match["headings"], first), *zip(others[::2], others[1::2], strict=True)]
    for headings, told in parts:
        for heading in said.headings_in(headings):
            tables = source.under(heading)
            for other in tables:
                tests = read(told, said, other)
                if tests is None:
                    return None
                names |= {stems(row.key) for row in other.rows if all(test(row) for test in tests)}
            if not tables:
                return None
    return lambda row: (stems(row.key) in names) != bool(match["not"])


_FORMS: tuple[tuple[re.Pattern[str], _Make], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (
            (
                f"{_BE} (?P<not>not )?marked (?P<values>{VALUES}) at "
                r"(?:all of |exactly (?P<exactly>\d+) of |(?P<least>\d+) to (?P<most>\d+) of |"
                r"(?P<bound>\d+) or (?P<way>more|fewer) of )?"
                f"(?P<columns>{COLUMNS})(?P<alone> alone)?"
            ),
            _marked,
        ),
        (
            f"{_BE} marked (?P<values>{VALUES}) again after a gap among (?P<columns>{COLUMNS})",
            _gapped,
        ),
        (f"loses? (?P<values>{VALUES}) from one to the next of (?P<columns>{COLUMNS})", _lost),
        (
            (
                f"{_HAVE} (?P<no>no )?(?:(?:a )?(?:(?P<known>value)|(?P<kind>number|date))|"
                f"(?P<sign>{'|'.join(_SIGNS)}) (?P<bound>{VALUE})|(?P<values>{VALUES}))"
                f" under (?P<column>{COLUMN})"
            ),
            _held,
        ),
        (
            (
                f"(?:moves?(?: (?P<way>up|down))?|(?P<turn>rises?|falls?)) from (?P<one>{COLUMN}) "
                f"to (?P<two>{COLUMN})(?: by (?:at most (?P<most>{VALUE})|(?P<least>{VALUE})"
                f"(?: to (?P<upto>{VALUE})|(?P<more> or more))?))?"
            ),
            _moved,
        ),
        (f"{_BE} the same under (?P<one>{COLUMN}) and under (?P<two>{COLUMN})", _same),
        (f"{_BE} (?P<not>not )?among (?P<rows>{ROWS})", _among),
        (
            f"{_BE} (?P<not>not )?among those in {_HEADINGS} that (?P<told>.+)$",
            _elsewhere,
        ),
        (
            f"{_BE} (?:also |(?P<not>not )(?:among those )?)in (?P<headings>{several(HEADING)})",
            _member,
        ),
    )
)
