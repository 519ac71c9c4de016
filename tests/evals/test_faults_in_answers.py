"""Faults planted in quoted and table answers are caught, and what is right passes."""

import json
from collections.abc import Mapping, Sequence

import pytest
from made_runs import made_run

from bot.bearing_out import Verifier
from bot.pipeline import Assistant
from corpus.library import Corpus
from evals.calibration.in_answers import (
    RIGHT,
    Told,
    checks,
    is_wrong,
    lines,
    right_claims,
    with_faults,
)
from evals.cases.golden_files import golden_files, read_golden
from index.search import Index

ASKED = (
    "What is the future importance of Data Visualization?",
    "At which grades is Resilience marked?",
    "How many days did OMB memo M-25-21 give agencies to have a Chief AI Officer?",
)
Found = list[tuple[Told, Mapping[str, str | None]]]


@pytest.fixture(scope="module")
def claims(open_index: Index) -> list[Told]:
    """The claims of a quoted and of two table answers."""
    assistant = Assistant(open_index)
    answers = [assistant.ask(question) for question in ASKED]
    return [
        Told(claim, tuple(c for c in answer.citations if c.number in claim.citations))
        for answer in answers
        for claim in answer.claims
        if claim.kind != "paraphrase"
    ]


@pytest.fixture(scope="module")
def found(claims: Sequence[Told], open_index: Index) -> Found:
    """What each check says of them, and of the faults made of them."""
    looking = checks(Verifier(open_index.embedder.encode), open_index.corpus)
    return [
        (told, {name: look(told) for name, look in looking.items()})
        for told in (*claims, *with_faults(claims))
    ]


def test_what_is_right_passes_and_no_planted_fault_does(found: Found) -> None:
    assert {told.claim.kind for told, _ in found} == {"quote", "table"}
    assert {"number", "negation", "citation", RIGHT} <= {told.fault for told, _ in found}
    assert [told.claim.text for told, refused in found if is_wrong(told, refused)] == []


def test_each_kind_of_claim_and_fault_is_counted(claims: Sequence[Told], found: Found) -> None:
    right = [line for line in lines(found) if line.fault == RIGHT]
    assert sum(line.count for line in right) == len(claims)
    assert all(line.passed["invariants"] == line.count for line in right)


def test_a_fault_that_passes_and_a_right_claim_that_does_not_are_named(
    claims: Sequence[Told],
) -> None:
    told = claims[0]
    faulty = Told(told.claim, told.cited, "number")
    assert is_wrong(told, {"invariants": "no", "verifier": None}) == ["invariants"]
    assert is_wrong(faulty, {"invariants": "no", "verifier": None}) == ["verifier"]


def test_claims_are_taken_once_and_from_right_answers_alone(
    open_index: Index, corpus: Corpus
) -> None:
    assistant = Assistant(open_index)
    facts = [case for case in read_golden(golden_files(), corpus) if case.stratum == "fact"]
    right, once, answer = next(
        (case, found, answer)
        for case in facts
        if (answer := json.loads(assistant.ask(case.question).to_json()))
        and (found := right_claims(made_run(corpus, {case.id: answer}, [case])))
    )
    again = right.model_copy(update={"id": "again"})
    wrong = right.model_copy(update={"id": "wrong", "required": (("no such word",),)})
    answers = {case.id: answer for case in (right, again, wrong)}
    assert right_claims(made_run(corpus, answers, [right, again])) == once
    assert right_claims(made_run(corpus, answers, [wrong])) == []
