"""Faults: is what a sentence says of a table what the table says?

The check knows nothing of the query that made the sentence, nor of the code that ran it. Names,
values and numbers are marked in the sentence; it has to be of one of a few forms, and whatever that
form says is worked out again from the table that is cited. A word that has no place in such a
sentence, a form or a condition that cannot be read, is a fault: it fails closed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.tables.checking.forms import fault
from bot.tables.checking.masking import COUNT, ROW, WORDS, Masked, masked
from bot.tables.checking.reads import Read, Source, sources
from bot.tables.checking.row_forms import ROW_FORMS
from bot.tables.checking.set_forms import SET_FORMS
from corpus.sentences import without_marks

_WORD = re.compile(r"[^\W\d_]+")
# A row of which a sentence of its own is said.
_SUBJECT = re.compile(rf"(?:^|(?<=\. )){ROW}(?=: | goes | rises | falls | differs | is )")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_TOTAL = re.compile(rf"That makes (?P<count>{COUNT}) in (?P<word>both|all) together\.")
# How many tables a total is over at least, by the word for them.
_OVER = {"both": 2, "all": 3}


def table_fault(text: str, reads: Sequence[Read], lists: Sequence[str] = ()) -> str | None:
    """Why a sentence is not borne out by the cells it rests on, or None if it is.

    ``lists`` are quotes of lists whose entries are compared with rows.
    """
    lines = (_BULLET.sub("", line) for quote in lists for line in quote.split("\n"))
    entries = [entry for line in lines if (entry := without_marks(line).strip())]
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
    tables = sources(reads, entries)
    yield from _name_faults(said, reads, entries)
    yield from _twice(said, tables)
    for word in _WORD.findall(said.bare()):
        if word.lower() not in WORDS:
            yield f"the word {word!r} has no place in it"
    for sentence in said.sentences():
        if total := _TOTAL.fullmatch(sentence.text):
            yield from _total_faults(said.count(total["count"]), total["word"], tables)
        elif found := fault(sentence, (*ROW_FORMS, *SET_FORMS), tables):
            yield found


def _name_faults(said: Masked, reads: Sequence[Read], entries: Sequence[str]) -> Iterator[str]:
    """Names of rows and columns of which no cell is cited.

    A name that is a value or a number as well may stand there as such: the form tells.
    """
    values = {read.value for read in reads}
    rows = {read.row for read in reads} | set(entries) | values
    columns = {read.column for read in reads} | _blank(reads) | values
    for what, names, known in (("row", said.rows, rows), ("column", said.columns, columns)):
        for name in names:
            if name not in known and not name.isdigit():
                yield f"the {what} {name!r} is in none of its cells"


def _twice(said: Masked, tables: Sequence[Source]) -> Iterator[str]:
    subjects = Counter(match.group() for match in _SUBJECT.finditer(said.text))
    for slot, times in subjects.items():
        name = said.name(slot)
        if all(times > len(table.named(name)) for table in tables):
            yield f"it tells of {name!r} twice"


def _blank(reads: Sequence[Read]) -> set[str]:
    """The columns in which a row that was read is blank: there is no cell to name."""
    read_of = {(id(read.table), read.row): read for read in reads}
    return {
        column
        for read in read_of.values()
        for row in read.table.named.get(read.row, ())
        for column, cell in zip(read.table.columns, row.cells, strict=True)
        if not cell.text
    }


def _total_faults(count: int | None, word: str, tables: Sequence[Source]) -> Iterator[str]:
    """Whether a total is the sum of how many rows were read for some reason in each table."""
    if len(tables) < _OVER[word]:
        yield f"it cites {len(tables)} of the tables that it counts in"
    totals = {0}
    for table in tables:
        totals = {total + size for total in totals for size in (0, *table.sizes())}
    if count not in totals:
        yield f"{count} is not the total of rows that it cites"
