"""Reads: the cells that a sentence rests on, and what can be looked up in their tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.tables.model.measures import measured_in, size_of
from bot.tables.model.values import amount, are_days, day, ordinal
from bot.tables.model.words import stems
from corpus.tables import Row, Table

# Gives the number that a cell is.
Sizing = Callable[[str], float | None]


@dataclass(frozen=True, slots=True)
class Read:
    """A cell that a sentence rests on, and what it holds."""

    table: Table
    row: str
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Source:
    """One of the tables that a sentence may speak of, beside the other tables and lists it cites.

    ``cited`` are its cells that are cited, by row and column; ``entries`` are those of the lists.
    """

    table: Table
    cited: tuple[Read, ...] = ()
    others: tuple[Table, ...] = ()
    entries: tuple[str, ...] = ()
    _sizes: dict[str, Sizing] = field(default_factory=dict, compare=False, repr=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.table.rows

    def named(self, name: str) -> tuple[Row, ...]:
        """The rows of that name."""
        return self.table.named.get(name, ())

    def cell(self, row: Row, column: str) -> str:
        """What a row holds in a column."""
        return row.cells[self.table.columns.index(column)].text

    def number(self, row: Row, column: str) -> float | None:
        """The number or day that a row holds in a column."""
        return self.size(self.cell(row, column), column)

    def size(self, text: str, column: str) -> float | None:
        """The number that a text is in a column: of a day, or in one unit if that mixes some."""
        if column not in self._sizes:  # looked at once, not for every row
            self._sizes[column] = _sizing([self.cell(row, column) for row in self.rows])
        return self._sizes[column](text)

    def is_named(self, heading: str) -> bool:
        """Whether the table stands under a heading; without one it goes by its document's title."""
        return not self.table.section or self.table.section[-1] == heading

    def ranks(self, column: str) -> bool:
        """Whether a column can give places in an order: whole numbers from 1, none twice."""
        found = [n for row in self.rows if (n := self.number(row, column)) is not None]
        whole = all(place.is_integer() for place in found)
        return whole and len(set(found)) == len(found) and min(found, default=0) == 1

    def is_cited(self, name: str, column: str) -> bool:
        """Whether a row's cell in a column is cited; a blank one leaves nothing to cite."""
        return any((read.row, read.column) == (name, column) for read in self.cited) or any(
            row.key == name and not self.cell(row, column) for row in self.rows
        )

    def sizes(self) -> set[int]:
        """How many rows are cited in all, and in each column."""
        columns = {read.column for read in self.cited}
        groups = [{r.row for r in self.cited if r.column == column} for column in columns]
        return {len(rows) for rows in (*groups, {read.row for read in self.cited})}

    def names_under(self, heading: str) -> set[tuple[str, ...]] | None:
        """The names, as stems, in the other table or the lists of a heading; None if not cited."""
        found = [Source(other) for other in self.others if Source(other).is_named(heading)]
        names = [row.key for source in found for row in source.rows] or [*self.entries]
        return {stems(name) for name in names} or None

    def under(self, heading: str) -> list["Source"]:
        """The tables of a heading: others that are cited or, where there is none, this one."""
        rest = (self.table, *self.others)
        found = [
            Source(other, others=tuple(t for t in rest if t is not other))
            for other in self.others
            if Source(other).is_named(heading)
        ]
        return found or ([self] if self.is_named(heading) else [])


def _sizing(cells: Sequence[str]) -> Sizing:
    """How the cells of a column are read as numbers."""
    if are_days(cells):
        return _day_or_number
    if mixed := measured_in(cells):
        return partial(size_of, dimension=mixed)
    return number


def _day_or_number(text: str) -> float | None:
    """A day or a year as the number of its first day; what lies between days is a number."""
    found = ordinal(text)
    return number(text) if found is None else found


def number(text: str) -> float | None:
    """The number that a text is, a day as the number of its days."""
    known = amount(text)
    if known is not None:
        return known.number
    found = day(text)
    return float(found.toordinal()) if found else None


def sources(reads: Sequence[Read], entries: Sequence[str]) -> list[Source]:
    """Each table that was read, as what a sentence may speak of."""
    tables = list({id(read.table): read.table for read in reads}.values())
    return [
        Source(
            table,
            tuple(read for read in reads if read.table is table),
            tuple(other for other in tables if other is not table),
            tuple(entries),
        )
        for table in tables
    ]
