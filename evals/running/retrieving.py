"""Searching for the retrieval cases in every way, and with stock LlamaIndex beside them."""

from collections.abc import Collection, Iterable, Iterator

from evals.cases.retrieval_cases import RetrievalCase
from evals.running.run import Retrieved
from evals.running.stock import StockRetriever
from index.ranking import Mode
from index.search import Index

TOP = 5
STOCK = "stock LlamaIndex"
SYSTEMS = (*(str(mode) for mode in Mode), STOCK)


def retrieve_all(
    index: Index, cases: Iterable[RetrievalCase], done: Collection[tuple[str, str]] = ()
) -> Iterator[Retrieved]:
    """What each system finds for each case, but for those pairs of case and system in ``done``."""
    stock = StockRetriever(index.corpus, index.embedder, TOP)
    for case in cases:
        read = index.read(case.question)
        for system in SYSTEMS:
            if (case.id, system) in done:
                continue
            if system == STOCK:
                found = stock.texts(case.question)
            else:
                hits = index.search_read(case.question, read, TOP, Mode(system)).hits
                found = [(hit.chunk.document_id, hit.chunk.text) for hit in hits]
            tokens = sum(index.embedder.count_tokens(text) for _, text in found)
            yield Retrieved(case.id, system, tuple(found), tokens)
