"""The counts of the memo and the fact sheet, read back from the committed Markdown."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from corpus.settings import PROJECT

DOCUMENTS = PROJECT / "corpus" / "documents"
MEMO = (DOCUMENTS / "opm-ai-competency-model.md").read_text(encoding="utf-8")
FACT_SHEET = (DOCUMENTS / "opm-ai-fact-sheet.md").read_text(encoding="utf-8")


def under(*headings: str) -> str:
    """The memo's text below these headings, found one after the other, up to the next heading."""
    rest = MEMO
    for heading in headings:
        rest = re.split(rf"^#+ {re.escape(heading)}$", rest, maxsplit=1, flags=re.MULTILINE)[1]
    return re.split(r"^#", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


LISTED = "Artificial Intelligence Competencies"
BY_GRADE = "Artificial Intelligence Competencies by Grade"
GENERAL, TECHNICAL = "General Competencies", "Technical Competencies"


@pytest.mark.parametrize(("kind", "count"), [(GENERAL, 43), (TECHNICAL, 14)])
def test_the_memo_lists_43_general_and_14_technical_competencies(kind: str, count: int) -> None:
    names = re.findall(r"^- (.+)$", under(LISTED, kind), re.MULTILINE)
    assert len(set(names)) == len(names) == count


@pytest.mark.parametrize(("kind", "count"), [(GENERAL, 40), (TECHNICAL, 7)])
def test_40_general_and_7_technical_competencies_are_rated_by_grade(kind: str, count: int) -> None:
    names = [row[0] for row in rows(under(BY_GRADE, kind))]
    assert len(set(names)) == len(names) == count


@pytest.mark.parametrize(
    ("kind", "counts"), [(GENERAL, [19, 17, 27, 27, 39]), (TECHNICAL, [1, 3, 7])]
)
def test_each_grade_has_as_many_confirmed_competencies_as_the_memo_marks(
    kind: str, counts: list[int]
) -> None:
    columns = list(zip(*rows(under(BY_GRADE, kind)), strict=True))[1:]
    assert [column.count("X") for column in columns] == counts


def test_every_cell_by_grade_is_rated_or_not_rated() -> None:
    cells = {cell for kind in (GENERAL, TECHNICAL) for row in rows(under(BY_GRADE, kind))
             for cell in row[1:]}  # fmt: skip
    assert cells == {"X", "NR"}


def test_29_competencies_are_ranked_each_place_once() -> None:
    ranked = rows(under("Competency Ranking"))
    current = [int(row[1]) for row in ranked if row[1] != "NR"]
    assert current == list(range(1, 17))
    assert sorted(int(row[2]) for row in ranked) == list(range(1, 30))


def test_47_competencies_are_defined() -> None:
    defined = [
        row for kind in (GENERAL, TECHNICAL) for row in rows(under(f"Definitions of {kind}"))
    ]
    assert len({name for name, _ in defined}) == len(defined) == 47
    assert all(definition.endswith(".") for _, definition in defined)


def test_the_fact_sheet_has_12_actions() -> None:
    assert len(re.findall(r"^- ", FACT_SHEET, re.MULTILINE)) == 12


def test_no_entry_of_the_fact_sheet_is_repeated() -> None:
    entries = Counter(re.findall(r"^ *- (.+)$", FACT_SHEET, re.MULTILINE))
    assert entries.most_common(1)[0][1] == 1


def test_entries_of_the_fact_sheet_are_nested_one_level_at_most() -> None:
    depths = [len(indent) for indent in re.findall(r"^( *)- ", FACT_SHEET, re.MULTILINE)]
    assert depths[0] == 0
    assert set(depths) == {0, 2}
    assert all(b <= a + 2 for a, b in pairwise(depths))
