"""The suite `citations`: every invariant of the contract, recomputed against the documents.

It shares no code with the bot, which checks the same before an answer leaves.
"""

from collections.abc import Iterator, Sequence

from evals.invariants.rules import Breach, Library, breaches_of
from evals.running.run import AnswerJson, Run
from evals.shares import Metric
from evals.suites.suite import Metrics, Score, Suite, Why

NAME = "citations"


def score_all(run: Run) -> Iterator[Score]:
    """A score for each case that was answered; it passes without a breach.

    Breaches of a document that is not ours any more are breaches too: nobody can check them.
    """
    library = Library.read(run.corpus.root)
    for case, answer in run.answered():
        if answer is None:
            yield Score.unmeasured(NAME, case, "the folder has no answer to it")
            continue
        why = [Why(kind=b.invariant, what=_line(b)) for b in _breaches(answer, library)]
        yield Score.of(NAME, case, why, {"breaches": float(len(why))})


def metrics(scores: Sequence[Score]) -> Metrics:
    """How many breaches there are in all."""
    number = sum(score.values.get("breaches") or 0 for score in scores)
    return {"breaches": Metric(value=number, cases=len(scores), hits=None, interval=None)}


def _breaches(answer: AnswerJson, library: Library) -> list[Breach]:
    """The breaches of an answer, one of them being that it says nothing at all."""
    found = list(breaches_of(answer, library))
    if not str(answer.get("text", "")).strip():
        found.append(Breach("empty", "nothing is said"))
    return found


def _line(breach: Breach) -> str:
    return " ".join(breach.what.split())


SUITE = Suite(
    name=NAME,
    version=1,
    what="no invariant of the contract is broken: quotes, places, standing, numbers, cells",
    score=score_all,
    metrics=metrics,
    invariant=True,
)
