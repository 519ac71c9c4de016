"""Checking: is what a sentence says of a table what the table says?

It knows nothing of the query that made the sentence, nor of the code that ran it. Names, values and
numbers are taken from the sentence and looked up in the cells that its citations name; what it says
of a set of rows is put as conditions again and tried on every row of the table. A word that has no
place in such a sentence, or a condition that cannot be read, is a fault: it fails closed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.tables.checking import clauses
from bot.tables.checking.figures import numbers_of
from bot.tables.checking.masking import Masked, masked
from bot.tables.model.values import day
from bot.tables.model.words import stems
from corpus.tables import Table

# The words that may stand between names, values and numbers.
_WORDS = frozenset(
    """
    a after again all alone also among and are as at average before be between blank bottom both by
    comes day days difference does do down each earliest either entries entry exactly fall falls
    fewer fewest first from gap goes gain gains has have held hold holds in is it last latest later
    left least less list lose loses lowest highest makes mark marks more most move moves n next
    neither no none nor not nothing number of once one only or other out over place places rank
    ranks rise rises row rows same set share stand stands sum table than that the there these they
    those three times to together top total two up value values what which with yes earlier higher
    lower
    """.split()  # noqa: SIM905  a list of strings is harder to read
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\w.])[-\u2212]?\d[\d,]*(?:\.\d+)?")
_HEAD = re.compile(r"^(?P<verdict>(?:Yes|No), )?(?:In the (?:table|list) \u27e8H\d+\u27e9, )")
_COUNTED = re.compile(r"^(?P<count>\d+|none|no row|one) (?P<rest>.+?)\.?$", re.DOTALL)
_MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """A cell that a sentence rests on, and what it holds."""

    table: Table
    row: str
    column: str
    value: str


def table_fault(text: str, reads: Sequence[Read], lists: Sequence[str] = ()) -> str | None:
    """Why a sentence is not borne out by the cells it rests on, or None if it is.

    ``lists`` are quotes of lists whose entries are compared with rows.
    """
    entries = [line.lstrip("-*+ ").strip() for quote in lists for line in quote.split("\n")]
    entries = [entry for entry in entries if entry]
    if not reads and not entries:
        return "it names no cell"
    if _spells_out(text, reads):
        return None
    said = masked(text, [r.table for r in reads], entries, [r.value for r in reads])
    return next(_faults(said, reads, entries), None)


def _spells_out(text: str, reads: Sequence[Read]) -> bool:
    """Whether a sentence is rows with the whole text of their cells and nothing else."""
    left = text
    for read in sorted(reads, key=lambda r: -len(r.value)):
        left = left.replace(f"{read.row}: {read.value}", "", 1)
    return not left.strip()


def _faults(said: Masked, reads: Sequence[Read], entries: Sequence[str]) -> Iterator[str]:
    rows = {read.row for read in reads} | set(entries)
    columns = {read.column for read in reads} | _blank_columns(reads)
    yield from (
        f"the row {name!r} is in none of its cells" for name in said.rows if name not in rows
    )
    yield from (
        f"the column {name!r} is in none of its cells"
        for name in said.columns
        if name not in columns
    )
    yield from _foreign(said)
    yield from _unborne_numbers(said, reads, entries)
    for sentence in said.sentences():
        yield from _sentence_faults(sentence, reads)


def _blank_columns(reads: Sequence[Read]) -> set[str]:
    """The columns in which a row that was read is blank: there is no cell to name."""
    return {
        column
        for read in reads
        for row in read.table.rows
        for column, cell in zip(read.table.columns, row.cells, strict=True)
        if row.key == read.row and not cell.text
    }


def _is_blank(reads: Sequence[Read], row: str, column: str) -> bool:
    return any(
        line.key == row and not line.cells[read.table.columns.index(column)].text
        for read in reads
        if column in read.table.columns
        for line in read.table.rows
    )


def _foreign(said: Masked) -> Iterator[str]:
    left = _MONTHS.sub(" ", said.bare())
    for word in _WORD.findall(left):
        if word.lower() not in _WORDS:
            yield f"the word {word!r} has no place in it"


def _unborne_numbers(said: Masked, reads: Sequence[Read], entries: Sequence[str]) -> Iterator[str]:
    named = {float(len(part.rows)) for part in (said, *said.sentences())}
    known = numbers_of(reads) | _compared(reads, entries) | named
    bare = said.bare()
    for found in _NUMBER.finditer(bare):
        value = float(found.group().replace(",", "").replace("\u2212", "-"))
        if round(value, 2) not in known and not _bounds(bare, found, reads):
            yield f"the number {found.group()!r} is neither in its cells nor computed from them"


def _compared(reads: Sequence[Read], entries: Sequence[str]) -> set[float]:
    """How many entries of a list stand among the rows that were read, and how many do not."""
    listed = {stems(entry) for entry in entries}
    rows = {stems(read.row) for read in reads}
    return {float(len(names)) for names in (listed, listed & rows, listed - rows)}


def _bounds(bare: str, found: re.Match[str], reads: Sequence[Read]) -> bool:
    """Whether a number limits others, which the conditions check, or is part of such a day."""
    before, after = bare[: found.start()], bare[found.end() :]
    limits = re.search(
        r"\b(?:less than|at most|exactly|at least|more than|first|last|by) [$€£]?$", before
    )
    counts = re.match(r" or (?:more|fewer)\b", after)
    dated = any(day(read.value) for read in reads) and _MONTHS.search(before[-14:])
    return bool(limits or counts or dated)


def _sentence_faults(sentence: Masked, reads: Sequence[Read]) -> Iterator[str]:
    """What a sentence says of single rows, or of all that meet its conditions."""
    head = _HEAD.match(sentence.text)
    if head is None:
        yield from _row_faults(sentence, reads)
        return
    found = _COUNTED.match(sentence.text[head.end() :])
    table = next((r.table for r in reads), None)
    if found is None or table is None:
        return
    told, _, names = found["rest"].partition(": ")
    tests = clauses.read(told, sentence, table)
    if tests is None:
        if not re.match(r"(?:rows?|entr\w+)\b", told) and not _only_membership(told):
            yield f"its condition cannot be read: {told[:60]!r}"
        return
    yield from _set_faults(found["count"], names, tests, sentence, table)


def _only_membership(told: str) -> bool:
    """Whether all that is said is in which other table or list the rows stand."""
    return "\u27e8H" in told or told.startswith(("the number", "stand", "entries", "row"))


def _set_faults(
    count: str, names: str, tests: list[clauses.Test], sentence: Masked, table: Table
) -> Iterator[str]:
    partial = any(test is clauses.ELSEWHERE for test in tests)
    meeting = [row.key for row in table.rows if all(test(row) for test in tests)]
    named = sentence.rows_in(names)
    number = 0 if count in {"none", "no row"} else 1 if count == "one" else int(count)
    if names and number != len(named):
        yield f"it counts {number} and names {len(named)}"
    if not partial and number != len(meeting):
        yield f"the table has {len(meeting)} such rows, not {number}"
    # Where only lists and other tables decide, the rows may be those of a list.
    wrong = [name for name in named if name not in meeting]
    if wrong and not all(test is clauses.ELSEWHERE for test in tests):
        yield f"{wrong[0]!r} does not meet its conditions"


def _row_faults(sentence: Masked, reads: Sequence[Read]) -> Iterator[str]:
    """Values given for rows: "Row: Column is value", "Row: value at Column", "Row (value)"."""
    held = {(r.row, r.column): r.value for r in reads}
    for row, column, value in sentence.assertions():
        if not value and _is_blank(reads, row, column):
            continue
        if (row, column) in held and held[row, column] != value:
            yield f"the cell {row}, {column} holds {held[row, column]!r}, not {value!r}"
        elif (row, column) not in held:
            yield f"{row}, {column} is none of its cells"
    for row, values in sentence.brackets():
        own = [value for (name, _), value in held.items() if name == row]
        yield from (f"{value!r} is in no cell of {row}" for value in values if value not in own)
    verdict = re.match(r"(Yes|No), ", sentence.text)
    if verdict:
        yield from _verdict_faults(verdict[1], sentence, held)


def _verdict_faults(
    verdict: str, sentence: Masked, held: dict[tuple[str, str], str]
) -> Iterator[str]:
    values = [held.get((row, column), "") for row, column, _ in sentence.assertions()]
    affirms = {clauses.affirms(value) for value in values}
    if not values or len(affirms) != 1 or (verdict == "Yes") != affirms.pop():
        yield f"its {verdict!r} is not what its cells say"
