"""The suite `retrieval`: do the sentences that answer a question stand in what is found for it?"""

from collections.abc import Iterator, Sequence
from math import log2

from corpus.sentences import without_marks
from evals.cases.retrieval_cases import RetrievalCase
from evals.cases.wording import stands
from evals.running.retrieving import SYSTEMS
from evals.running.run import Retrieved, Run
from evals.shares import Metric, mean, share
from evals.suites.suite import Metrics, Score, Suite, Why
from index.ranking import Mode

NAME = "retrieval"
_OURS = str(Mode.HYBRID)
_HITS = (1, 3, 5)
_LAST = _HITS[-1]
_THIRDS = ("lowest", "middle", "highest")


def score_all(run: Run) -> Iterator[Score]:
    """A score for each retrieval case, with the measures of every system among its values.

    It passes if the hybrid search finds some of its evidence among the first five.
    """
    found: dict[str, list[Retrieved]] = {}
    for each in run.retrieved:
        found.setdefault(each.case, []).append(each)
    thirds = _terciles([case.overlap for case in run.retrieval_cases])
    for case in run.retrieval_cases:
        values: dict[str, float | None] = {
            "overlap": round(case.overlap, 4),
            "overlap tercile": float(sum(case.overlap > bound for bound in thirds)),
        }
        for each in found.get(case.id, []):
            measures = measured(case, each.found)
            values |= {f"{each.system} {name}": value for name, value in measures.items()}
            values[f"{each.system} tokens"] = float(each.tokens)
        yield _score(case, values)


def measured(case: RetrievalCase, found: Sequence[tuple[str, str]]) -> dict[str, float | None]:
    """Rank-aware measures of what was found, 0 to 1; the first ``k`` chunks count for ``@k``.

    ``nDCG`` counts each group of evidence once, where it is found first (Järvelin and Kekäläinen
    2002). ``sufficient`` asks whether all required facts stand in the text; None where a case
    names none.
    """
    ranks = [_rank(group_quotes, found) for group_quotes in _quotes(case)]
    got = [rank for rank in ranks if rank]
    gain = sum(1 / log2(rank + 1) for rank in _apart(got))
    best = sum(1 / log2(rank + 1) for rank in range(1, len(ranks) + 1))
    text = " ".join(text for _, text in found[:_LAST])
    facts = [any(stands(fact, text) for fact in group) for group in case.required]
    return {
        **{f"hit@{k}": float(any(rank <= k for rank in got)) for k in _HITS},
        f"recall@{_LAST}": round(len(got) / len(ranks), 4),
        f"all evidence@{_LAST}": float(len(got) == len(ranks)),
        "MRR": round(1 / min(got), 4) if got else 0.0,
        f"nDCG@{_LAST}": round(gain / best, 4),
        f"sufficient@{_LAST}": float(all(facts)) if facts else None,
    }


def metrics(scores: Sequence[Score]) -> Metrics:
    """Each measure for each system, and hits by how many words a question shares."""
    found: Metrics = {}
    for system in SYSTEMS:
        names = {name for s in scores for name in s.values if name.startswith(f"{system} ")}
        for name in sorted(names):
            values = [value for s in scores if (value := s.values.get(name)) is not None]
            found[name] = _metric(name, values)
        for third, label in enumerate(_THIRDS):
            own = [s for s in scores if s.values.get("overlap tercile") == third]
            hits = [bool(s.values.get(f"{system} hit@{_LAST}")) for s in own]
            if hits:
                found[f"{system} hit@{_LAST}, {label} overlap"] = share(hits)
    return found


def _metric(name: str, values: Sequence[float]) -> Metric:
    shares = ("hit@", "all evidence@", "sufficient@")
    if any(mark in name for mark in shares):
        return share(bool(value) for value in values)
    return mean(values)


def _score(case: RetrievalCase, values: dict[str, float | None]) -> Score:
    hit = values.get(f"{_OURS} hit@{_LAST}")
    why: tuple[Why, ...] = ()
    if hit is None:
        why = (Why(kind="not measured", what="the folder has no passages for it"),)
    elif not hit:
        why = (Why(kind="evidence", what=f"none of it among the first {_LAST}"),)
    return Score(
        suite=NAME,
        case=case.id,
        stratum=case.stratum,
        split=case.split,
        cluster=case.id,
        passed=None if hit is None else bool(hit),
        why=why,
        values={name: value for name, value in values.items() if value is not None},
    )


def _quotes(case: RetrievalCase) -> list[set[tuple[str, str]]]:
    """Document and plain words of each piece of evidence, by group."""
    return [{(e.document, " ".join(e.quote.split())) for e in group} for group in case.groups]


def _rank(group: set[tuple[str, str]], found: Sequence[tuple[str, str]]) -> int:
    """Where some evidence of a group is found first, 0 for nowhere.

    By the words themselves, so that no index can vouch for its own spans.
    """
    for rank, (document, text) in enumerate(found[:_LAST], 1):
        plain = " ".join(without_marks(text).split())
        if any(document == wanted and quote in plain for wanted, quote in group):
            return rank
    return 0


def _apart(ranks: Sequence[int]) -> Iterator[int]:
    """The ranks in order, each group after the one before it, so that no gain is above the best."""
    last = 0
    for rank in sorted(ranks):
        last = max(rank, last + 1)
        yield last


def _terciles(values: Sequence[float]) -> tuple[float, float]:
    """The two bounds that cut the values into thirds."""
    ranked = sorted(values) or [0.0]
    return ranked[(len(ranked) - 1) // 3], ranked[2 * (len(ranked) - 1) // 3]


SUITE = Suite(
    name=NAME,
    version=1,
    what="the hybrid search finds the evidence among the first five passages",
    score=score_all,
    metrics=metrics,
)
