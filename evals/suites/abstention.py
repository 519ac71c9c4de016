"""The suite `abstention`: near misses that are recognised, and answerable questions refused.

Always the two together: either alone is reached by answering nothing or everything.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from evals.cases.gold import GoldenCase
from evals.running.run import Run
from evals.shares import mean, share
from evals.suites import answers
from evals.suites.suite import Metrics, Score, Suite, Why

NAME = "abstention"
_DUE, _NOT_DUE = "unanswerable", "answerable"


def score_all(run: Run) -> Iterator[Score]:
    """A score for each case that can only be answered, or only be left unanswered.

    ``points`` are 1 for a right answer or a recognised near miss, 0 for a refusal where an answer
    was due, -1 for a wrong answer (CRAG, Yang et al. 2024). ``likely`` is what decided, if it did.
    """
    for case, answer in run.answered():
        if not case.unanswerable and not case.answerable:
            continue
        if answer is None:
            yield Score.unmeasured(NAME, case, "the folder has no answer to it")
            continue
        yield _score(case, answer, run.likely.get(case.id))


def metrics(scores: Sequence[Score]) -> Metrics:
    """Recognised near misses, false refusals, near misses answered with claims, and points."""
    none = [s for s in scores if s.values.get(_DUE)]
    some = [s for s in scores if not s.values.get(_DUE)]
    return {
        "recognised": share(bool(s.passed) for s in none),
        "supported but no answer": share(bool(s.values.get("claims")) for s in none),
        "false refusals": share(not s.passed for s in some),
        "points": mean(s.values.get("points") for s in scores),
    }


def _score(case: GoldenCase, answer: Mapping[str, JsonValue], likely: float | None) -> Score:
    outcome = answer.get("outcome")
    said = bool(str(answer.get("text", "")).strip())
    why: list[Why] = []
    if not said:
        why.append(Why(kind="empty", what="nothing is said"))
    if case.unanswerable and outcome not in case.outcome:
        why.append(Why(kind=_DUE, what=f"{outcome}, though the sources do not say"))
    if case.answerable and outcome != "answered":
        why.append(Why(kind=_NOT_DUE, what=f"{outcome}, though the sources say"))
    claims = answer.get("claims")
    made = float(outcome == "answered" and isinstance(claims, list) and bool(claims))
    values: dict[str, float | None] = {_DUE: float(case.unanswerable), "claims": made}
    values["points"] = _points(case, answer, refused=outcome != "answered", failed=bool(why))
    if likely is not None:
        values["likely"] = likely
    return Score.of(NAME, case, why, values)


def _points(
    case: GoldenCase, answer: Mapping[str, JsonValue], *, refused: bool, failed: bool
) -> float:
    if case.unanswerable:
        return -1.0 if failed else 1.0
    if refused:
        return 0.0
    return 1.0 if answers.score(case, answer).passed else -1.0


SUITE = Suite(
    name=NAME,
    version=1,
    what="what the sources do not say is recognised, and what they say is not refused",
    score=score_all,
    metrics=metrics,
)
