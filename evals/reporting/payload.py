"""The cases as data for the page: everything that one opens to, in a compact form.

Texts stand in it once, and passages are places in them. Whoever shows them sets them as text, so
that nothing from a question or a document can become markup.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue, ValidationError

from bot.answer import Answer, Citation
from evals.cases.gold import Evidence, GoldenCase
from evals.reporting.difference import difference
from evals.reporting.findings import Findings
from evals.reporting.formats import visible
from evals.reporting.passages import excerpts
from evals.suites.suite import Score

Fields = dict[str, object]
_LONGEST_RAW = 6000
_NOT_EXPECTED = {
    "id", "cluster", "stratum", "question", "history", "evidence", "variant", "query", "universe",
}  # fmt: skip


@dataclass
class Payload:
    """Documents, passages found and cases of a report."""

    findings: Findings
    documents: list[Fields] = field(init=False)
    chunks: list[tuple[str, str]] = field(init=False)
    cases: list[Fields] = field(init=False)

    def __post_init__(self) -> None:
        corpus = self.findings.run.corpus
        self.documents = [
            {
                "id": document.id,
                "title": document.cited_title,
                "standing": document.standing.phrase,
                "text": visible(corpus.text(document.id)),
            }
            for document in corpus.documents
        ]
        self._found: dict[str, dict[str, list[int]]] = {}
        self.chunks = self._chunks()
        self._searched = {case.id: case.groups for case in self.findings.run.retrieval_cases}
        golden = {case.id: case for case in self.findings.run.cases}
        first = {*self.findings.newly_failing}
        ids = sorted(self.findings.by_case, key=lambda case: case not in first)
        self.cases = [self._case(case, golden.get(case)) for case in ids]

    def json(self) -> str:
        """The data as JSON in which no character can end or open an element of HTML."""
        record = {"documents": self.documents, "chunks": self.chunks, "cases": self.cases}
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        for character in "<>&\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return text

    def _chunks(self) -> list[tuple[str, str]]:
        """Each passage that was found, once; `_found` holds their numbers by case and system."""
        numbers: dict[tuple[str, str], int] = {}
        for each in self.findings.run.retrieved:
            found = [numbers.setdefault(chunk, len(numbers)) for chunk in each.found]
            self._found.setdefault(each.case, {})[each.system] = found
        return [(visible(document), visible(text)) for document, text in numbers]

    def _case(self, case_id: str, case: GoldenCase | None) -> Fields:
        findings = self.findings
        scores = findings.by_case[case_id]
        raw = findings.run.answers.get(case_id)
        answer = _answer(raw)
        cited = answer.citations if answer else ()
        evidence = case.evidence if case else self._evidence(case_id)
        first = scores[0] if scores else None
        return _lean(
            {
                "id": visible(case_id),
                "stratum": case.stratum if case else first.stratum if first else "",
                "split": case.split if case else first.split if first else "",
                "cluster": visible(case.cluster) if case and case.cluster != case_id else "",
                "variant": case.variant if case else None,
                "question": visible(findings.question(case_id)),
                "history": [visible(text) for text in case.history] if case else [],
                "expected": _expected(case) if case else {},
                "answer": self._told(answer) if answer else _raw(raw),
                "excerpts": [
                    [e.document, [[p.start, p.end, p.cited, p.gold] for p in e.parts]]
                    for e in excerpts(findings.run.corpus, cited, evidence)
                ],
                "lost": [[visible(e.document), visible(e.quote)] for e in self._lost(evidence)],
                "scores": [_score(score) for score in scores],
                "found": self._found.get(case_id, {}),
                "worse": findings.newly_failing.get(case_id, []),
                "better": findings.newly_passing.get(case_id, []),
                "waived": findings.waived.get(case_id, []),
                "baseline": self._baseline(case_id, answer),
            }
        )

    def _evidence(self, case_id: str) -> tuple[Evidence, ...]:
        """The evidence of a case that is searched for only."""
        return tuple(each for group in self._searched.get(case_id, ()) for each in group)

    def _lost(self, evidence: tuple[Evidence, ...]) -> list[Evidence]:
        """Evidence that cannot be shown in its document."""
        manifest = self.findings.run.corpus.manifest
        return [e for e in evidence if e.start is None or manifest.find(e.document) is None]

    def _told(self, answer: Answer) -> Fields:
        """An answer as it is shown."""
        told: Fields = {
            "outcome": answer.outcome,
            "reason": answer.reason,
            "understood": visible(answer.understood_as or ""),
            "text": visible(answer.text),
            "notices": [[n.kind, visible(n.text), n.citations] for n in answer.notices],
            "handover": [visible(answer.handover.to), visible(answer.handover.why)]
            if answer.handover
            else None,
            "citations": [self._citation(citation) for citation in answer.citations],
            "ms": answer.timings_ms.get("total"),
        }
        return _lean(told)

    def _citation(self, citation: Citation) -> Fields:
        """A citation; its quote only where it is not what stands at that place today."""
        corpus = self.findings.run.corpus
        known = corpus.manifest.find(citation.document_id) is not None
        text = corpus.text(citation.document_id) if known else ""
        stands = text[citation.start : citation.end] == citation.quote
        return _lean(
            {
                "number": citation.number,
                "document": visible(citation.document_id),
                "title": visible(citation.title),
                "section": visible(" › ".join(citation.section)),
                "standing": citation.standing.phrase,
                "notes": citation.source.value == "notes",
                "place": [citation.start, citation.end],
                "cells": [[visible(c.row), visible(c.column)] for c in citation.cells or ()],
                "quote": "" if stands else visible(citation.quote),
            }
        )

    def _baseline(self, case_id: str, answer: Answer | None) -> Fields | None:
        gate = self.findings.gate
        before = gate.baseline_answers.get(case_id) if gate else None
        if before is None:
            return None
        steps = difference(visible(before.text), visible(answer.text if answer else ""))
        # A baseline may name the kinds of notices after the outcome.
        kinds = dict.fromkeys(notice.kind for notice in answer.notices) if answer else ()
        outcome = answer.outcome if answer else "no answer"
        now = ", ".join([outcome, *kinds]) if ", " in before.outcome else outcome
        return {"before": visible(before.outcome), "now": now, "steps": steps}


def _answer(raw: Mapping[str, JsonValue] | None) -> Answer | None:
    try:
        return None if raw is None else Answer.model_validate(raw)
    except ValidationError:
        return None


def _raw(raw: Mapping[str, JsonValue] | None) -> Fields | None:
    """What stands in the place of an answer and is none."""
    if raw is None:
        return None
    return {"raw": visible(json.dumps(raw, ensure_ascii=False, indent=1))[:_LONGEST_RAW]}


def _expected(case: GoldenCase) -> Fields:
    rows = case.model_dump(mode="json", by_alias=True, exclude=_NOT_EXPECTED, exclude_defaults=True)
    return {name: _seen(value) for name, value in rows.items()}


def _seen(value: object) -> object:
    """A value of JSON with every text in it visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_seen(each) for each in value]
    if isinstance(value, dict):
        return {name: _seen(each) for name, each in value.items()}
    return value


def _score(score: Score) -> list[object]:
    why = [[visible(each.kind), visible(each.what)] for each in score.why]
    values = {name: value for name, value in score.values.items() if value is not None}
    return [score.suite, score.passed, why, values]


def _lean(fields: Fields) -> Fields:
    """Without fields that say nothing: over a thousand cases they would fill the page."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and value is not False and value not in ("", [], {}, ())
    }
