"""Markdown tables of a document, and what can be recomputed from cells read in them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from evals.invariants.words import NUMBER_WORDS, facts, plain, spans, unborne_facts

_PAIR = 2
# A value this long is a text of its own, whose words name no row or column.
_TELLING = 12
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
_DIFFERS = re.compile(
    r"\b(?:more|fewer|less|differ\w*|additional\w*|extra|gain\w*|los\w*|drop\w*|f[ae]ll\w*|r[io]se\w*"
    r"|mov\w*|climb\w*|up|down|higher|lower|apart|add\w*|remov\w*|new|by|places?|ranks?)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:top|first|last|bottom|best|lowest|highest|least|most|than|under|over|above|below|within"
    r"|to|and|between)\s+(?:the\s+)?(\d+|[a-z]+)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:such as|for example|includ\w+|among|some|top|first|last|e\.g\.)", re.IGNORECASE
)
_DENIAL = re.compile(r"\b(?:NR|not|no|neither|without|never|un(?:rated|ranked))\b|n['\u2019]t\b")

_UNLIKE = re.compile(r"\b(?:unlike|only|whereas|while|or|either|any|except|but for)\b")
_NONE = re.compile(r"\bnone\b")
_EACH = re.compile(r"\b(?:both|all|each|every)\b")


@dataclass(frozen=True)
class Box:
    """One cell: its words without padding, and where it stands between its two pipes."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """One line of a table: its place without the line end, and its cells."""

    start: int
    end: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Table:
    """A table: its header line and its rows, named by their first cell."""

    header: Line
    rows: tuple[Line, ...]

    @property
    def columns(self) -> list[str]:
        return [box.words for box in self.header.boxes]

    def value(self, row: Line, column: str) -> str | None:
        """Give what stands in a row under a column."""
        pairs = zip(self.columns, row.boxes, strict=False)
        return next((box.words for name, box in pairs if name == column), None)


@dataclass(frozen=True)
class Read:
    """A cell that a claim's citations name, with what the document says there."""

    table: Table
    row: str
    column: str
    value: str


def tables_of(text: str) -> list[Table]:
    """Find every Markdown table of a text: a header line, a rule, and rows."""
    blocks: list[list[Line]] = [[]]
    start = 0
    for raw in text.split("\n"):
        if raw.lstrip().startswith("|"):
            blocks[-1].append(_line(raw.rstrip(), start))
        elif blocks[-1]:
            blocks.append([])
        start += len(raw) + 1
    return [
        Table(block[0], tuple(block[2:]))
        for block in blocks
        if len(block) > 1 and all(_RULE.fullmatch(box.words) for box in block[1].boxes)
    ]


def table_at(text: str, place: int) -> Table | None:
    """Find the table whose lines hold a place of the text."""
    for table in tables_of(text):
        if table.header.start <= place <= (table.rows or (table.header,))[-1].end:
            return table
    return None


def box_at(table: Table, start: int, end: int) -> tuple[Line, str, Box] | None:
    """Find the row, the column's name and the cell that hold a span."""
    for row in table.rows:
        for name, box in zip(table.columns, row.boxes, strict=False):
            if box.start <= start and end <= box.end:
                return row, name, box
    return None


def table_claim_breaches(
    claim: str, reads: Sequence[Read], given: Sequence[str], question: str
) -> Iterator[str]:
    """Yield what a table claim names or counts that its cells do not bear out."""
    said = plain(claim)
    for words in sorted({plain(read.value) for read in reads}, key=len, reverse=True):
        said = said.replace(words, " \u2026 ") if len(words) > _TELLING else said
    tables = list(dict.fromkeys(read.table for read in reads))
    rows, rest = _named(said, (row.boxes[0].words for table in tables for row in table.rows))
    columns, rest = _named(rest, (name for table in tables for name in table.columns[1:]))
    for words in sorted(filter(None, map(plain, given)), key=len, reverse=True):
        rest = rest.replace(words, " ")
    yield from (f"row {row!r} is in none of its cells" for row in rows if not _has(reads, row=row))
    yield from (
        f"column {name!r} is in none of its cells"
        for name in columns
        if not _has(reads, column=name)
    )
    numbers = _numbers(rest)
    values = {read.value for read in reads}
    told = rows or numbers or "\u2026" in said or _NONE.search(said)
    if not (told or any(spans(value, said) for value in values)):
        yield "it mentions no row, value or count of its cells"
    yield from _order(rows, tables, columns)
    yield from _values(said, rows, columns, reads)
    yield from _counts(rest, numbers, rows, reads)
    yield from (
        f"{what} is not in its cells"
        for what in unborne_facts(rest, " ".join([*values, *rows, *columns]))
        if what.startswith(("date", "identifier"))
    )
    if not _restricted(rest, tables, question):
        # "Alone" speaks of every column that was read, not only of the one it names.
        across = list(dict.fromkeys(read.column for read in reads)) if "alone" in rest else columns
        yield from _whole_table(rows, across, numbers, reads)


def _line(raw: str, start: int) -> Line:
    pipes = [found.start() for found in _PIPE.finditer(raw)]
    edges = pipes if raw.endswith("|") else [*pipes, len(raw)]
    boxes = tuple(
        Box(raw[left + 1 : right].strip(), start + left + 1, start + right)
        for left, right in pairwise(edges)
    )
    return Line(start, start + len(raw), boxes)


def _named(said: str, names: Iterable[str]) -> tuple[list[str], str]:
    """Find the names in a claim, the longest first: in their order, and the claim without."""
    places: list[tuple[int, str]] = []
    for name in sorted(set(names), key=len, reverse=True):
        for start, end in spans(plain(name), said) if name else ():
            places.append((start, name))
            said = said[:start] + "\u00b7" * (end - start) + said[end:]
    return list(dict.fromkeys(name for _, name in sorted(places))), said.replace("\u00b7", " ")


def _has(reads: Iterable[Read], row: str | None = None, column: str | None = None) -> bool:
    return any(row in (None, read.row) and column in (None, read.column) for read in reads)


def _numbers(rest: str) -> set[int]:
    ordinals = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", rest)
    return {int(number) for number in facts(ordinals).numbers if number.isdigit()}


def _order(rows: list[str], tables: list[Table], columns: list[str]) -> Iterator[str]:
    """Check that a list of three rows or more keeps the order of the table."""
    if len(tables) == 1 and len(rows) > _PAIR and len(columns) < _PAIR:
        order = [row.boxes[0].words for row in tables[0].rows]
        if rows != sorted(rows, key=order.index):
            yield "its list does not keep the order of the table's rows"


def _values(said: str, rows: list[str], columns: list[str], reads: Iterable[Read]) -> Iterator[str]:
    """Check that what a claim says of its rows is what their cells say."""
    expected = _expected(said, columns)
    for read in reads:
        if read.row not in rows or read.column not in columns:
            continue
        if read.value.isdigit() and len(rows) == len(columns) == 1:
            wrong = int(read.value) not in _numbers(said)
        else:
            graded = any(read.table.value(row, read.column) == "X" for row in read.table.rows)
            wrong = graded and read.value != expected.get(read.column, read.value)
        if wrong:
            yield f"the cell {read.row} / {read.column} says {read.value!r}"


def _expected(said: str, columns: list[str]) -> dict[str, str]:
    """Give the value that a claim gives all its rows, by column, where its words are plain."""
    denies = bool(_DENIAL.search(said))
    if _UNLIKE.search(said):
        return {}
    if len(columns) == 1:
        both = denies and bool(spans("X", said))
        return {} if both else {columns[0]: "NR" if denies else "X"}
    if not denies and _EACH.search(said):
        return dict.fromkeys(columns, "X")
    if len(columns) == _PAIR:
        one, other = map(re.escape, columns)
        if re.search(rf"{one}\W+(?:\w+\W+){{0,6}}not\W+(?:(?:at|for|in)\W+)?{other}", said):
            return {columns[0]: "X", columns[1]: "NR"}
    return {}


def _counts(rest: str, numbers: set[int], rows: list[str], reads: Sequence[Read]) -> Iterator[str]:
    """Check that each number is a value, a bound, or recomputed from the cells."""
    allowed = {int(read.value) for read in reads if read.value.isdigit()} | {len(rows)}
    counts = _recomputed(reads)
    if _DIFFERS.search(rest):
        counts |= {abs(a - b) for a, b in combinations(counts, 2)}
        counts |= {abs(a - b) for a, b in combinations(allowed, 2)}
    for found in _BOUND.finditer(rest):
        bound = NUMBER_WORDS.get(found[1].lower(), found[1])
        if bound.isdigit():
            allowed.add(int(bound))
            counts.add(sum(r.value.isdigit() and int(r.value) <= int(bound) for r in reads))
    yield from (
        f"{number} is neither a value nor a count of its cells"
        for number in sorted(numbers - allowed - counts)
    )


def _recomputed(reads: Iterable[Read]) -> set[int]:
    """Give the sizes of every set that the cells make: by column, by value, and across columns."""
    groups: dict[tuple[str, ...], set[tuple[int, str]]] = defaultdict(set)
    for read in reads:
        member = (read.table.header.start, read.row)
        table = str(read.table.header.start)
        for key in ((), ("table", table), ("column", read.column), ("value", read.value)):
            groups[key].add(member)
        groups[("cell", read.value, read.column)].add(member)
        groups[("reads",)].add((read.table.header.start, f"{read.row}\0{read.column}"))
        # In how many columns a row has a value, where the claim is about that row.
        groups[("row", read.row, read.value)].add((read.table.header.start, read.column))
        groups[("columns",)].add((0, read.column))
    sizes = {len(group) for group in groups.values()}
    for value in {key[1] for key in groups if key[:1] == ("cell",)}:
        sets = [group for key, group in groups.items() if key[:2] == ("cell", value)]
        for many in range(2, len(sets) + 1):
            for chosen in combinations(sets, many):
                sizes |= {len(set.intersection(*chosen)), len(set.union(*chosen))}
        sizes |= {len(a - b) for a in sets for b in sets}
    return sizes | _moved(list(reads))


def _moved(reads: list[Read]) -> set[int]:
    """Count the rows with a higher, a lower and the same number in one column than another."""
    ranks: dict[str, dict[str, int]] = defaultdict(dict)
    for read in reads:
        if read.value.isdigit():
            ranks[read.column][read.row] = int(read.value)
    sizes: set[int] = set()
    for one, other in combinations(ranks.values(), 2):
        steps = [one[row] - other[row] for row in one.keys() & other.keys()]
        sizes |= {sum(step > 0 for step in steps), sum(step < 0 for step in steps)}
        sizes |= {sum(step == 0 for step in steps)}
    return sizes


def _restricted(rest: str, tables: list[Table], question: str) -> bool:
    """Tell whether the claim or its question speaks of some rows only."""
    asked = question.lower()
    names = {row.boxes[0].words.lower() for table in tables for row in table.rows}
    return bool(_PART.search(rest) or _PART.search(asked)) or any(
        spans(name, asked) for name in names
    )


def _whole_table(
    rows: list[str], columns: list[str], numbers: set[int], reads: Sequence[Read]
) -> Iterator[str]:
    """Check counts and lists against the whole table, not only against the cells."""
    tables = list(dict.fromkeys(read.table for read in reads))
    if len(columns) == 1:
        yield from _whole_counts(columns[0], numbers, reads, tables)
    across = columns or list(dict.fromkeys(read.column for read in reads))
    alike: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
    for table in tables:
        for row in table.rows:
            values = tuple(table.value(row, column) for column in across)
            alike[values].append(row.boxes[0].words)
    listed = [group for group in alike.values() if not set(group).isdisjoint(rows)]
    if len(rows) > _PAIR and len(listed) == 1 and set(rows) < set(listed[0]):
        left = [row for row in listed[0] if row not in rows]
        yield f"its list at {', '.join(across)} leaves out {', '.join(left[:3])}"


def _whole_counts(
    column: str, numbers: set[int], reads: Sequence[Read], tables: Sequence[Table]
) -> Iterator[str]:
    values = {read.value for read in reads if read.column == column and not read.value.isdigit()}
    for number in sorted(numbers):
        told = {
            value: sum(table.value(row, column) == value for table in tables for row in table.rows)
            for value in values
            if sum((read.column, read.value) == (column, value) for read in reads) == number
        }
        if told and number not in told.values():
            there = " and ".join(f"{count} rows with {value}" for value, count in told.items())
            yield f"the table has {there} at {column}, not {number}"
