"""Row forms: sentences that give the values of single rows, or set two of them side by side."""

import re
from collections.abc import Iterator, Sequence

from bot.tables.checking.forms import Form, entry_faults, form, is_about
from bot.tables.checking.masking import (
    COLUMN,
    COLUMNS,
    COUNT,
    PAIR,
    ROW,
    VALUE,
    VALUES,
    Masked,
)
from bot.tables.checking.reads import Source, number
from bot.tables.model.codes import Polarity, usual_polarity

_GROUP = rf"(?:marked {VALUE}|blank) at {COLUMNS}(?: alone)? \({COUNT} of (?:{COUNT}|{COLUMNS})\)"
_RANKING = frozenset({"goes up", "goes down", "comes before"})
_Pairs = Sequence[tuple[str, str]]


def _values(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``Row: Column is value, Column is left blank.``."""
    yield from _cell_faults(said.names[match["row"]], said.pairs_in(match["pairs"]), source)


def _cell_faults(name: str, pairs: _Pairs, source: Source) -> Iterator[str]:
    """Whether a row has these values in these columns."""
    rows = source.named(name)
    for column, _ in pairs:
        if not source.is_cited(name, column):
            yield f"{name}, {column} is none of its cells"
    if not any(all(source.cell(row, c) == v for c, v in pairs) for row in rows):
        held = {c: source.cell(row, c) for row in rows for c, _ in pairs}
        wrong = next(((c, v) for c, v in pairs if held.get(c) != v), pairs[0])
        yield f"the cell {name}, {wrong[0]} holds {held.get(wrong[0])!r}, not {wrong[1]!r}"


def _one_mark(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``Yes: for Row, the column Column says X.``, or ``is left blank``."""
    value = said.name(match["value"])
    yield from _cell_faults(
        said.names[match["row"]], [(said.names[match["column"]], value)], source
    )
    known = usual_polarity(value)
    if match["verdict"] and (
        known is None or (match["verdict"] == "Yes") != (known is Polarity.YES)
    ):
        yield f"its {match['verdict']!r} is not what its cell says"


def _marks(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``Row: marked X at A and B (2 of 3); blank at C (1 of 3).``, or only those with some codes.

    Where not all columns were looked at, they are named: ``marked X at A (1 of A and B)``.
    """
    name, groups = said.names[match["row"]], said.groups_in(match["groups"])
    told = [(column, value) for value, columns in groups for column in columns]
    yield from _cell_faults(name, told, source)
    if len({column for column, _ in told}) != len(told):
        yield "it names a column twice"
    counts = re.findall(rf"\(({COUNT}) of ({COUNT}|{COLUMNS})\)", match["groups"])
    for (value, columns), (count, _) in zip(groups, counts, strict=True):
        if said.count(count) != len(columns):
            yield f"it names {len(columns)} columns with {value}, not {said.count(count)}"
    for of in dict.fromkeys(of for _, of in counts):
        among = said.columns_in(of)
        all_told = {c for c, _ in told} == set(among) if among else said.count(of) == len(told)
        if not all_told:
            yield from _coded(name, told, said.count(of), source, among)


def _coded(
    name: str, told: _Pairs, out_of: int | None, source: Source, among: Sequence[str]
) -> Iterator[str]:
    """Whether all columns with some codes are told, of those that were looked at."""
    values = {value for _, value in told}
    columns = among or source.table.columns[1:]
    for row in source.named(name):
        held = {c for c in columns if source.cell(row, c) in values}
        if held != {c for c, _ in told}:
            yield f"{name} has {len(held)} such columns, not {len(told)}"
    coded = [c for c in columns if any(source.cell(row, c) in values for row in source.rows)]
    cited = [c for c in columns if source.is_cited(name, c)]
    of = len(among) or out_of
    if of is None or not len(coded) <= of <= len(cited):
        yield f"{len(cited)} columns were looked at, not {of}"


def _no_code(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``Row: none is marked NR or X.``."""
    name, values = said.names[match["row"]], set(said.values_in(match["values"]))
    if any(cell.text in values for row in source.named(name) for cell in row.cells[1:]):
        yield f"a cell of {name} holds one of {sorted(values)}"


def _changed(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``Row goes up: A is 9, B is 6, a difference of 3.``, or ``Row is the same in both: …``."""
    pairs = said.pairs_in(match["pairs"])
    yield from _cell_faults(said.names[match["row"]], pairs, source)
    one, two = (number(value) for _, value in pairs)
    apart = number(said.name(match["apart"])) if match["apart"] else 0
    if one is None or two is None or not is_about(apart, abs(two - one)):
        yield f"its values do not lie {apart} apart"
    elif match["way"] and (two > one) != (match["way"] in {"rises", "goes down"}):
        yield f"its number does not change like {match['way']!r}"
    yield from _order_faults(match["way"], [column for column, _ in pairs], source)


def _together(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``Row: A is 3, B is blank, C is 4, together 7.``."""
    pairs = said.pairs_in(match["pairs"])
    yield from _cell_faults(said.names[match["row"]], pairs, source)
    told = sum(known for _, value in pairs if (known := number(value)) is not None)
    if not is_about(number(said.name(match["sum"])), told):
        yield f"its values make {told:g} together"


def _order_faults(way: str | None, columns: Sequence[str], source: Source) -> Iterator[str]:
    """Whether columns give places in an order, where they are spoken of so."""
    if way in _RANKING and not all(source.ranks(column) for column in columns):
        yield f"its columns give no places in an order, so nothing {way!r}"


def _apart(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``By Column, Row (3) comes before Row (14), a difference of 11.``."""
    column, entries = said.names[match["column"]], said.entries_in(match["entries"])
    yield from entry_faults(entries, source.rows, source, (column,), whole=False)
    (one, two), way = [number(value) for _, (value,) in entries], match["way"]
    apart = number(said.name(match["apart"]))
    if one is None or two is None or not is_about(apart, abs(two - one)):
        yield f"its values do not lie {apart} apart"
    elif (one < two) != (way == "comes before"):
        yield f"{entries[0][0]!r} does not come first"
    yield from _order_faults(way, [column], source)


def _equal(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``Row (3) and Row (3) have the same Column.``."""
    entries = said.entries_in(match["entries"])
    column = (said.names[match["column"]],)
    yield from entry_faults(entries, source.rows, source, column, whole=False)
    sizes = {number(value) for _, (value,) in entries}
    if len(sizes) != 1 or None in sizes:
        yield "its values differ"


_VALUED = rf"{ROW} \({VALUE}\)"
ROW_FORMS: tuple[Form, ...] = (
    form(rf"(?P<row>{ROW}): (?P<pairs>{PAIR}(?:, {PAIR})*)\.", _values),
    form(
        rf"(?P<row>{ROW}): (?P<pairs>{PAIR}(?:, {PAIR})+), together (?P<sum>{VALUE})\.", _together
    ),
    form(
        rf"(?:(?P<verdict>Yes|No): f|F)or (?P<row>{ROW}), the column (?P<column>{COLUMN}) "
        rf"(?:says|is) (?P<value>{VALUE})\.",
        _one_mark,
    ),
    form(
        rf"(?P<row>{ROW}): (?P<groups>{_GROUP}(?:; {_GROUP})*)\.",
        _marks,
    ),
    form(rf"(?P<row>{ROW}): none is marked (?P<values>{VALUES})\.", _no_code),
    form(
        rf"(?P<row>{ROW}) (?:is the same in both|differs|(?P<way>goes up|goes down|rises|falls)): "
        rf"(?P<pairs>{PAIR}, {PAIR})(?:, a difference of (?P<apart>{VALUE}))?\.",
        _changed,
    ),
    form(
        rf"By (?P<column>{COLUMN}), (?P<entries>{_VALUED} "
        rf"(?P<way>comes before|has a higher value than|is later than) {_VALUED}), "
        rf"a difference of (?P<apart>{VALUE})\.",
        _apart,
    ),
    form(rf"(?P<entries>{_VALUED} and {_VALUED}) have the same (?P<column>{COLUMN})\.", _equal),
)
