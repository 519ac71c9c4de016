"""The suite `followups`: is a question that leans on earlier ones answered as it was meant?"""

from collections.abc import Iterator, Sequence

from evals.running.run import Run
from evals.shares import share
from evals.suites import answers
from evals.suites.suite import Metrics, Score, Suite

NAME = "followups"
_RESOLVED = "resolved"


def score_all(run: Run) -> Iterator[Score]:
    """A score for each case with a history; it passes if the answer is right."""
    for case, answer in run.answered():
        if not case.history:
            continue
        if answer is None:
            yield Score.unmeasured(NAME, case, "the folder has no answer to it")
            continue
        why = answers.score(case, answer).why
        yield Score.of(NAME, case, why, {_RESOLVED: float(bool(answer.get("understood_as")))})


def metrics(scores: Sequence[Score]) -> Metrics:
    """How many were read as leaning on the conversation."""
    return {"read in context": share(bool(s.values.get(_RESOLVED)) for s in scores)}


SUITE = Suite(
    name=NAME,
    version=1,
    what="a question that leans on the conversation is answered as it was meant",
    score=score_all,
    metrics=metrics,
)
