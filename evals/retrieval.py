"""Retrieval: does the sentence that answers a question stand in the chunks that are found?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from corpus.sentences import without_marks
from evals.cases import LOW_OVERLAP, Case
from evals.stock import StockRetriever
from index.ranking import Mode
from index.search import Index

TOP = 5

Texts = list[tuple[str, str]]
Retrieve = Callable[[str], Texts]


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """One question with one way of retrieving: the rank of its evidence, 0 if it is not there."""

    case: str
    stratum: str
    overlap: float
    system: str
    rank: int
    tokens: int


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """Hits in the top five of one system over a group of questions; a 95 % Wilson interval."""

    system: str
    group: str
    hits: int
    cases: int
    interval: tuple[float, float]
    mrr: float
    most_tokens: int


def score_retrieval(index: Index, cases: Iterable[Case]) -> Iterator[RetrievalScore]:
    """Every case with each way of searching, and with stock LlamaIndex beside them."""
    stock = StockRetriever(index.corpus, index.embedder, TOP)
    systems: dict[str, Retrieve] = {
        **{str(mode): _searcher(index, mode) for mode in Mode},
        "stock LlamaIndex": stock.texts,
    }
    for case in cases:
        for system, retrieve in systems.items():
            yield _score(index, case, system, retrieve(case.question))


def summary(scores: Sequence[RetrievalScore]) -> list[SummaryRow]:
    """Hits in the top five by system and group, with 95 % Wilson intervals."""
    rows: list[SummaryRow] = []
    for system in dict.fromkeys(score.system for score in scores):
        own = [score for score in scores if score.system == system]
        groups = {"all": own, "low overlap": [s for s in own if s.overlap <= LOW_OVERLAP]}
        for stratum in dict.fromkeys(score.stratum for score in own):
            groups[stratum] = [score for score in own if score.stratum == stratum]
        rows += [_row(system, name, group) for name, group in groups.items()]
    return rows


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share, both ends between 0 and 1."""
    if not count:
        return 0.0, 1.0
    z = 1.959964
    share = hits / count
    centre = share + z * z / (2 * count)
    spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max((centre - spread) / scale, 0.0), min((centre + spread) / scale, 1.0)


def _searcher(index: Index, mode: Mode) -> Retrieve:
    return lambda question: [
        (hit.chunk.document_id, hit.chunk.text) for hit in index.search(question, TOP, mode)
    ]


def _score(index: Index, case: Case, system: str, texts: Texts) -> RetrievalScore:
    ranks = [n for n, found in enumerate(texts, 1) if _holds(case, *found)]
    tokens = sum(index.embedder.count_tokens(text) for _, text in texts)
    return RetrievalScore(
        case.id, case.stratum, round(case.overlap, 3), system, min(ranks, default=0), tokens
    )


def _holds(case: Case, document_id: str, text: str) -> bool:
    """By the words themselves, so that no index can vouch for its own spans."""
    plain = " ".join(without_marks(text).split())
    return any(
        evidence.document_id == document_id and " ".join(evidence.quote.split()) in plain
        for evidence in case.evidence
    )


def _row(system: str, group: str, scores: Sequence[RetrievalScore]) -> SummaryRow:
    hits = sum(score.rank > 0 for score in scores)
    return SummaryRow(
        system=system,
        group=group,
        hits=hits,
        cases=len(scores),
        interval=wilson(hits, len(scores)),
        mrr=sum(1 / score.rank for score in scores if score.rank) / max(len(scores), 1),
        most_tokens=max((score.tokens for score in scores), default=0),
    )
