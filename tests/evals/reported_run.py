"""A small run made by hand, with hostile questions in it, and the records that go with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.library import Corpus
from corpus.settings import PROJECT
from evals.cases.gold import GoldenCase
from evals.reporting.findings import Findings
from evals.reporting.records import GateRecord, SummaryRecord, TimesRecord, read
from evals.running.run import Retrieved, Run
from evals.suites.registry import SUITES
from evals.suites.suite import Score, Why

DOCUMENT = "opm-genai-guidance"
GOLD, CITED = (400, 480), (440, 560)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)> </script> what?"
MARKDOWN = "**bold** [link](http://evil.example) ``code`` | a # b @team\n\n# heading"
EMOJI = "🙂 \u202eהאם\u202c מותר להשתמש?"
CONTROL = "bell\x07 null\x00 escape\x1b[31m \ufffe end"
QUESTIONS = {
    "right-1": "Which tools may be used?",
    "worse-1": "By when is a policy due?",
    "attack-1": SCRIPT,
    "attack-2": MARKDOWN,
    "attack-3": EMOJI,
    "attack-4": CONTROL,
    "silent-1": "Is there an answer?",
    "broken-1": "Is this an answer?",
}
FAILING = ("worse-1", "attack-1", "attack-2", "attack-3", "attack-4", "broken-1")
CORPUS = Corpus.open(PROJECT / "corpus")


def made_case(name: str, question: str, **more: Any) -> GoldenCase:  # noqa: ANN401  any field
    """A case with one piece of evidence."""
    start, end = GOLD
    row: dict[str, Any] = {
        "id": name,
        "cluster": f"cluster-{name}",
        "stratum": "attack" if name.startswith("attack") else "fact",
        "question": question,
        "outcome": "answered",
        "evidence": [
            {
                "document": DOCUMENT,
                "quote": CORPUS.text(DOCUMENT)[start:end],
                "start": start,
                "end": end,
            }
        ],
    }
    return GoldenCase.model_validate(row | more)


def made_answer(question: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  any field
    """An Answer object that cites a place that overlaps the evidence in part."""
    start, end = CITED
    citation = {
        "number": 1,
        "document_id": DOCUMENT,
        "title": "Notes on guidance",
        "publisher": "OPM",
        "published_on": None,
        "url": None,
        "source": "notes",
        "standing": "in_force",
        "knowledge_date": "2026-08-04",
        "section": ["First", "Second"],
        "quote": CORPUS.text(DOCUMENT)[start:end],
        "start": start,
        "end": end,
        "cells": None,
    }
    answer: dict[str, Any] = {
        "question": question,
        "understood_as": None,
        "conversation": "vq8X2kLr5TzNw0pYhJ4mDg",
        "outcome": "answered",
        "reason": None,
        "text": f"The policy is due in 270 days. [1] {question}",
        "claims": [],
        "citations": [citation],
        "notices": [{"kind": "standing", "text": f"It lapsed. {question}", "citations": [1]}],
        "handover": None,
        "follow_ups": [],
        "mode": "extractive",
        "corpus": {"version": CORPUS.version, "knowledge_date": "2026-08-04"},
        "timings_ms": {"total": 40.0},
    }
    return answer | more


def made_run() -> Run:
    """Eight cases: one without an answer, one with something else in its place."""
    cases = [made_case(name, question) for name, question in QUESTIONS.items()]
    answers = {name: made_answer(question) for name, question in QUESTIONS.items()}
    del answers["silent-1"]
    answers["broken-1"] = {"text": SCRIPT}
    return Run(
        folder=Path(),
        configuration=None,
        corpus=CORPUS,
        cases=tuple(cases),
        answers=answers,
        likely={},
        retrieval_cases=(),
        retrieved=(Retrieved("worse-1", "hybrid", ((DOCUMENT, f"found {SCRIPT}"),), 3),),
    )


def made_scores(run: Run) -> list[Score]:
    """Scores of two suites; the case without an answer is not measured."""
    return [_score(suite, case) for suite in ("answers", "citations") for case in run.cases]


def _score(suite: str, case: GoldenCase) -> Score:
    if case.id == "silent-1":
        return Score.unmeasured(suite, case, "the folder has no answer to it")
    fails = case.id in FAILING and suite == "answers"
    why = [Why(kind="required", what=f"not told: {case.question}")] if fails else []
    return Score.of(suite, case, why, {"citation recall": 0.5})


def made_summary(scores: Sequence[Score]) -> dict[str, Any]:
    """``summary.json`` of these scores."""
    names = dict.fromkeys(score.suite for score in scores)
    own = {name: [score for score in scores if score.suite == name] for name in names}
    suites = {name: SUITES[name].summary(rows, "digest") for name, rows in own.items()}
    return {"run": {"corpus": CORPUS.version, "index": {"chunks": 249}}, "suites": suites}


def made_times() -> dict[str, Any]:
    """``times.json``."""
    stages = {"retrieval": 0.75, "composing": 0.25}
    return {"median_ms": 40.0, "p95_ms": 90.0, "stages": stages, "answers": [40.0, 41.0, 90.0]}


def made_gate() -> dict[str, Any]:
    """``gate.json`` of a run in which one case got worse and a floor is missed."""
    floor = {"metric": "passed", "floor": 0.9, "value": 0.1429, "ok": False}
    return {
        "verdict": "fail",
        "exit": 1,
        "reasons": [f"answers: 1 newly failing: worse-1 {SCRIPT}"],
        "compared": {
            "python": {"baseline": "3.11.7", "run": "3.11.7"},
            "corpus": {"baseline": "aaaa", "run": "bbbb"},
        },
        "suites": {
            "answers": {
                "newly_failing": ["worse-1"],
                "newly_passing": ["right-1"],
                "waived": [],
                "floors": [floor],
                "metrics": {"passed": {"baseline": 0.5, "run": 0.1429}},
            }
        },
        "baseline_answers": {
            "worse-1": {"outcome": "answered", "text": "The policy is due in 60 days. [1]"}
        },
    }


def made_findings(*, gated: bool = True) -> Findings:
    """All of it, as a report takes it in."""
    run = made_run()
    scores = made_scores(run)
    return Findings(
        run,
        scores,
        read(SummaryRecord, made_summary(scores), "summary.json"),
        read(TimesRecord, made_times(), "times.json"),
        read(GateRecord, made_gate(), "gate.json") if gated else None,
    )
