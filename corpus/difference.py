"""What differs between two texts of a document, block by block and cell by cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from corpus.outline import Block, BlockKind, read_outline
from corpus.sentences import without_marks
from corpus.tables import Row, Table

_ALIKE = 0.5
# More pairs of blocks than that are not compared word by word: all of one is another text.
_MOST_PAIRS = 40_000
_SHOWN = 160
_AROUND = 3


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    CELL = "cell changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change and the headings it stands under: what was there, and what is there now."""

    change: Change
    section: tuple[str, ...]
    before: str = ""
    after: str = ""

    @property
    def line(self) -> str:
        """The change in one line."""
        place = " > ".join(self.section[-2:]) or "the beginning"
        if self.change in {Change.CHANGED, Change.CELL}:
            before, after = _differing(self.before, self.after)
            return f"{self.change} in {place}: “{_cut(before)}” → “{_cut(after)}”"
        return f"{self.change} in {place}: “{_cut(self.after or self.before)}”"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A block as it is compared: its kind and its words."""

    kind: BlockKind
    words: str
    section: tuple[str, ...]
    table: Table | None


def differences(before: str, after: str) -> list[Difference]:
    """All changes from one text to the other, in the order of the new text."""
    old, new = _units(before), _units(after)
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    found: list[Difference] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            found += _between(old[i1:i2], new[j1:j2])
    return _with_moves(found)


def _units(text: str) -> list[_Unit]:
    return [_unit(text, block) for block in read_outline(text)]


def _unit(text: str, block: Block) -> _Unit:
    raw = text[slice(*block.span)]
    words = raw if block.kind is BlockKind.FOOTNOTE else without_marks(raw)
    section = block.section[:-1] if block.kind is BlockKind.HEADING else block.section
    return _Unit(block.kind, " ".join(words.split()), section, block.table)


def _keys(units: list[_Unit]) -> list[tuple[BlockKind, str]]:
    return [(unit.kind, unit.words) for unit in units]


def _between(old: list[_Unit], new: list[_Unit]) -> Iterator[Difference]:
    """Changes where neither side has a block of the other: alike ones are the same one changed."""
    partners = _partners(old, new)
    for unit in old:
        if id(unit) not in partners:
            yield Difference(Change.REMOVED, unit.section, before=unit.words)
    by_new = {id(partner): unit for unit in old if (partner := partners.get(id(unit))) is not None}
    for unit in new:
        before = by_new.get(id(unit))
        if before is None:
            yield Difference(Change.ADDED, unit.section, after=unit.words)
        elif before.table and unit.table:
            yield from _cells(before.table, unit.table)
        else:
            yield Difference(Change.CHANGED, unit.section, before.words, unit.words)


def _partners(old: list[_Unit], new: list[_Unit]) -> dict[int, _Unit]:
    """For each old block the new one that is most like it, if any is."""
    partners: dict[int, _Unit] = {}
    if len(old) * len(new) > _MOST_PAIRS:
        return partners
    free = list(new)
    for unit in old:
        alike = [(_likeness(unit, other), at) for at, other in enumerate(free)]
        best, at = max(alike, default=(0.0, 0))
        if best >= _ALIKE:
            partners[id(unit)] = free.pop(at)
    return partners


def _likeness(one: _Unit, other: _Unit) -> float:
    if one.kind is not other.kind:
        return 0.0
    if one.table and other.table:
        return 1.0 if set(one.table.columns) & set(other.table.columns) else 0.0
    return SequenceMatcher(None, one.words.split(), other.words.split(), autojunk=False).ratio()


def _cells(old: Table, new: Table) -> Iterator[Difference]:
    """Changed cells of a table by row and column; rows that came or went."""
    section = new.section
    if old.columns != new.columns:
        yield Difference(Change.CHANGED, section, " | ".join(old.columns), " | ".join(new.columns))
    before, after = _by_key(old), _by_key(new)
    for key, row in before.items():
        if key not in after:
            yield Difference(Change.REMOVED, section, before=_said(row))
    for key, row in after.items():
        if key not in before:
            yield Difference(Change.ADDED, section, after=_said(row))
            continue
        for column, one, other in zip_longest(new.columns, before[key].cells, row.cells):
            was, now = (cell.text if cell else "" for cell in (one, other))
            if was != now:
                place = f"{row.key}, {column}: "
                yield Difference(Change.CELL, section, place + was, place + now)


def _by_key(table: Table) -> dict[tuple[str, int], Row]:
    """Rows by their first cell, and by how often that came before."""
    rows: dict[tuple[str, int], Row] = {}
    for row in table.rows:
        number = sum(key == row.key for key, _ in rows)
        rows[row.key, number] = row
    return rows


def _said(row: Row) -> str:
    return " | ".join(cell.text for cell in row.cells)


def _with_moves(found: list[Difference]) -> list[Difference]:
    """What is removed here and added there, in the same words, has moved."""
    removed = {d.before: d for d in found if d.change is Change.REMOVED}
    moved = {d.after for d in found if d.change is Change.ADDED and d.after in removed}
    told: list[Difference] = []
    for d in found:
        if d.change is Change.ADDED and d.after in moved:
            told.append(Difference(Change.MOVED, d.section, d.before, d.after))
        elif not (d.change is Change.REMOVED and d.before in moved):
            told.append(d)
    return told


def _differing(before: str, after: str) -> tuple[str, str]:
    """The words that differ, with a few around them."""
    old, new = re.findall(r"\S+", before), re.findall(r"\S+", after)
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    start = max(0, (min(len(old), len(new)) if same is None else same) - _AROUND)
    tail = 0
    while tail < min(len(old), len(new)) - start - 1 and old[-tail - 1] == new[-tail - 1]:
        tail += 1
    end = max(0, tail - _AROUND)
    return " ".join(old[start : len(old) - end]), " ".join(new[start : len(new) - end])


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
