"""Phrasings: the many ways in which people ask the same of a table, written down by people.

A line of ``phrasings/*.tsv`` is the name of a form and a phrasing of it. Names of the table and
numbers stand in it as slots: ``[A]`` and ``[B]`` columns, ``[R]`` and ``[S]`` rows, ``[N]`` and
``[M]`` numbers, ``[V]`` a value, ``[W]`` a word, ``[T]`` and ``[U]`` tables or groups of rows. So a
phrasing knows no table, and what is asked of one is recognised in another.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.errors import GuideError

FOLDER = Path(__file__).with_name("phrasings")
# What a question asks that is about no table.
OTHER = "other"
_SLOT = re.compile(r"\[([ABRSNMVWTU])\]")
# In each kind of slot the one that is named first, and the one named after it.
_PAIRS = ("AB", "RS", "NM", "TU")
# What a form becomes when its two columns, or its two tables, are named the other way round.
_TURNED = {
    "AB": {
        "first_not_second": "second_not_first",
        "second_not_first": "first_not_second",
        "count_first_not_second": "count_second_not_first",
        "count_second_not_first": "count_first_not_second",
    },
    "TU": {
        "in_first_only": "in_second_only",
        "count_in_first_only": "count_in_second_only",
    },
}
_FILLERS = {
    "A": "columnone", "B": "columntwo", "R": "rowone", "S": "rowtwo", "N": "numberone",
    "M": "numbertwo", "V": "cellvalue", "W": "someword", "T": "listone", "U": "listtwo",
}  # fmt: skip


class Slots(NamedTuple):
    """How many columns, rows, numbers (each at most two) and values a phrasing names."""

    columns: int
    rows: int
    numbers: int
    values: int


class Phrasing(NamedTuple):
    """A phrasing with its slots filled in the order in which they are named."""

    form: str
    text: str
    slots: Slots
    author: str


def filler(slot: str) -> str:
    """The word that stands for a slot."""
    return _FILLERS[slot]


def read_phrasings() -> list[Phrasing]:
    """All phrasings, in the same order every time; a damaged line is a `GuideError`."""
    return [phrasing for file in sorted(FOLDER.glob("*.tsv")) for phrasing in _lines(file)]


def _lines(file: Path) -> Iterator[Phrasing]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        form, tab, text = line.partition("\t")
        if not (tab and form.strip() and text.strip()):
            raise GuideError(f"{file}:{number}: {line!r}: expected a form, a tab and a phrasing")
        yield _filled(form.strip(), text.strip(), file.stem)


def _filled(form: str, text: str, author: str) -> Phrasing:
    """Fill the slots, after naming them by the order in which they stand."""
    renamed: dict[str, str] = {}
    for pair in _PAIRS:
        first, second = (text.find(f"[{slot}]") for slot in pair)
        if 0 <= second < first or (second >= 0 > first):
            renamed |= {pair[0]: pair[1], pair[1]: pair[0]}
            form = _TURNED.get(pair, {}).get(form, form)
    named = {renamed.get(slot, slot) for slot in _SLOT.findall(text)}
    filled = _SLOT.sub(lambda m: f" {filler(renamed.get(m[1], m[1]))} ", text)
    counts = (sum(slot in named for slot in slots) for slots in ("AB", "RS", "NM", "V"))
    return Phrasing(form, " ".join(filled.split()), Slots(*counts), author)
