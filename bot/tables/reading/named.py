"""Named: what a question names of a table, from which forms build their queries."""

from dataclasses import dataclass

from bot.tables.model.typed import TypedTable
from bot.tables.queries.conditions import Condition
from bot.tables.reading.quantities import comparable

Columns = tuple[int, ...]


@dataclass(frozen=True)
class Named:
    """What a question names of a table, each in the order in which it is named.

    ``pair`` are the two columns of numbers that are set against each other, where none is named;
    ``word`` is one that stands in names of rows.
    """

    table: TypedTable
    columns: Columns
    rows: tuple[int, ...]
    numbers: tuple[float, ...]
    values: tuple[Condition, ...] = ()
    pair: Columns = ()
    word: str = ""

    @property
    def marks(self) -> Columns:
        return tuple(column.at for column in self.table.marks)

    def others(self, *columns: int) -> Columns:
        """The other columns of marks."""
        return tuple(column for column in self.marks if column not in columns)

    @property
    def steps(self) -> Columns:
        """From which column of numbers to which, in the order of the table; of one unit alone."""
        match sorted(self.columns):
            case [] | [_]:
                return self.pair
            case [before, after] if comparable(self.table, (before, after)):
                return before, after
        return ()
