"""Forms: the sentences that may be said of a table, each with what has to hold for it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

from bot.tables.checking.masking import HEADING, Masked, several
from bot.tables.checking.reads import Source
from corpus.tables import Row

# Says what is wrong with a sentence of a form, by one of the tables that it may speak of.
Check = Callable[[re.Match[str], Masked, Source], Iterator[str]]
Form = tuple[re.Pattern[str], Check]
Entries = Sequence[tuple[str, tuple[str, ...]]]
_ELSEWHERE = re.compile(rf" among those in {several(HEADING)} that ")
_HUNDREDTH = 0.005 + 1e-9


def form(pattern: str, check: Check) -> Form:
    """A form of sentences: the pattern that all of a sentence has to match, and its check."""
    return re.compile(pattern, re.DOTALL), check


def is_about(told: float | None, computed: float | None) -> bool:
    """Whether a number is the computed one, which is told to two decimals."""
    if told is None or computed is None:
        return False
    return abs(told - computed) <= _HUNDREDTH


def fault(sentence: Masked, forms: Sequence[Form], sources: Sequence[Source]) -> str | None:
    """The first fault of a sentence by the table that bears it out best; None where one does."""
    read = [
        (match, check) for pattern, check in forms if (match := pattern.fullmatch(sentence.text))
    ]
    if not read:
        return f"a sentence of that form cannot be checked: {sentence.text[:60]!r}"
    faults = [
        next(check(match, sentence, source), None)
        for source in sources
        if set(sentence.columns_in(_own(sentence.text))) <= set(source.table.columns)
        for match, check in read
    ]
    return None if None in faults else next(iter(faults), "no table that it cites has its columns")


def _own(text: str) -> str:
    """What is said of the table itself, before what is said of another one."""
    return _ELSEWHERE.split(text, maxsplit=1)[0]


def entry_faults(
    entries: Entries,
    rows: Sequence[Row],
    source: Source,
    columns: tuple[str, ...] | None = None,
    *,
    whole: bool = True,
) -> Iterator[str]:
    """Whether entries are these rows, with the values of the same columns in brackets.

    ``whole``: all of them; ``columns``: which ones, where the sentence says so.
    """
    names = Counter(name for name, _ in entries)
    wrong = names - Counter(row.key for row in rows)
    if wrong or not entries or (whole and len(entries) != len(rows)):
        yield f"{next(iter(wrong), '')!r} does not meet its conditions"
        return
    size = len(entries[0][1])
    own = [columns] if columns else permutations(source.table.columns[1:], size)
    told = Counter(entries)
    if not any(
        told <= Counter((row.key, tuple(source.cell(row, c) for c in some)) for row in rows)
        for some in own
    ):
        yield f"{', '.join(entries[0][1])!r} and the other values are in no cells of its rows"
