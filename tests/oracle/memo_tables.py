"""The tables and lists of the memo, read from its Markdown as plain text.

An oracle of its own: it shares no code with the program, so that both can be wrong only apart.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOCUMENT = "opm-ai-competency-model"
FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "documents"
NOW, FUTURE = "Current Importance", "Future Importance"
CONFIRMED, NOT_RATED = "X", "NR"
# Where each stands: the headings above it, found one after the other.
TABLES = {
    "general_by_grade": (
        "Artificial Intelligence Competencies by Grade",
        "General Competencies",
    ),
    "technical_by_grade": (
        "Artificial Intelligence Competencies by Grade",
        "Technical Competencies",
    ),
    "ranking": ("Competency Ranking",),
    "general_definitions": ("Definitions of General Competencies",),
    "technical_definitions": ("Definitions of Technical Competencies",),
}
LISTS = {
    "general_list": ("Artificial Intelligence Competencies", "General Competencies"),
    "technical_list": ("Artificial Intelligence Competencies", "Technical Competencies"),
}
# The list says "Communicating Results" where the tables say "Communication Results".
SAME = {"communicating results": "communication results"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns beside the names, and the cells by name of the row, in order."""

    columns: tuple[str, ...]
    rows: dict[str, dict[str, str]]


def memo() -> str:
    """The text of the memo."""
    return (FOLDER / f"{DOCUMENT}.md").read_text(encoding="utf-8")


def stands_once(quote: str) -> bool:
    """Whether a quote stands exactly once in the memo, footnote marks left out."""
    return re.sub(r"\[\^[^\]\s]+\]", "", memo()).count(quote) == 1


def names(source: str) -> list[str]:
    """What a table or list names, in its order."""
    return bullets(source) if source in LISTS else list(table(source).rows)


@cache
def table(source: str) -> Table:
    """A table, by its name in `TABLES`."""
    head, _rule, *body = [_boxes(line) for line in _lines(source) if line.startswith("|")]
    rows = {box[0]: dict(zip(head[1:], box[1:], strict=True)) for box in body}
    if len(rows) != len(body):
        raise ValueError(f"{source} names a row twice")
    return Table(tuple(head[1:]), rows)


@cache
def bullets(source: str) -> list[str]:
    """A bullet list, by its name in `LISTS`."""
    return [line.removeprefix("- ") for line in _lines(source) if line.startswith("- ")]


def cell(source: str, row: str, column: str) -> str:
    """What stands in one cell."""
    return table(source).rows[row][column]


def same_name(name: str) -> str:
    """A name as it can be compared between tables, whose spellings differ a little."""
    folded = name.casefold()
    return SAME.get(folded, folded)


def row_line(source: str, row: str) -> str:
    """The line that a row is in the document."""
    return next(line for line in _lines(source) if _boxes(line)[:1] == [row])


def anchor(source: str) -> str:
    """Words that stand once in the document and begin a table or list."""
    lines = [line for line in _lines(source) if line.startswith(("|", "-"))]
    if source in LISTS:
        return "\n".join(lines)
    return lines[0] if stands_once(lines[0]) else "\n".join(lines[:3])


def _lines(source: str) -> list[str]:
    """The lines below the headings of a table or list, up to the next heading."""
    rest = memo()
    for heading in (LISTS | TABLES)[source]:
        _above, rest = re.split(rf"^#+ {re.escape(heading)}$", rest, maxsplit=1, flags=re.MULTILINE)
    return re.split(r"^#", rest, maxsplit=1, flags=re.MULTILINE)[0].splitlines()


def _boxes(line: str) -> list[str]:
    return [box.strip() for box in re.findall(r"\|([^|]*)(?=\|)", line)]
