"""A right answer is right, and each way of being wrong is found and named."""

from typing import Any

import pytest

from evals.cases.gold import GoldenCase
from evals.suites.answers import score
from evals.suites.suite import Score

MODEL, REGISTER = "opm-ai-competency-model", "eo-14110"
CASE: dict[str, Any] = {
    "id": "table_set-1",
    "cluster": "table_set-1",
    "stratum": "table_set",
    "question": "Which lamps burn oil?",
    "outcome": "answered",
    "required": [["oil", "petroleum"], ["2021"]],
    "forbidden": ["electric"],
    "set": ["Storm Lamp", "Lamp"],
    "universe": ["Lamp", "Storm Lamp", "Head Lamp"],
    "count": 2,
    "cells": [{"document": MODEL, "row": "Lamp", "column": "Fuel"}],
    "evidence": [
        {"document": MODEL, "quote": "q", "group": 1, "start": 100, "end": 120},
        {"document": REGISTER, "quote": "q", "group": 1, "start": 0, "end": 9},
        {"document": MODEL, "quote": "q", "group": 2, "start": 300, "end": 320},
    ],
    "must_not_cite": ["gears-of-transformation"],
    "notices": ["standing"],
}
BARE = {key: CASE[key] for key in ("id", "cluster", "stratum", "question", "outcome", "evidence")}
TEXT = "Two lamps burn oil: [1]\n- Lamp [1]\n- Storm Lamp [2]"


def test_a_right_answer_is_right() -> None:
    found = scored(CASE, answer())
    assert (found.passed, found.why) == (True, ())
    assert found.values == {
        "citation recall": 1.0,
        "citation precision": 1.0,
        "set exact": 1.0,
        "count exact": 1.0,
        "cells exact": 1.0,
    }


@pytest.mark.parametrize(
    ("change", "kind", "what"),
    [
        pytest.param(
            {"outcome": "not_in_sources"}, "outcome", "not_in_sources, expected answered", id="out"
        ),
        pytest.param({"text": TEXT.replace("oil", "gas")}, "required", "group 1: none", id="word"),
        pytest.param({"notices": []}, "required", "group 2: none", id="word of a notice"),
        pytest.param({"text": f"{TEXT} Electric."}, "forbidden", "'electric'", id="forbidden"),
        pytest.param({"text": TEXT.replace("- Lamp", "-")}, "missing", "Lamp", id="missing"),
        pytest.param(
            {"text": TEXT.replace("Storm Lamp", "Lamp")}, "missing", "Storm Lamp", id="longer"
        ),
        pytest.param({"text": f"{TEXT}\n- Head Lamp"}, "extra", "Head Lamp", id="extra"),
        pytest.param({"text": TEXT.replace("Two", "12")}, "count", "2 is not stated", id="count"),
        pytest.param(
            {"text": TEXT.replace("Two", "All").replace("\n-", "\n2.")},
            "count",
            "2 is not stated",
            id="a list number is no count",
        ),
        pytest.param({"cell": {"column": "Price"}}, "cells", "Lamp, Fuel of", id="column"),
        pytest.param({"cell": {"row": "Head Lamp"}}, "cells", "Lamp, Fuel of", id="row"),
        pytest.param({"document": REGISTER}, "cells", f"of {MODEL}", id="cell elsewhere"),
        pytest.param({"kind": "coverage"}, "notices", "no standing notice", id="notice"),
        pytest.param(
            {"second": "gears-of-transformation"}, "must_not_cite", "is cited", id="must not cite"
        ),
    ],
)
def test_each_defect_is_found_and_named(change: dict[str, Any], kind: str, what: str) -> None:
    found = scored(CASE, answer(**change))
    assert not found.passed
    assert [what in fault.what for fault in found.why if fault.kind == kind] == [True]


def test_what_a_notice_tells_counts_for_no_set() -> None:
    found = scored(CASE, answer(notice="Of 2021; a Head Lamp and an electric one too."))
    assert found.passed


def test_a_citation_marker_states_no_count() -> None:
    case = {**BARE, "count": 2}
    assert not scored(case, answer(text="Lamp [2]")).passed


def test_an_empty_set_is_right_where_no_name_is_given() -> None:
    case = {**BARE, "set": [], "universe": CASE["universe"]}
    assert scored(case, answer(text="No such thing. [1] [2]")).passed
    assert not scored(case, answer()).passed


def test_the_wrong_reason_is_found() -> None:
    case = {**BARE, "outcome": "declined", "reason": ["misuse", "system_probe"], "evidence": []}
    given: dict[str, Any] = {"outcome": "declined", "text": "That is not for me."}
    assert scored(case, answer(**given, reason="misuse")).passed
    faults = scored(case, answer(**given, reason="legal_advice")).why
    assert [(fault.kind, fault.what) for fault in faults] == [
        ("reason", "legal_advice, expected misuse or system_probe")
    ]


def test_any_of_several_outcomes_is_right() -> None:
    case = {**BARE, "outcome": ["out_of_scope", "not_in_sources"], "evidence": []}
    rights = [
        scored(case, answer(outcome=outcome)).passed
        for outcome in ("out_of_scope", "not_in_sources", "answered")
    ]
    assert rights == [True, True, False]


def test_where_nothing_else_is_asked_a_citation_must_overlap_the_evidence() -> None:
    assert scored(BARE, answer()).passed
    apart = answer(spans=[(120, 140), (0, 100)])
    assert [fault.kind for fault in scored(BARE, apart).why] == ["evidence"]
    assert [fault.kind for fault in scored(CASE, apart).why] == []


@pytest.mark.parametrize("case", [CASE, BARE, {**BARE, "evidence": []}])
def test_an_empty_answer_is_never_right(case: dict[str, Any]) -> None:
    empty = answer() | {"text": " [1]", "claims": [], "citations": [], "notices": []}
    found = scored(case, empty)
    assert "empty" in {fault.kind for fault in found.why}
    assert found.values.get("citation recall") in {0.0, None}
    assert found.values.get("citation precision") is None


def test_what_is_no_answer_object_is_not_right() -> None:
    found = scored(CASE, {"text": "Two lamps"})
    assert [fault.kind for fault in found.why] == ["answer"]
    assert found.why[0].what.startswith("no Answer object: question: ")
    assert found.values == {"set exact": 0.0, "count exact": 0.0, "cells exact": 0.0}


@pytest.mark.parametrize(
    ("spans", "recall", "precision"),
    [
        pytest.param([(90, 101), (319, 330)], 1.0, 1.0, id="all"),
        pytest.param([(90, 101), (320, 330)], 0.5, 0.5, id="one group of two"),
        pytest.param([(100, 320), (400, 410)], 1.0, 0.5, id="one over both"),
        pytest.param([(0, 100), (120, 300)], 0.0, 0.0, id="none"),
    ],
)
def test_recall_counts_groups_and_precision_counts_citations(
    spans: list[tuple[int, int]], recall: float, precision: float
) -> None:
    found = scored(CASE, answer(spans=spans))
    assert (found.values.get("citation recall"), found.values.get("citation precision")) == (
        recall,
        precision,
    )


def test_any_evidence_of_a_group_covers_it() -> None:
    found = scored(CASE, answer(document=REGISTER, spans=[(5, 6), (300, 301)]))
    assert found.values.get("citation recall") == 1.0


def test_the_citation_of_a_notice_alone_does_not_count_for_precision() -> None:
    given = answer()
    given["notices"] = [{"kind": "standing", "text": "Of 2021.", "citations": [3]}]
    given["claims"][2]["citations"] = [3]
    given["citations"] = [*given["citations"], citation(3, REGISTER, (500, 510))]
    assert scored(CASE, given).values["citation precision"] == 1.0


def scored(case: dict[str, Any], given: dict[str, Any]) -> Score:
    """The score of an answer to a case."""
    return score(GoldenCase.model_validate(case), given)


def answer(  # noqa: PLR0913  one parameter for each planted defect
    text: str = TEXT,
    *,
    document: str = MODEL,
    second: str = MODEL,
    spans: list[tuple[int, int]] | None = None,
    cell: dict[str, str] | None = None,
    notice: str = "Of 2021.",
    kind: str = "standing",
    **changes: Any,  # noqa: ANN401  any field of an answer
) -> dict[str, Any]:
    """An Answer object that is right, but for what is changed."""
    first, other = spans or [(90, 110), (290, 310)]
    read = {"row": "Lamp", "column": "Fuel", "start": 95, "end": 99} | (cell or {})
    return {
        "question": CASE["question"],
        "conversation": "c",
        "outcome": "answered",
        "text": text,
        "claims": [
            {"text": "Lamp", "citations": [1], "kind": "table"},
            {"text": "Storm Lamp", "citations": [2], "kind": "quote"},
            {"text": notice, "citations": [1], "kind": "quote"},
        ][: 3 if "notices" not in changes else 2],
        "citations": [citation(1, document, first, [read]), citation(2, second, other)],
        "notices": [{"kind": kind, "text": notice, "citations": [1]}],
        "corpus": {"version": "0", "knowledge_date": "2026-08-01"},
        "timings_ms": {"total": 5.0},
    } | changes


def citation(
    number: int, document: str, span: tuple[int, int], cells: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """A citation of a span."""
    return {
        "number": number,
        "document_id": document,
        "title": "Lamps",
        "publisher": "OPM",
        "published_on": None,
        "url": None,
        "source": "full_text",
        "standing": "in_force",
        "knowledge_date": "2026-08-01",
        "section": [],
        "quote": "q",
        "start": span[0],
        "end": span[1],
        "cells": cells,
    }
