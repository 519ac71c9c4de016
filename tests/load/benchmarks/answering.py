"""Answering in process: questions a second, and a lone question beside its bare parts."""

import statistics
from collections.abc import Iterator
from contextlib import closing, contextmanager

from benchmarks.bare import Bare, bare_query, runtime_file, stock
from benchmarks.figure import Figure, Found
from benchmarks.measuring_in_turns import Size, lone_ms, rates, side_by_side
from wordings import wishes

from bot.guardrails.personal import PersonalData
from bot.pipeline import Assistant
from bot.web.live import answering_threads
from index.embedding import load_embedder
from index.search import Index
from index.settings import IndexSettings

COMMAND = "make bench ONLY=answering"
_SEED = 1300
_WARM = 20


@contextmanager
def assistant() -> Iterator[Assistant]:
    """What serving asks, over the built index."""
    with closing(Index.open(IndexSettings())) as index:
        yield Assistant(index)


def own_words(count: int) -> list[str]:
    """As many questions in words of their own, none twice."""
    (asked,) = wishes(3 * count, 1, _SEED)
    return asked[::3]


def measure(size: Size) -> Found:
    """All of it, over one open index."""
    found = Found()
    questions = own_words(_WARM + 2 * size.lone + size.turns * size.questions)
    with assistant() as asked:
        for question in questions[:_WARM]:
            asked.ask(question)
        _concurrent(asked, questions[_WARM + 2 * size.lone :], size, found)
        _lone(asked, questions[_WARM : _WARM + 2 * size.lone], found)
    return found


def _concurrent(asked: Assistant, questions: list[str], size: Size, found: Found) -> None:
    bare, torch = Bare(runtime_file(IndexSettings())), load_embedder(None)
    with answering_threads(written=False) as threads:
        acts = {
            "answers": side_by_side(asked.ask, threads),
            "bare": bare.all,
            "torch": torch.encode,
        }
        rounds = [questions[at :: size.turns] for at in range(size.turns)]
        rate = rates(acts, rounds)
    found.figures.append(
        Figure(
            "questions a second in process, concurrent, against the bare batched embedder",
            rate["answers"],
            "questions a second",
            rate["bare"],
            bar=0.6,
            better="higher",
            command=COMMAND,
        )
    )
    found.tell("bare batched torch, one thread", rate["torch"], "texts a second", COMMAND)


def _lone(asked: Assistant, questions: list[str], found: Found) -> None:
    settings, index = IndexSettings(), asked.index
    bare, query = Bare(runtime_file(settings)), bare_query(settings, index)
    texts = [asked.corpus.text(document.id) for document in asked.corpus.documents]
    retrieve, torch = stock(asked.corpus), load_embedder(None)
    vectors = {question: bare.one(question) for question in questions[::2]}
    acts = {
        "answer": asked.ask,
        "embedding": bare.one,
        "query": lambda question: query(vectors[question]),
        "detector": PersonalData(texts).find,
        "stock": retrieve,
        "torch": lambda question: torch.encode([question]),
    }
    times = lone_ms(acts, questions[::2])
    # Others than those just answered, whose readings are remembered for a while.
    times |= lone_ms({"retrieval": index.search}, questions[1::2])
    ms = {name: statistics.median(some) for name, some in times.items()}
    parts = ms["embedding"] + ms["query"] + ms["detector"]
    for name, value in (("answer", ms["answer"]), ("retrieval", ms["retrieval"])):
        found.figures += [
            _lower(f"a lone {name} against bare embedding, query and detector", value, parts, 1.3),
            _lower(f"a lone {name} against stock LlamaIndex retrieval", value, ms["stock"], 0.5),
        ]
    for name in ("embedding", "query", "detector", "torch"):
        found.tell(f"lone bare {name}", ms[name], "ms", COMMAND)


def _lower(name: str, value: float, reference: float, bar: float) -> Figure:
    return Figure(name, value, "ms", reference, bar=bar, better="lower", command=COMMAND)
