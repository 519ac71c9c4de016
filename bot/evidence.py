"""Evidence: the sentences and rows of the found chunks, weighed against the question."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.expecting import Kind, expected, lacks
from bot.identifiers import besides
from bot.letterhead import is_letterhead
from bot.tables.model.words import SMALL
from corpus.sentences import Span
from corpus.tables import Row, Table
from index.chunk import ChunkKind
from index.ranking import Hit, PartScore
from index.search import Index

# How much each counts, chosen on the golden questions: the sentence itself, the nearest of the
# questions that it is known to answer, the share of the question's words that stand in it, and how
# well its chunk does.
_DENSE, _ASKED, _WORDS, _CHUNK = 1.0, 1.5, 0.1, 0.1
# What a row of a table of names and meanings gains where the name is asked for: "which competency".
_SOUGHT = 0.3
# What a candidate loses that has nothing of the kind that is asked for, such as a number.
_UNFIT = 0.1
# And what one loses that speaks of another order or memo than the question names.
_ANOTHER = 0.15
_BOUND = _DENSE + _ASKED + _WORDS
_PAIR = 2
_WORD = re.compile(r"\w[\w-]*")
# So many marks a table of nothing else holds, and so long ones.
_FEW, _SHORT = 4, 3
# So much of the name of such a row the question has at least, by how rare its words are.
_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence or a row that might go into the answer.

    ``dense``, ``asked`` and ``written_about`` are those of its `PartScore`. ``support``, at most 1,
    says how well it bears on the question; ``score`` adds how well its chunk does, and orders
    candidates.
    """

    document_id: str
    span: Span
    text: str
    support: float
    score: float
    dense: float
    asked: float
    written_about: bool = True
    table: Table | None = None
    row: Row | None = None


def weigh(index: Index, question: str, hits: list[Hit]) -> list[Candidate]:
    """All candidates of the found chunks that say more than the question, best first."""
    rarity = index.lexical.rarity(question)
    kind = expected(question)
    another = besides(question)
    found = [
        candidate
        for hit in hits
        for part in hit.parts
        if (candidate := _candidate(index, hit, part, rarity, question, kind, another)) is not None
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def _candidate(  # noqa: PLR0913  the question and what was made of it
    index: Index,
    hit: Hit,
    part: PartScore,
    rarity: dict[str, float],
    question: str,
    kind: Kind | None,
    another: Callable[[str], float],
) -> Candidate | None:
    own = index.lexical.stems_of_source(part.text)
    if own <= rarity.keys():
        return None  # a heading or a name that repeats the question answers nothing
    if hit.chunk.kind is ChunkKind.PASSAGE and is_letterhead(part.text, question):
        return None
    around = own | index.lexical.stems_of_source(" ".join(hit.chunk.section[-2:]))
    share = sum(weight for stem, weight in rarity.items() if stem in around)
    coverage = share / (sum(rarity.values()) or 1.0)
    is_row = hit.chunk.kind is ChunkKind.TABLE
    table, row = _row_at(index, hit, part.span) if is_row else (None, None)
    sought = table is not None and _asks_for_name(question, table)
    weight = _DENSE * part.dense + _ASKED * part.asked + _WORDS * coverage + _SOUGHT * sought
    if table is not None and row is not None and not _tells(index, question, table, row):
        return None
    return Candidate(
        document_id=hit.chunk.document_id,
        span=part.span,
        text=part.text,
        support=min(weight / _BOUND, 1.0),
        score=weight
        + _CHUNK * hit.score
        - _UNFIT * lacks(kind, part.text, question)
        - _ANOTHER * another(part.text),
        dense=part.dense,
        asked=part.asked,
        written_about=part.written_about,
        table=table,
        row=row,
    )


def _tells(index: Index, question: str, table: Table, row: Row) -> bool:
    """Whether a row can answer: it shares more with the question than the names of its columns.

    Of many cells, what tables say to the question tells those that are asked for. All of them
    answer it where they are marks, and the row is named.
    """
    asked = set(index.lexical.stems(question))
    said = index.lexical.stems_of_source(" ".join(cell.text for cell in row.cells))
    if asked.isdisjoint(said):
        return False
    if len(table.columns) <= _PAIR:
        return True
    name = index.lexical.rarity(row.key)
    shared = sum(weight for stem, weight in name.items() if stem in asked)
    return shared >= _NAMED * sum(name.values()) and _is_of_marks(table)


def _asks_for_name(question: str, table: Table) -> bool:
    """Whether the name is asked for that a table gives to what the question describes."""
    if len(table.columns) != _PAIR:
        return False
    key = re.escape(table.columns[0])
    return re.search(rf"\b(?:which|what)\b.*\b{key}\b", question, re.IGNORECASE) is not None


def _is_of_marks(table: Table) -> bool:
    """Whether all cells hold one of a few short marks, so that a row says one thing as a whole."""
    marks = {cell.text for row in table.rows for cell in row.cells[1:]}
    return len(marks) <= _FEW and all(len(mark) <= _SHORT for mark in marks)


def _row_at(index: Index, hit: Hit, span: Span) -> tuple[Table, Row]:
    for block in index.corpus.outline(hit.chunk.document_id):
        if block.table is not None and block.span.start <= span.start < block.span.end:
            return block.table, next(row for row in block.table.rows if row.span == span)
    raise KeyError(f"no table at {hit.chunk.document_id}[{span.start}]")


def alike(first: Candidate, second: Candidate) -> bool:
    """Whether two candidates say nearly the same, by the words they share.

    Not if they are of one document and each has a word of its own, as in a list: that differs.
    """
    a, b = (set(_WORD.findall(candidate.text.lower())) for candidate in (first, second))
    if first.document_id == second.document_id and a - b - SMALL and b - a - SMALL:
        return False
    return len(a & b) / max(min(len(a), len(b)), 1) > 0.75  # noqa: PLR2004  nearly all words
