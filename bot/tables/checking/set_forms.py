"""Set forms: sentences that count rows, list them, order them or put their numbers together."""

import re
from collections.abc import Iterator
from statistics import fmean

from bot.tables.checking import clauses
from bot.tables.checking.forms import Form, entry_faults, form, is_about
from bot.tables.checking.masking import (
    COLUMN,
    COLUMNS,
    COUNT,
    ENTRIES,
    HEADING,
    ROWS,
    VALUE,
    VALUES,
    Masked,
    several,
)
from bot.tables.checking.reads import Source, number

_LOW = frozenset({"lowest", "earliest", "first"})
_PLACES = frozenset({"first", "last"})


def _counted(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``In the table “T”, 2 have more than 30 under Watts: Row (40) and Row (75).``."""
    yield from _heading_faults(match, said, source)
    count = 0 if match["count"] == "none" else said.count(match["count"])
    named = said.entries_in(match["entries"] or "")
    if named and count != len(named):
        yield f"it counts {count} and names {len(named)}"
    if re.fullmatch("stands? there", match["told"]):
        yield from entry_faults(named, source.rows, source, whole=False)
        return
    tests = clauses.read(match["told"], said, source)
    if tests is None:
        yield f"its condition cannot be read: {match['told'][:60]!r}"
        return
    meeting = [row for row in source.rows if all(test(row) for test in tests)]
    if count != len(meeting):
        yield f"the table has {len(meeting)} such rows, not {count}"
    if named:
        yield from entry_faults(named, meeting, source)


def _heading_faults(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    if not source.is_named(said.names[match["heading"]]):
        yield f"it speaks of {said.names[match['heading']]!r}, which it does not cite"


def _whole(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``The table “T” has 3 rows: Row, Row and Row.``."""
    yield from _heading_faults(match, said, source)
    if said.count(match["count"]) != len(source.rows):
        yield f"the table has {len(source.rows)} rows, not {match['count']}"
    if match["entries"]:
        yield from entry_faults(said.entries_in(match["entries"]), source.rows, source)


def _summed(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``The sum of Column over 2 rows is 7: Row (3) and Row (4).``."""
    column, entries = said.names[match["column"]], said.entries_in(match["entries"])
    yield from entry_faults(entries, source.rows, source, (column,), whole=False)
    if said.count(match["count"]) != len(entries):
        yield f"it counts {match['count']} and names {len(entries)}"
    known = [n for _, values in entries for value in values if (n := number(value)) is not None]
    computed = sum(known) if match["what"] == "sum" else fmean(known or [0])
    if len(known) != len(entries) or not is_about(number(said.name(match["total"])), computed):
        yield f"the {match['what']} is {computed:g}"


def _extreme(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``The highest 2 by Column of those that are marked X at A: Row (9) and Row (8).``."""
    column, entries = said.names[match["column"]], said.entries_in(match["entries"])
    tests = clauses.read(match["told"] or "", said, source)
    if tests is None:
        yield f"its condition cannot be read: {match['told'][:60]!r}"
        return
    low = match["end"] in _LOW
    known = [
        (-n if low else n, row)
        for row in source.rows
        if all(test(row) for test in tests) and (n := source.number(row, column)) is not None
    ]
    rows = [row for _, row in known]
    if wrong := [*entry_faults(entries, rows, source, (column,), whole=False)]:
        yield from wrong
        return
    if len(entries) != (said.count(match["count"]) if match["count"] else 1):
        yield f"it counts {match['count'] or 1} and names {len(entries)}"
    edge = sorted((n for n, _ in known), reverse=True)[len(entries) - 1]
    best = [row for n, row in known if n >= edge]
    yield from entry_faults(entries, best, source, (column,))
    if match["end"] in _PLACES and not source.ranks(column):
        yield f"{column} gives no places in an order"


def _ordered(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """Rows set beside each other: ``By Column, of Row (9) and Row (8), Row is highest.``.

    Or, where none has a number, ``Row (n/a) and Row (-), by Column.``.
    """
    column, entries = said.names[match["column"]], said.entries_in(match["entries"])
    yield from entry_faults(entries, source.rows, source, (column,), whole=False)
    known = {name: n for name, (value,) in entries if (n := number(value)) is not None}
    ahead = said.rows_in(match["ahead"] or "")
    places = match["way"] == "first"
    edge = min(known.values(), default=0) if places else max(known.values(), default=0)
    if ahead != [name for name, n in known.items() if n == edge]:
        yield f"{', '.join(ahead)!r} is not ahead of the others"
    if places and not source.ranks(column):
        yield f"{column} gives no places in an order"


def _tallied(match: re.Match[str], said: Masked, source: Source) -> Iterator[str]:
    """``In the table “T”, the number of rows with X is 2 at A and 1 at B (3 together), …``."""
    yield from _heading_faults(match, said, source)
    tests = clauses.read(match["told"] or "", said, source)
    if tests is None:
        yield f"its condition cannot be read: {match['told'][:60]!r}"
        return
    rows = [row for row in source.rows if all(test(row) for test in tests)]
    values = set(said.values_in(match["values"]))
    told = {
        said.names[column]: said.count(count)
        for count, column in re.findall(rf"({COUNT}) at ({COLUMN})", match["counts"])
    }
    counts = {c: sum(source.cell(row, c) in values for row in rows) for c in told}
    for column, count in counts.items():
        if told[column] != count:
            yield f"{count} rows are so at {column}, not {told[column]}"
    if match["sum"] and said.count(match["sum"]) != sum(counts.values()):
        yield f"{sum(counts.values())} are so together, not {match['sum']}"
    yield from _ends(match, said, counts)


def _ends(match: re.Match[str], said: Masked, counts: dict[str, int]) -> Iterator[str]:
    """Whether a tally says rightly where it is highest and lowest, and by how much."""
    most, fewest = max(counts.values()), min(counts.values())
    tops, lows = ([c for c, n in counts.items() if n == end] for end in (most, fewest))
    if match["same"] and most != fewest:
        yield "they are not the same at each"
    if match["more"] and (
        said.count(match["more"]) != most - fewest or said.columns_in(match["at"]) != tops
    ):
        yield f"{most - fewest} more are so at {', '.join(tops)}"
    if match["tops"] and (
        said.columns_in(match["tops"]) != tops or said.columns_in(match["lows"]) != lows
    ):
        yield f"most are so at {', '.join(tops)}, fewest at {', '.join(lows)}"


_IN = rf"In the table (?P<heading>{HEADING}), "
SET_FORMS: tuple[Form, ...] = (
    form(
        rf"{_IN}(?:of those that (?P<told>.+?), )?the number of rows with (?P<values>{VALUES}) is "
        rf"(?P<counts>{several(f'{COUNT} at {COLUMN}')})(?: \((?P<sum>{COUNT}) together\))?"
        rf"(?P<same>, the same at each)?(?:, (?P<more>{COUNT}) more at (?P<at>{COLUMN}))?"
        rf"(?:: most at (?P<tops>{COLUMNS}), fewest at (?P<lows>{COLUMNS}))?\.",
        _tallied,
    ),
    form(
        rf"{_IN}(?P<count>none|{COUNT}) (?P<told>.+?)(?:: (?P<entries>{ENTRIES}))?\.",
        _counted,
    ),
    form(
        rf"The table (?P<heading>{HEADING}) has (?P<count>{COUNT}) rows"
        rf"(?:: (?P<entries>{ENTRIES}))?\.",
        _whole,
    ),
    form(
        rf"The (?P<what>sum|average) of (?P<column>{COLUMN}) over (?P<count>{COUNT}) rows is "
        rf"(?P<total>{VALUE}): (?P<entries>{ENTRIES})\.",
        _summed,
    ),
    form(
        r"The (?P<end>highest|lowest|latest|earliest|first|last)"
        rf"(?: (?P<count>{COUNT}))? by (?P<column>{COLUMN})(?: of those that (?P<told>.+?))?: "
        rf"(?P<entries>{ENTRIES})\.",
        _extreme,
    ),
    form(
        rf"By (?P<column>{COLUMN}), of (?P<entries>{ENTRIES}), (?P<ahead>{ROWS}) "
        r"(?:comes? (?P<way>first)|(?:is|are) (?:highest|latest))\.",
        _ordered,
    ),
    form(rf"(?P<entries>{ENTRIES}), by (?P<column>{COLUMN})(?P<ahead>)(?P<way>)\.", _ordered),
)
