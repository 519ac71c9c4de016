"""The suite `consistency`: do other wordings of one question get the same answer?"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from evals.cases.gold import GoldenCase
from evals.running.run import AnswerJson, Run
from evals.shares import mean, share
from evals.suites import answers
from evals.suites.suite import Metrics, Score, Suite, Why

NAME = "consistency"
_AS_RIGHT, _SHARED = "as right", "shared passages"
Place = tuple[str, int, int]


def score_all(run: Run) -> Iterator[Score]:
    """A score for each rewording of a case: it passes if it fares as the case that it rewords.

    ``shared passages`` is the share (Jaccard) of the passages cited for either that are cited for
    both; None where neither cites any.
    """
    originals = {_key(case): case for case in run.cases if not case.variant}
    for case, answer in run.answered():
        original = originals.get(_key(case))
        if not case.variant or original is None:
            continue
        other = run.answers.get(original.id)
        if answer is None or other is None:
            yield Score.unmeasured(NAME, case, "the folder lacks an answer to it or its original")
        else:
            yield _score(case, answer, original, other)


def metrics(scores: Sequence[Score]) -> Metrics:
    """Agreement by kind of rewording, and how far the same passages are cited."""
    kinds = sorted({s.variant for s in scores if s.variant})
    return {
        "right": share(bool(s.values.get("right")) for s in scores),
        _AS_RIGHT: share(bool(s.values.get(_AS_RIGHT)) for s in scores),
        _SHARED: mean(s.values.get(_SHARED) for s in scores),
        **{f"agree, {kind}": share(bool(s.passed) for s in scores if s.variant == kind)
           for kind in kinds},
    }  # fmt: skip


def _score(case: GoldenCase, answer: AnswerJson, original: GoldenCase, other: AnswerJson) -> Score:
    right = bool(answers.score(case, answer).passed)
    before = bool(answers.score(original, other).passed)
    why: list[Why] = []
    if not str(answer.get("text", "")).strip():
        why.append(Why(kind="empty", what="nothing is said"))
    if answer.get("outcome") != other.get("outcome"):
        what = f"{answer.get('outcome')}, but {other.get('outcome')} to {original.id}"
        why.append(Why(kind="outcome", what=what))
    if right != before:
        said = "right" if before else "wrong"
        why.append(Why(kind="right", what=f"the answer to {original.id} is {said}, this is not"))
    values: dict[str, float | None] = {"right": float(right), _AS_RIGHT: float(right == before)}
    own, others = _places(answer), _places(other)
    if own | others:
        values[_SHARED] = round(len(own & others) / len(own | others), 4)
    return Score.of(NAME, case, why, values)


def _places(answer: Mapping[str, JsonValue]) -> set[Place]:
    citations = answer.get("citations")
    return {
        (str(c.get("document_id")), int(str(c.get("start"))), int(str(c.get("end"))))
        for c in (citations if isinstance(citations, list) else ())
        if isinstance(c, dict) and isinstance(c.get("start"), int) and isinstance(c.get("end"), int)
    }


def _key(case: GoldenCase) -> str:
    return f"{case.cluster} {sorted(case.gold.items(), key=lambda item: item[0])}"


SUITE = Suite(
    name=NAME,
    version=1,
    what="another wording gets the same outcome, and is as right",
    score=score_all,
    metrics=metrics,
)
