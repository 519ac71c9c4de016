"""By hand: questions to invented tables, each with what is to be told.

A line of ``questions.tsv`` is the document of the table, a question, and ``= text`` that is to be
told, ``# number`` that is to be stated, ``{name; name}`` for the rows that are to be named, and no
others, or ``-`` if the table does not say.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.tables.answering import Told
from bot.tables.model.typed import TypedTable
from bot.tables.queries.query import How
from corpus.errors import GuideError
from evals.cases.wording import names_in, numbers_in
from evals.made_questions import TABLES
from evals.right_readings import text_of

FILE = TABLES / "questions.tsv"
_NOTHING = "-"
_WANTED = re.compile(r"-|= \S.*|# \d+|\{\S.*\}")
_FIELDS = 3
_NAMING = frozenset({How.NAMES, How.COUNT, How.HIGHEST, How.LOWEST, How.RISE, How.FALL, How.VALUES})


class ByHand(NamedTuple):
    """A question to the table of a document, and what is to be told."""

    document: str
    question: str
    wanted: str

    @property
    def unanswered(self) -> bool:
        """Whether the table does not say what is asked."""
        return self.wanted == _NOTHING

    def is_right(self, told: Sequence[Told], table: TypedTable) -> bool:
        """Whether what is told, of this table alone, is what is expected."""
        if self.unanswered or not told or any(one.query.table is not table for one in told):
            return False
        text, what = text_of(told), self.wanted[1:].strip()
        if self.wanted[0] == "=":
            return what in text
        if self.wanted[0] == "#":
            return int(what) in numbers_in(text)
        names = {name.strip() for name in what.removesuffix("}").split(";")}
        found = names_in(text, [table.row_name(row) for row in table.rows])
        return found == names and told[0].query.how in _NAMING


def read_by_hand(file: Path = FILE) -> list[ByHand]:
    """All questions; a damaged line is a `GuideError`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_read(file, number, line) for number, line in enumerate(lines, 1)]


def _read(file: Path, number: int, line: str) -> ByHand:
    fields = [field.strip() for field in line.split("\t")]
    if len(fields) != _FIELDS or not all(fields) or not _WANTED.fullmatch(fields[2]):
        expected = "a document, a question, and `= text`, `# number`, `{name; name}` or `-`"
        raise GuideError(f"{file}:{number}: {line!r}: expected {expected}, with tabs between")
    return ByHand(*fields)
