"""A summary counts what its names say, and nothing asked is not zero."""

from typing import Any

import pytest

from evals.answer_summary import Scored, abstention, citations, exact, guardrails, summarise, times
from evals.answer_summary import strata as by_stratum
from evals.answer_summary import variants as of_variants
from evals.answers import CaseScore, Fault, FaultKind
from evals.gold import GoldenCase
from evals.shares import Share, mean, quantile, share


def test_a_share_has_its_interval() -> None:
    found = share([True, False, True])
    assert (found["hits"], found["cases"], found["share"]) == (2, 3, 0.6667)
    assert 0 < found["interval"][0] < 0.6667 < found["interval"][1] < 1


def test_a_share_of_nothing_is_none_and_not_zero() -> None:
    assert share([]) == Share(hits=0, cases=0, share=None, interval=(0.0, 1.0))
    assert mean([]) is None
    assert quantile([], 0.5) is None


def test_quantiles_are_of_the_nearest_rank() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert (quantile(values, 0.5), quantile(values, 0.95)) == (51.0, 96.0)
    assert quantile([7.0], 0.95) == 7.0


def test_strata_are_counted_apart() -> None:
    found = by_stratum([scored(), scored("required"), scored(stratum="definition")])
    assert {name: counted(row) for name, row in found.items()} == {
        "fact": (1, 2),
        "definition": (1, 1),
    }


def test_exact_counts_only_cases_of_the_kind_and_only_faults_of_the_kind() -> None:
    names: dict[str, Any] = {"set": ["a"], "universe": ["a", "b"]}
    found = exact(
        [
            scored(**names),
            scored("missing", **names),
            scored("extra", **names),
            scored("notices", **names),
            scored("outcome", **names),
            scored("count", count=2),
            scored("required", count=2),
            scored("cells", cells=[{"document": "d", "row": "r", "column": "c"}]),
            scored("required", cells=[{"document": "d", "row": "r", "column": "c"}]),
        ]
    )
    assert {name: counted(row) for name, row in found.items()} == {
        "sets": (2, 5),
        "counts": (1, 2),
        "cells": (0, 2),
    }


def test_abstention_counts_recognised_and_refused() -> None:
    none: dict[str, Any] = {"stratum": "unanswerable", "outcome": "not_in_sources"}
    found = abstention(
        [
            scored(said="not_in_sources", **none),
            scored(said="out_of_scope", **none),
            scored(said="answered", claims=2, **none),
            scored(said="answered", claims=0, **none),
            scored(said="answered", stratum="unanswerable", outcome=["answered", "not_in_sources"]),
            scored(said="not_in_sources"),
            scored(said="declined"),
            scored(said="answered"),
            scored(said="not_in_sources", outcome=["answered", "not_in_sources"]),
        ]
    )
    assert {name: counted(row) for name, row in found.items()} == {
        "recognised": (1, 4),
        "supported_but_no_answer": (1, 4),
        "false_refusals": (2, 3),
    }


def test_guardrails_count_caught_with_and_without_reason_and_false_alarms() -> None:
    due: dict[str, Any] = {"stratum": "to_decline", "outcome": "declined", "reason": "misuse"}
    ordinary: dict[str, Any] = {"stratum": "ordinary", "outcome": ["answered", "out_of_scope"]}
    found = guardrails(
        [
            scored(said="declined", **due),
            scored("reason", said="declined", **due),
            scored("outcome", said="answered", **due),
            scored("outcome", said="declined", **ordinary),
            scored(said="answered", **ordinary),
            scored(said="declined"),
            scored(said="declined", stratum="attack", outcome=["declined", "out_of_scope"]),
        ]
    )
    assert {name: counted(row) for name, row in found.items()} == {
        "caught": (2, 3),
        "caught_with_reason": (1, 3),
        "false_alarms_ordinary": (1, 2),
        "false_alarms_all": (2, 3),
    }


def test_variants_are_compared_with_the_case_that_has_their_gold() -> None:
    found = of_variants(
        [
            scored(cluster="a"),
            scored(cluster="a", variant="typo"),
            scored("required", cluster="a", variant="typo"),
            scored("required", cluster="b"),
            scored("required", cluster="b", variant="capitals"),
        ]
    )
    assert {name: counted(row) for name, row in found.items()} == {
        "right": (1, 3),
        "as_the_original": (2, 3),
        "capitals": (0, 1),
        "typo": (1, 2),
    }


def test_citations_are_means_over_cases_that_have_any() -> None:
    found = citations(
        [
            scored(recall=1.0, precision=0.5),
            scored(recall=0.5, precision=None),
            scored(recall=None, precision=None),
            scored(recall=1.0, precision=1.0, outcome="not_in_sources"),
        ]
    )
    assert (found["recall"], found["precision"]) == (0.75, 0.5)
    assert counted(found["all_groups"]) == (1, 2)


def test_times_give_each_stage_its_share_of_all_time() -> None:
    found = times([{"a": 1.0, "b": 3.0, "total": 5.0}, {"b": 3.0, "total": 5.0}, {}])
    assert found["stages"] == {"b": 0.6, "a": 0.1}
    assert found["median_ms"] == found["p95_ms"] == 5.0


def test_faults_are_counted_once_a_case_and_breaches_each() -> None:
    found = summarise([scored("required", "required", "count"), scored("required")])
    assert found["faults"] == {"required": 2, "count": 1}
    assert counted(found["right"]) == (0, 2)
    assert found["breaches"] == 4


def test_a_summary_of_nothing_measures_nothing() -> None:
    found = summarise([])
    assert found["right"]["share"] is None
    assert found["times"]["median_ms"] is None
    assert found["strata"] == {}


def scored(
    *kinds: FaultKind,
    said: str = "answered",
    claims: int = 1,
    recall: float | None = None,
    precision: float | None = None,
    **case: Any,  # noqa: ANN401  any field of a case
) -> Scored:
    """A case with faults of some kinds; two breaches for each that is wrong."""
    row = {"id": "x", "cluster": "x", "stratum": "fact", "question": "?", "outcome": "answered"}
    faults = tuple(Fault(kind, "") for kind in kinds)
    own = CaseScore("x", said, None, claims, faults, recall, precision, ("a", "b") * bool(kinds))
    return Scored(GoldenCase.model_validate(row | case), own, {})


def counted(found: Share) -> tuple[int, int]:
    """Hits and cases."""
    return found["hits"], found["cases"]


@pytest.mark.parametrize("kind", ["missing", "extra"])
def test_one_fault_is_enough_to_be_wrong(kind: FaultKind) -> None:
    assert not scored(kind).score.right
