"""Answers: is one right, and do its citations cover the evidence?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue, ValidationError

from bot.answer import Answer, Citation, Claim
from bot.verifier import breaches
from corpus.library import Corpus
from evals.gold import Evidence, GoldenCase
from evals.wording import folded, names_in, numbers_in, said, stands, told

FaultKind = Literal[
    "answer",
    "empty",
    "outcome",
    "reason",
    "required",
    "forbidden",
    "missing",
    "extra",
    "count",
    "cells",
    "notices",
    "must_not_cite",
    "evidence",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why an answer is not right."""

    kind: FaultKind
    what: str


@dataclass(frozen=True, slots=True)
class CaseScore:
    """How one case was answered.

    ``claims`` counts those of the text. ``recall`` is the share of the gold groups that a citation
    overlaps, ``precision`` the share of the citations in the text that overlap any evidence: 0 to
    1, or None where there is nothing to take a share of. ``breaches`` are invariants of the
    contract that the answer breaks.
    """

    case: str
    outcome: str
    reason: str | None
    claims: int
    faults: tuple[Fault, ...]
    recall: float | None
    precision: float | None
    breaches: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong with the answer."""
        return not self.faults

    def lacks(self, *kinds: FaultKind) -> bool:
        """Whether the answer has no fault of these kinds."""
        return not any(fault.kind in kinds for fault in self.faults)


def score(case: GoldenCase, answer: Mapping[str, JsonValue], corpus: Corpus) -> CaseScore:
    """Score an Answer object of JSON; what is none has the fault ``answer`` alone."""
    try:
        given = Answer.model_validate(answer)
    except ValidationError as error:
        fault = error.errors()[0]
        what = f"no Answer object: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        return CaseScore(case.id, "none", None, 0, (Fault("answer", what),), None, None, (what,))
    return CaseScore(
        case=case.id,
        outcome=given.outcome,
        reason=given.reason,
        claims=len(_own_claims(given)),
        faults=tuple(faults(case, given)),
        recall=citation_recall(case, given),
        precision=citation_precision(case, given),
        breaches=tuple(breaches(given, corpus)),
    )


def faults(case: GoldenCase, answer: Answer) -> Iterator[Fault]:
    """Every reason why an answer to a case is not right, by the rules of the golden set."""
    yield from _outcome(case, answer)
    yield from _words(case, answer)
    yield from _set(case, answer)
    if case.count is not None and case.count not in numbers_in(said(answer)):
        yield Fault("count", f"{case.count} is not stated")
    yield from _cells(case, answer)
    for kind in sorted(set(case.notices) - {notice.kind for notice in answer.notices}):
        yield Fault("notices", f"no {kind} notice")
    cited = {citation.document_id for citation in answer.citations}
    for document in sorted(cited & set(case.must_not_cite)):
        yield Fault("must_not_cite", f"{document} is cited")
    if _only_evidence(case) and not any(_overlaps(c, case.evidence) for c in answer.citations):
        yield Fault("evidence", "no citation overlaps the evidence")


def citation_recall(case: GoldenCase, answer: Answer) -> float | None:
    """The share of the groups of evidence that some citation overlaps."""
    groups: dict[int | str, list[Evidence]] = {}
    for evidence in case.evidence:
        groups.setdefault(evidence.group, []).append(evidence)
    if not groups:
        return None
    covered = [any(_overlaps(c, group) for c in answer.citations) for group in groups.values()]
    return sum(covered) / len(covered)


def citation_precision(case: GoldenCase, answer: Answer) -> float | None:
    """The share of the citations that overlap evidence; those of notices alone do not count."""
    claimed = {number for claim in _own_claims(answer) for number in claim.citations}
    own = [citation for citation in answer.citations if citation.number in claimed]
    if not own or not case.evidence:
        return None
    return sum(_overlaps(citation, case.evidence) for citation in own) / len(own)


def _own_claims(answer: Answer) -> list[Claim]:
    """The claims of the text, without those of the notices."""
    notices = {notice.text for notice in answer.notices}
    return [claim for claim in answer.claims if claim.text not in notices]


def _outcome(case: GoldenCase, answer: Answer) -> Iterator[Fault]:
    if answer.outcome not in case.outcome:
        yield Fault("outcome", f"{answer.outcome}, expected {' or '.join(case.outcome)}")
    if answer.outcome == "declined" and case.reason and answer.reason not in case.reason:
        yield Fault("reason", f"{answer.reason}, expected {' or '.join(case.reason)}")
    if not said(answer).strip():
        yield Fault("empty", "nothing is said")


def _words(case: GoldenCase, answer: Answer) -> Iterator[Fault]:
    reader, text = told(answer), said(answer)
    for number, group in enumerate(case.required, 1):
        if not any(stands(wanted, reader) for wanted in group):
            yield Fault("required", f"group {number}: none of {list(group)} is told")
    for string in case.forbidden:
        if stands(string, text):
            yield Fault("forbidden", f"{string!r} is said")


def _set(case: GoldenCase, answer: Answer) -> Iterator[Fault]:
    if case.names is None:
        return
    listed = names_in(said(answer), case.universe)
    for name in sorted(set(case.names) - listed):
        yield Fault("missing", name)
    for name in sorted(listed - set(case.names)):
        yield Fault("extra", name)


def _cells(case: GoldenCase, answer: Answer) -> Iterator[Fault]:
    named = {
        (citation.document_id, folded(cell.row), folded(cell.column))
        for citation in answer.citations
        for cell in citation.cells or ()
    }
    for cell in case.cells:
        if (cell.document, folded(cell.row), folded(cell.column)) not in named:
            yield Fault("cells", f"{cell.row}, {cell.column} of {cell.document} is not cited")


def _only_evidence(case: GoldenCase) -> bool:
    """Whether nothing but its evidence says when an answer to a case is right."""
    others = case.required or case.names is not None or case.count is not None or case.cells
    return bool(case.evidence) and not others


def _overlaps(citation: Citation, places: list[Evidence] | tuple[Evidence, ...]) -> bool:
    return any(
        citation.document_id == place.document
        and citation.start < place.span.end
        and place.span.start < citation.end
        for place in places
    )
