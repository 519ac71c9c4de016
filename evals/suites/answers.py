"""The suite `answers`: is an answer right, and do its citations cover the evidence?"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue, ValidationError

from bot.answer import Answer, Citation, Claim
from evals.cases.gold import Evidence, GoldenCase
from evals.cases.wording import folded, names_in, numbers_in, said, stands, told
from evals.running.run import Run
from evals.shares import mean, share
from evals.suites.suite import Metrics, Score, Suite, Why

NAME = "answers"
# For each measure the kinds of fault that speak against it.
_EXACT = {
    "set exact": ("missing", "extra"),
    "count exact": ("count",),
    "cells exact": ("cells", "required"),
}
_SPOILT = ("answer", "outcome")


def score_all(run: Run) -> Iterator[Score]:
    """A score for each case; one without an answer is not measured."""
    for case, answer in run.answered():
        if answer is None:
            yield Score.unmeasured(NAME, case, "the folder has no answer to it")
        else:
            yield score(case, answer)


def score(case: GoldenCase, answer: Mapping[str, JsonValue]) -> Score:
    """Score an Answer object of JSON; what is none has the fault ``answer`` alone."""
    try:
        given = Answer.model_validate(answer)
    except ValidationError as error:
        unsound = [Why(kind="answer", what=unread(error))]
        return Score.of(NAME, case, unsound, _exact(case, unsound))
    why = tuple(faults(case, given))
    values: dict[str, float | None] = {
        "citation recall": citation_recall(case, given),
        "citation precision": citation_precision(case, given),
        **_exact(case, why),
    }
    return Score.of(NAME, case, why, {k: v for k, v in values.items() if v is not None})


def metrics(scores: Sequence[Score]) -> Metrics:
    """Exact sets, counts and cells, and how far citations cover the evidence."""
    exact = {
        name: share(bool(s.values[name]) for s in scores if name in s.values) for name in _EXACT
    }
    recalls = [s.values.get("citation recall") for s in scores]
    precisions = [s.values.get("citation precision") for s in scores]
    return {
        **{name: found for name, found in exact.items() if found["cases"]},
        "citation recall": mean(recalls),
        "citation precision": mean(precisions),
    }


def unread(error: ValidationError) -> str:
    """Why something is no Answer object, in a line."""
    fault = error.errors()[0]
    return f"no Answer object: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"


def faults(case: GoldenCase, answer: Answer) -> Iterator[Why]:
    """Every reason why an answer to a case is not right, by the rules of the golden set."""
    yield from _outcome(case, answer)
    yield from _words(case, answer)
    yield from _set(case, answer)
    if case.count is not None and case.count not in numbers_in(said(answer)):
        yield Why(kind="count", what=f"{case.count} is not stated")
    yield from _cells(case, answer)
    for kind in sorted(set(case.notices) - {notice.kind for notice in answer.notices}):
        yield Why(kind="notices", what=f"no {kind} notice")
    cited = {citation.document_id for citation in answer.citations}
    for document in sorted(cited & set(case.must_not_cite)):
        yield Why(kind="must_not_cite", what=f"{document} is cited")
    if _only_evidence(case) and not any(_overlaps(c, case.evidence) for c in answer.citations):
        yield Why(kind="evidence", what="no citation overlaps the evidence")


def citation_recall(case: GoldenCase, answer: Answer) -> float | None:
    """The share of the groups of evidence that some citation overlaps; None without any."""
    groups: dict[int | str, list[Evidence]] = {}
    for evidence in case.evidence:
        groups.setdefault(evidence.group, []).append(evidence)
    if not groups or "answered" not in case.outcome:
        return None
    covered = [any(_overlaps(c, group) for c in answer.citations) for group in groups.values()]
    return sum(covered) / len(covered)


def citation_precision(case: GoldenCase, answer: Answer) -> float | None:
    """The share of the citations that overlap evidence; those of notices alone do not count."""
    claimed = {number for claim in _own_claims(answer) for number in claim.citations}
    own = [citation for citation in answer.citations if citation.number in claimed]
    if not own or not case.evidence or "answered" not in case.outcome:
        return None
    return sum(_overlaps(citation, case.evidence) for citation in own) / len(own)


def _exact(case: GoldenCase, why: Sequence[Why]) -> dict[str, float | None]:
    """Whether nothing speaks against the set, the count and the cells of a case that has them."""
    kinds = {each.kind for each in why}
    return {
        name: float(not kinds & {*_SPOILT, *against})
        for name, against in _EXACT.items()
        if name in _measures(case)
    }


def _measures(case: GoldenCase) -> set[str]:
    applies = {
        "set exact": case.names is not None,
        "count exact": case.count is not None,
        "cells exact": bool(case.cells),
    }
    return {name for name, holds in applies.items() if holds}


def _own_claims(answer: Answer) -> list[Claim]:
    """The claims of the text, without those of the notices."""
    notices = {notice.text for notice in answer.notices}
    return [claim for claim in answer.claims if claim.text not in notices]


def _outcome(case: GoldenCase, answer: Answer) -> Iterator[Why]:
    if answer.outcome not in case.outcome:
        yield Why(kind="outcome", what=f"{answer.outcome}, expected {' or '.join(case.outcome)}")
    if answer.outcome == "declined" and case.reason and answer.reason not in case.reason:
        yield Why(kind="reason", what=f"{answer.reason}, expected {' or '.join(case.reason)}")
    if not said(answer).strip():
        yield Why(kind="empty", what="nothing is said")


def _words(case: GoldenCase, answer: Answer) -> Iterator[Why]:
    reader, text = told(answer), said(answer)
    for number, group in enumerate(case.required, 1):
        if not any(stands(wanted, reader) for wanted in group):
            yield Why(kind="required", what=f"group {number}: none of {list(group)} is told")
    for string in case.forbidden:
        if stands(string, text):
            yield Why(kind="forbidden", what=f"{string!r} is said")


def _set(case: GoldenCase, answer: Answer) -> Iterator[Why]:
    if case.names is None:
        return
    listed = names_in(said(answer), case.universe)
    for name in sorted(set(case.names) - listed):
        yield Why(kind="missing", what=name)
    for name in sorted(listed - set(case.names)):
        yield Why(kind="extra", what=name)


def _cells(case: GoldenCase, answer: Answer) -> Iterator[Why]:
    named = {
        (citation.document_id, folded(cell.row), folded(cell.column))
        for citation in answer.citations
        for cell in citation.cells or ()
    }
    for cell in case.cells:
        if (cell.document, folded(cell.row), folded(cell.column)) not in named:
            yield Why(
                kind="cells", what=f"{cell.row}, {cell.column} of {cell.document} is not cited"
            )


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


SUITE = Suite(
    name=NAME,
    version=1,
    what="what is asked for is told, nothing forbidden, and the right passages are cited",
    score=score_all,
    metrics=metrics,
)
