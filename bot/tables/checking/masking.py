"""Masking: a sentence with the names and values of a table in it marked, so that it can be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.tables import Table

_HEADING = re.compile(r"\u201c[^\u201d]*\u201d")
_SLOT = re.compile(r"\u27e8([HRCV])\d+\u27e9")
_SENTENCE = re.compile(r"(?<=\.)\s+(?=\u27e8|[A-Z])")
VALUE = r"(?:\u27e8V\d+\u27e9|[-\u2212]?[$€£]?\d[\d,.]*\d%?|\d%?|(?:left )?blank)"
COLUMN = r"\u27e8C\d+\u27e9"
COLUMNS = rf"{COLUMN}(?:(?:; and |; |, and |, | and | or ){COLUMN})*"
_LONGEST = 80


@dataclass(frozen=True)
class Masked:
    """A text in which ``⟨R0⟩`` stands for the name of a row, and ``names`` says of which.

    C is a column's name, V a value, H a quoted heading.
    """

    text: str
    names: Mapping[str, str]

    @property
    def rows(self) -> list[str]:
        """The names of rows in the text, each once."""
        return self.rows_in(self.text)

    @property
    def columns(self) -> list[str]:
        return self._of("C", self.text)

    def rows_in(self, text: str) -> list[str]:
        return self._of("R", text)

    def name(self, slot: str) -> str:
        """What a slot stands for; a number stands for itself, "blank" for nothing."""
        return "" if slot.endswith("blank") else self.names.get(slot, slot)

    def columns_in(self, text: str) -> list[str]:
        return self._of("C", text)

    def bare(self) -> str:
        """The text without all that is masked."""
        return _SLOT.sub(" ", self.text)

    def sentences(self) -> list["Masked"]:
        return [Masked(part, self.names) for part in _SENTENCE.split(self.text)]

    def assertions(self) -> Iterator[tuple[str, str, str]]:
        """Row, column and value wherever the text gives a row's value in a column."""
        for match in re.finditer(rf"({COLUMN}) is ({VALUE})", self.text):
            row = self._row_before(match.start())
            if row:
                yield row, self.names[match[1]], self.name(match[2])
        for match in re.finditer(rf"({VALUE}) at ({COLUMNS})", self.text):
            row = self._row_before(match.start())
            if row:
                for column in self.columns_in(match[2]):
                    yield row, column, self.name(match[1])

    def brackets(self) -> Iterator[tuple[str, list[str]]]:
        """A row's name with the values given in brackets behind it."""
        for match in re.finditer(r"(\u27e8R\d+\u27e9) \(([^)]*)\)", self.text):
            values = [self.name(part.strip()) for part in re.split(r" to |, ", match[2])]
            yield self.names[match[1]], [value for value in values if value]

    def _row_before(self, place: int) -> str | None:
        slots = [m.group() for m in re.finditer(r"\u27e8R\d+\u27e9", self.text[:place])]
        return self.names[slots[-1]] if slots else None

    def _of(self, kind: str, text: str) -> list[str]:
        slots = (m.group() for m in _SLOT.finditer(text) if m[1] == kind)
        return list(dict.fromkeys(self.names[slot] for slot in slots))


def masked(
    text: str, tables: Sequence[Table], entries: Sequence[str], values: Sequence[str]
) -> Masked:
    """Mark the headings, then all names and values in a text, the longest first."""
    names: dict[str, str] = {}
    text = _HEADING.sub(lambda m: _slot(names, "H", m.group()), text)
    for kind, name in _candidates(tables, entries, values):
        pattern = re.compile(rf"(?<![\w\u27e8-]){re.escape(name)}(?![\w-])(?!\u27e9)")
        if pattern.search(text):
            slot = _slot(names, kind, name)
            text = pattern.sub(slot, text)
    return Masked(text, names)


def _candidates(
    tables: Sequence[Table], entries: Sequence[str], values: Sequence[str]
) -> list[tuple[str, str]]:
    own = {id(table): table for table in tables}.values()
    rows = {row.key for table in own for row in table.rows} | set(entries)
    columns = {column for table in own for column in table.columns[1:]}
    cells = {cell.text for table in own for row in table.rows for cell in row.cells[1:]}
    found = [("R", name) for name in rows]
    found += [("C", name) for name in columns - rows]
    found += [("V", v) for v in (cells | set(values)) - rows - columns if _is_told(v, values)]
    return sorted(((k, n) for k, n in found if n), key=lambda pair: -len(pair[1]))


def _is_told(value: str, values: Sequence[str]) -> bool:
    """Numbers are read as they are; a long text only counts where it was cited."""
    return not value.replace(",", "").isdigit() and (len(value) <= _LONGEST or value in values)


def _slot(names: dict[str, str], kind: str, name: str) -> str:
    slot = f"\u27e8{kind}{len(names)}\u27e9"
    names[slot] = name
    return slot
