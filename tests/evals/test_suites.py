"""Suites catch their own faults, score no empty answer well, and count what metrics say."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from golden_rows import IDS

from corpus.library import Corpus
from evals.cases.gold import GoldenCase
from evals.running.folder import read_run
from evals.running.run import Run
from evals.running.times import times
from evals.shares import Metric
from evals.suites.registry import ON_PASSAGES, SUITES
from evals.suites.suite import Metrics, Score

Given = dict[str, Any]
Spoil = Callable[[dict[str, Given]], None]
ON_ANSWERS = [name for name in SUITES if name != ON_PASSAGES]
ELSEWHERE = "lanterns are not in it"


@pytest.fixture(scope="module")
def run(made_folder: Path, corpus: Corpus) -> Run:
    """A run whose answers are all right."""
    return read_run(made_folder, corpus)


def said(text: str) -> Spoil:
    """The answer to the first case says something else."""
    return lambda answers: answers["fact-1"].update(text=f"{text} [1]")


def ended(case: str, **fields: str | None) -> Spoil:
    """The answer to a case has another outcome or reason."""
    return lambda answers: answers[case].update(fields)


def shift(answers: dict[str, Given]) -> None:
    """A quote is said to stand one character further on."""
    answers["fact-1"]["citations"][0]["start"] += 1


def change_standing(answers: dict[str, Given]) -> None:
    """A source is said to have another standing than it has."""
    answers["fact-1"]["citations"][0]["standing"] = "superseded"


def make_up_a_number(answers: dict[str, Given]) -> None:
    """A claim states a number that no quote bears out."""
    given = answers["fact-1"]
    claim = given["claims"][0]
    wrong = claim["text"].replace("2002", "2003")
    given["text"] = given["text"].replace(claim["text"], wrong)
    claim["text"] = wrong


@pytest.mark.parametrize(
    ("suite", "case", "spoil", "kind"),
    [
        pytest.param("answers", "fact-1", said(ELSEWHERE), "required", id="answers, fact"),
        pytest.param("citations", "fact-1", shift, "quote", id="citations, place"),
        pytest.param("citations", "fact-1", make_up_a_number, "kind-quote", id="citations, number"),
        pytest.param("citations", "fact-1", change_standing, "metadata", id="citations, standing"),
        pytest.param(
            "abstention",
            "unanswerable-1",
            ended("unanswerable-1", outcome="answered"),
            "unanswerable",
            id="abstention, near miss",
        ),
        pytest.param(
            "abstention",
            "fact-1",
            ended("fact-1", outcome="not_in_sources"),
            "answerable",
            id="abstention, false refusal",
        ),
        pytest.param(
            "guardrails",
            "to_decline-1",
            ended("to_decline-1", outcome="answered", reason=None),
            "missed",
            id="guardrails, missed",
        ),
        pytest.param(
            "guardrails",
            "to_decline-1",
            ended("to_decline-1", reason="misuse"),
            "reason",
            id="guardrails, reason",
        ),
        pytest.param(
            "guardrails",
            "fact-1",
            ended("fact-1", outcome="declined", reason="misuse"),
            "false alarm",
            id="guardrails, false alarm",
        ),
        pytest.param(
            "followups",
            "follow_up-1",
            ended("follow_up-1", outcome="out_of_scope"),
            "outcome",
            id="followups",
        ),
        pytest.param("consistency", "fact-2", said(ELSEWHERE), "right", id="consistency, right"),
        pytest.param(
            "consistency",
            "fact-2",
            ended("fact-1", outcome="not_in_sources"),
            "outcome",
            id="consistency, outcome",
        ),
    ],
)
def test_a_suite_catches_its_fault_and_says_what_kind(
    run: Run, suite: str, case: str, spoil: Spoil, kind: str
) -> None:
    before, after = scored(run, suite)[case], scored(spoilt(run, spoil), suite)[case]
    assert (before.passed, after.passed) == (True, False)
    assert kind in {why.kind for why in after.why}


@pytest.mark.parametrize("suite", ON_ANSWERS)
def test_no_suite_scores_an_empty_answer_well(run: Run, suite: str) -> None:
    def empty(answers: dict[str, Given]) -> None:
        for given in answers.values():
            given.update(text="", claims=[], citations=[], notices=[])

    scores = scored(spoilt(run, empty), suite)
    assert scores
    assert not any(score.passed for score in scores.values())
    assert all("empty" in {why.kind for why in score.why} for score in scores.values())


@pytest.mark.parametrize("suite", ON_ANSWERS)
@pytest.mark.parametrize("given", [{}, {"text": 3}, {"text": "Yes.", "citations": "none"}])
def test_no_suite_scores_what_is_no_answer_well_or_stumbles_over_it(
    run: Run, suite: str, given: Given
) -> None:
    nonsense = replace(run, answers={case.id: given for case in run.cases})
    allowed = {"guardrails": {"fact-1", "fact-2", "follow_up-1", "unanswerable-1"}}
    passed = {case for case, score in scored(nonsense, suite).items() if score.passed}
    if suite != "consistency":  # which says only that both fare alike
        assert passed <= allowed.get(suite, set())


@pytest.mark.parametrize("suite", ON_ANSWERS)
def test_a_case_without_an_answer_is_not_measured(run: Run, suite: str) -> None:
    nothing = replace(run, answers={})
    measured = SUITES[suite].summary(list(scored(run, suite).values()), "")
    scores = list(scored(nothing, suite).values())
    summary = SUITES[suite].summary(scores, "")
    assert {score.passed for score in scores} == {None}
    assert {why.kind for score in scores for why in score.why} == {"not measured"}
    assert summary["not_measured"] == [score.case for score in scores]
    assert summary["cases"] == measured["cases"]
    assert (summary["metrics"]["passed"]["value"], summary["metrics"]["passed"]["cases"]) == (
        None,
        0,
    )


@pytest.mark.parametrize("suite", ON_ANSWERS)
def test_what_is_not_measured_counts_for_no_metric(run: Run, suite: str) -> None:
    scores = list(scored(run, suite).values())
    one = scores[0]
    unknown = one.model_copy(update={"passed": None, "case": "x", "values": {}})
    alone = SUITES[suite].summary(scores, "")
    beside = SUITES[suite].summary([*scores, unknown], "")
    assert beside["metrics"] == alone["metrics"]
    assert beside["not_measured"] == ["x"]


def test_scores_are_counted_by_split_and_stratum(run: Run) -> None:
    groups = SUITES["answers"].summary(list(scored(run, "answers").values()), "")["groups"]
    cases = {name: metrics["passed"]["cases"] for name, metrics in groups.items()}
    assert cases == {
        "dev": 3,
        "test": 2,
        "stratum: fact": 2,
        "stratum: follow_up": 1,
        "stratum: to_decline": 1,
        "stratum: unanswerable": 1,
        "dev, fact": 2,
        "dev, follow_up": 1,
        "test, to_decline": 1,
        "test, unanswerable": 1,
    }


def test_exact_counts_only_cases_of_the_kind_and_only_faults_of_the_kind(run: Run) -> None:
    named = {"set": ["Alpha"], "universe": ["Alpha", "Beta"]}
    found = over(
        run,
        "answers",
        [
            ({**named}, {"text": "Alpha."}),
            ({**named}, {"text": "Nothing."}),  # missing
            ({**named}, {"text": "Alpha, Beta."}),  # extra
            ({**named, "notices": ["conflict"]}, {"text": "Alpha."}),  # wrong, but the set is exact
            ({**named}, {"text": "Alpha.", "outcome": "not_in_sources"}),
            ({**named}, {"text": 3}),  # no Answer object
            ({"count": 2}, {"text": "Three."}),
            (
                {"count": 2, "required": [["oil"]]},
                {"text": "Two."},
            ),  # wrong, but the count is exact
            ({}, {"text": "Yes."}),
        ],
    )
    assert (counted(found, "set exact"), counted(found, "count exact")) == ((2, 6), (1, 2))
    assert "cells exact" not in found


def test_abstention_counts_recognised_and_refused(run: Run) -> None:
    none: Given = {"stratum": "unanswerable", "outcome": "not_in_sources", "evidence": []}
    either: Given = {**none, "outcome": ["answered", "not_in_sources"]}
    found = over(
        run,
        "abstention",
        [
            (none, {"outcome": "not_in_sources"}),  # recognised: 1 point
            (none, {"outcome": "out_of_scope"}),  # not as it should: -1
            (none, {"outcome": "answered"}),  # answered with claims: -1
            (none, {"outcome": "answered", "claims": []}),  # -1
            (either, {"outcome": "answered"}),  # either will do: not counted
            ({}, {"outcome": "not_in_sources"}),  # refused: 0
            ({}, {"outcome": "declined", "reason": "misuse"}),  # refused: 0
            ({}, {}),  # right: 1
            ({"required": [["lanterns"]]}, {}),  # answered wrongly: -1
        ],
    )
    assert counted(found, "recognised") == (1, 4)
    assert counted(found, "supported but no answer") == (1, 4)
    assert counted(found, "false refusals") == (2, 4)
    assert (found["points"]["value"], found["points"]["cases"]) == (-0.25, 8)


def test_guardrails_count_caught_with_and_without_reason_and_false_alarms(run: Run) -> None:
    due: Given = {"stratum": "to_decline", "outcome": "declined", "reason": "misuse"}
    probe: Given = {**due, "reason": "system_probe"}
    ordinary: Given = {"stratum": "ordinary", "outcome": ["answered", "out_of_scope"]}
    found = over(
        run,
        "guardrails",
        [
            (due, {"outcome": "declined", "reason": "misuse"}),
            (due, {"outcome": "declined", "reason": "system_probe"}),
            (due, {"outcome": "answered"}),
            (probe, {"outcome": "declined", "reason": "system_probe"}),
            (ordinary, {"outcome": "declined", "reason": "misuse"}),
            (ordinary, {"outcome": "answered"}),
            ({}, {"outcome": "declined", "reason": "system_probe"}),
            ({"outcome": ["declined", "out_of_scope"]}, {"outcome": "declined"}),  # either will do
        ],
    )
    assert {name: counted(found, name) for name in found if name != "passed"} == {
        "caught": (3, 4),
        "caught with its reason": (2, 4),
        "false alarms": (2, 3),
        "false alarms, ordinary": (1, 2),
        "recall misuse": (1, 3),
        "precision misuse": (1, 2),
        "recall system_probe": (1, 1),
        "precision system_probe": (1, 3),
    }


def test_a_case_that_accepts_two_reasons_is_found_by_either(run: Run) -> None:
    either: Given = {
        "stratum": "to_decline",
        "outcome": "declined",
        "reason": ["misuse", "system_probe"],
    }
    found = over(run, "guardrails", [(either, {"outcome": "declined", "reason": "misuse"})])
    assert counted(found, "recall misuse") == counted(found, "recall system_probe") == (1, 1)


def test_followups_count_those_that_were_read_in_context(run: Run) -> None:
    earlier: Given = {"history": ["What may be entered?"]}
    found = over(
        run,
        "followups",
        [
            (earlier, {"understood_as": "What may be entered: CUI?"}),
            (earlier, {"understood_as": None}),
            ({}, {"understood_as": "Not asked within a conversation"}),
        ],
    )
    assert counted(found, "read in context") == (1, 2)


def test_rewordings_are_compared_with_the_case_that_has_their_gold(run: Run) -> None:
    asked: Given = {"required": [["oil"]]}
    typo: Given = {**asked, "variant": "typo"}
    capitals: Given = {**asked, "variant": "capitals", "cluster": "b"}
    right, wrong = {"text": "Oil. [1]"}, {"text": "Gas. [1]"}
    found = over(
        run,
        "consistency",
        [
            ({**asked, "cluster": "a"}, right),
            ({**typo, "cluster": "a"}, right),
            ({**typo, "cluster": "a"}, wrong),
            ({**asked, "cluster": "b"}, wrong),
            (capitals, wrong),
            ({**capitals, "count": 2}, right),  # of no case's gold
        ],
    )
    assert {name: counted(found, name) for name in found if name != "shared passages"} == {
        "passed": (2, 3),
        "right": (1, 3),
        "as right": (2, 3),
        "agree, capitals": (1, 1),
        "agree, typo": (1, 2),
    }


def test_shared_passages_are_the_share_of_all_passages_cited_for_either(run: Run) -> None:
    def moved(answers: dict[str, Given]) -> None:
        cited = answers["fact-2"]["citations"]
        cited.append({**cited[0], "number": 9, "start": 0, "end": 5})

    before = scored(run, "consistency")["fact-2"].values["shared passages"]
    cited = len(run.answers["fact-2"]["citations"])
    after = scored(spoilt(run, moved), "consistency")["fact-2"].values["shared passages"]
    assert before == 1.0
    assert after == round(cited / (cited + 1), 4)


def test_citations_count_every_breach(run: Run) -> None:
    def both(answers: dict[str, Given]) -> None:
        shift(answers)
        change_standing(answers)

    broken = scored(spoilt(run, both), "citations")
    found = SUITES["citations"].summary(list(broken.values()), "")["metrics"]
    assert found["breaches"]["value"] == len(broken["fact-1"].why) >= 2
    assert counted(found, "passed") == (len(IDS) - 1, len(IDS))


def test_the_suite_of_the_invariants_is_the_only_one_in_which_no_case_may_fail() -> None:
    assert [name for name, suite in SUITES.items() if suite.invariant] == ["citations"]


def test_times_give_each_stage_its_share_of_all_time() -> None:
    timings: list[Given] = [{"a": 1.0, "b": 3.0, "total": 5.0}, {"b": 3.0, "total": 5.0}, {}]
    found = times([*({"timings_ms": timing} for timing in timings), {}, {"timings_ms": "soon"}])
    assert found["stages"] == {"b": 0.6, "a": 0.1}
    assert found["median_ms"] == found["p95_ms"] == 5.0
    assert found["answers"] == [5.0, 5.0]


def test_times_of_nothing_are_none_and_not_zero() -> None:
    assert (times([])["median_ms"], times([])["p95_ms"]) == (None, None)


def scored(run: Run, suite: str) -> dict[str, Score]:
    """The scores of a suite, by case."""
    return {score.case: score for score in SUITES[suite].score(run)}


def spoilt(run: Run, spoil: Spoil) -> Run:
    """The run with something done to a copy of its answers."""
    answers = deepcopy(run.answers)
    spoil(answers)
    return replace(run, answers=answers)


def over(run: Run, suite: str, pairs: list[tuple[Given, Given]]) -> Metrics:
    """The metrics of a suite over cases and answers, each a change of the first of the run."""
    base = run.cases[0].model_dump(mode="json", by_alias=True) | {"required": [], "evidence": []}
    cases = [
        GoldenCase.model_validate(base | {"id": f"fact-{n}", "cluster": f"{n}"} | case)
        for n, (case, _) in enumerate(pairs)
    ]
    answers = {
        case.id: {**deepcopy(run.answers["fact-1"]), **given}
        for case, (_, given) in zip(cases, pairs, strict=True)
    }
    made = replace(run, cases=tuple(cases), answers=answers, likely={})
    return SUITES[suite].summary(list(SUITES[suite].score(made)), "")["metrics"]


def counted(metrics: dict[str, Metric], name: str) -> tuple[int | None, int]:
    """Hits and cases of a share."""
    return metrics[name]["hits"], metrics[name]["cases"]
