"""The golden answers to questions about the memo's tables are what the memo's text gives."""

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ORACLE = ROOT / "tests" / "oracle"
GOLDEN = ROOT / "evals" / "golden"


def cases_of(name: str) -> list[dict[str, Any]]:
    """The rows of a golden file."""
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


FIRST = cases_of("tables.jsonl")
CASES = [*FIRST, *cases_of("tables_2.jsonl")]
WORKED_OUT = ("set", "universe", "count", "required", "forbidden", "cells")
GENERAL, TECHNICAL, RANKING = "general_by_grade", "technical_by_grade", "ranking"
NOW, FUTURE = "Current Importance", "Future Importance"

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


@pytest.fixture(scope="module")
def oracle() -> Iterator[ModuleType]:
    """The module that works out what a query gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ORACLE)
        yield importlib.import_module("queries")


@pytest.fixture(scope="module")
def memo_tables(oracle: ModuleType) -> ModuleType:
    """The module that reads the memo's text, which the other rests on."""
    assert oracle
    return importlib.import_module("memo_tables")


@each_case
def test_what_a_case_holds_is_what_the_text_gives(case: dict[str, Any], oracle: ModuleType) -> None:
    held = {field: case[field] for field in WORKED_OUT if field in case}
    assert held == oracle.gold(case["query"])


@each_case
def test_the_evidence_of_a_case_is_what_its_query_reads(
    case: dict[str, Any], oracle: ModuleType
) -> None:
    assert case.get("evidence", []) == oracle.evidence(case["query"])


@each_case
def test_each_quote_of_a_case_stands_once(case: dict[str, Any], memo_tables: ModuleType) -> None:
    quotes = [place["quote"] for place in case.get("evidence", [])]
    assert [quote for quote in quotes if not memo_tables.stands_once(quote)] == []


def test_no_question_is_asked_twice() -> None:
    assert len({case["question"].casefold() for case in CASES}) == len(CASES)


def test_no_id_stands_twice() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("stratum", ["table_cell", "table_set", "table_count"])
def test_each_stratum_has_140_questions_beside_their_rewordings(stratum: str) -> None:
    own = [case for case in FIRST if case["stratum"] == stratum and "variant" not in case]
    assert len(own) == 140


def test_a_rewording_stands_in_the_cluster_of_the_case_it_rewords() -> None:
    others = {case["cluster"]: case["query"] for case in CASES if case["cluster"] == case["id"]}
    reworded = [case for case in CASES if "variant" in case]
    assert [c["id"] for c in reworded if c["cluster"] not in others] == []


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ("general_list", 43),
        ("technical_list", 14),
        (GENERAL, 40),
        (TECHNICAL, 7),
        (RANKING, 29),
        ("general_definitions", 40),
        ("technical_definitions", 7),
    ],
)
def test_the_oracle_reads_every_name_of_a_source(
    memo_tables: ModuleType, source: str, size: int
) -> None:
    assert len(memo_tables.names(source)) == size


@pytest.mark.parametrize(
    ("table", "column", "count"),
    [
        (GENERAL, "GS-11", 19),
        (GENERAL, "GS-12", 17),
        (GENERAL, "GS-13", 27),
        (GENERAL, "GS-14", 27),
        (GENERAL, "GS-15", 39),
        (TECHNICAL, "GS-13", 1),
        (TECHNICAL, "GS-14", 3),
        (TECHNICAL, "GS-15", 7),
    ],
)
def test_the_oracle_counts_a_grade(oracle: ModuleType, table: str, column: str, count: int) -> None:
    assert oracle.gold({"op": "count_where", "table": table, "column": column})["count"] == count


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        (
            {"op": "all_but", "table": GENERAL, "column": "GS-11"},
            ["Accountability", "Self-Management"],
        ),
        (
            {"op": "difference", "table": GENERAL, "in": "GS-11", "not_in": "GS-15"},
            ["Mathematical Reasoning"],
        ),
        (
            {"op": "exactly_at", "table": GENERAL, "columns": ["GS-11", "GS-15"]},
            ["Memory"],
        ),
        ({"op": "all", "table": TECHNICAL}, ["Data Analysis"]),
        (
            {"op": "only", "table": TECHNICAL, "column": "GS-15"},
            [
                "Artificial Intelligence and Machine Learning",
                "Data Visualization",
                "Testing and Validation",
                "Values-driven Design",
            ],
        ),
        (
            {"op": "top", "n": 3, "column": FUTURE},
            ["Integrity or Honesty", "Technical Competence", "Problem Solving"],
        ),
        (
            {"op": "rank_change", "direction": "unchanged"},
            ["Integrity or Honesty", "Technical Competence", "Reasoning"],
        ),
        ({"op": "biggest_change", "direction": "worse"}, ["Self-Management"]),
        (
            {"op": "in_both", "tables": [TECHNICAL, RANKING]},
            [
                "Communication Results",
                "Data Analysis",
                "Data Extraction and Transformation",
                "Data Visualization",
            ],
        ),
        (
            {"op": "listed_without_row", "list": "general_list", "table": GENERAL},
            ["Contracting or Procurement", "Mental Visualization", "Perceptual Speed"],
        ),
        (
            {"op": "bottom", "n": 2, "column": FUTURE},
            ["Mathematical Reasoning", "Strategic Thinking"],
        ),
    ],
)
def test_the_oracle_finds_the_names(
    oracle: ModuleType, query: dict[str, Any], chosen: list[str]
) -> None:
    assert oracle.gold(query)["set"] == chosen


def test_the_oracle_knows_the_two_spellings_of_a_name(oracle: ModuleType) -> None:
    query = {"op": "listed_without_row", "list": "technical_list", "table": TECHNICAL}
    found = oracle.gold(query)["set"]
    assert not {"Communicating Results", "Values-Driven Design"} & {*found}


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("Accountability", NOW, "3"),
        ("Accountability", FUTURE, "12"),
        ("Data Analysis", NOW, "NR"),
        ("Strategic Thinking", FUTURE, "29"),
    ],
)
def test_the_oracle_reads_a_rank(
    memo_tables: ModuleType, row: str, column: str, value: str
) -> None:
    assert memo_tables.cell(RANKING, row, column) == value


def test_a_confirmed_cell_is_told_and_not_denied(oracle: ModuleType) -> None:
    told = oracle.gold({"op": "cell", "table": GENERAL, "row": "Memory", "column": "GS-11"})
    assert (told["required"], told["forbidden"]) == ([oracle.RATED], oracle.NOT_FOR_RATED)


@pytest.mark.parametrize(
    "text",
    [
        "Memory is confirmed for employee selection at GS-12.",
        "At GS-12, Memory is confirmed.",
        "GS-12: X",
    ],
)
def test_saying_that_a_grade_is_confirmed_is_seen(oracle: ModuleType, text: str) -> None:
    assert told(text, oracle.confirmed_at("GS-12"))


@pytest.mark.parametrize(
    "text",
    [
        "Memory is Not Rated at GS-12; it is confirmed at GS-11 and GS-15.",
        "Memory is not confirmed at GS-12.",
        "GS-12: NR",
    ],
)
def test_denying_it_is_not_taken_for_saying_it(oracle: ModuleType, text: str) -> None:
    assert not told(text, oracle.confirmed_at("GS-12"))


@pytest.mark.parametrize(
    "text", ["It ranks 20 today.", "It is the 20th of 29.", "It comes twentieth.", "**20**"]
)
def test_a_rank_is_seen(oracle: ModuleType, text: str) -> None:
    assert told(text, oracle.ordinal(20))


@pytest.mark.parametrize(
    "text",
    ["Order 14148 revoked it on 20 January 2025.", "It ranks 120.", "It ranks 2.", "GS-20"],
)
def test_other_numbers_are_not_taken_for_a_rank(oracle: ModuleType, text: str) -> None:
    assert not told(text, oracle.ordinal(20))


def test_a_cell_that_is_there_is_not_absent(oracle: ModuleType) -> None:
    with pytest.raises(ValueError, match="is in the table"):
        oracle.gold({"op": "absent", "table": GENERAL, "row": "Memory", "column": "GS-11"})


def test_a_phrase_that_a_definition_does_not_hold_is_refused(oracle: ModuleType) -> None:
    place = {"table": "general_definitions", "row": "Memory", "column": "Definition"}
    with pytest.raises(ValueError, match="does not stand in Memory"):
        oracle.gold({"op": "cell", **place, "phrase": "recites"})


def told(text: str, group: list[str]) -> bool:
    """Whether a group of required or forbidden expressions stands in a text."""
    expressions = [expression.removeprefix("re:") for expression in group]
    return any(re.search(expression, text, re.IGNORECASE) for expression in expressions)
