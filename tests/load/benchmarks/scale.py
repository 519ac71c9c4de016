"""Retrieval among a thousand to a million passages, which are made: see `made.py`."""

import multiprocessing
import statistics
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from benchmarks.answering import own_words
from benchmarks.bare import runtime_file
from benchmarks.figure import Figure, Found
from benchmarks.made import Filled, Source, fill
from benchmarks.measuring_in_turns import Size, lone_ms
from benchmarks.page import AMONG

from corpus.library import Corpus
from index.build import all_chunks
from index.embedding import Embedder, load_embedder
from index.layout import BuildRecord, Layout, wanted
from index.search import _VECTORS, Index
from index.settings import IndexSettings
from index.stores import Stores, opened
from index.vectors import VectorStore

COMMAND = "make bench ONLY=scale"
_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_CENTRES, _WARM = 1000, 20
_PARTS = ("chunks.sqlite", "lexical", "chroma")


@dataclass(frozen=True)
class Opened:
    """An index of one size, and what opening it took."""

    index: Index
    stores: Stores
    filled: Filled
    folder: Path
    seconds: float
    mb: float


def measure(size: Size) -> Found:
    """Every size up to the largest: filled one after the other, asked in turns."""
    found, settings = Found(), IndexSettings()
    corpus, sizes = Corpus.open(settings.corpus), [n for n in _SIZES if n <= size.passages]
    questions = own_words(_WARM + size.questions)
    source = _source(corpus, settings, questions)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        layouts = [Layout(Path(folder) / str(count)) for count in sizes]
        filled = [
            _filled(layout, wanted(corpus, settings), source, count)
            for layout, count in zip(layouts, sizes, strict=True)
        ]
        # Each its own, because one that has read a question remembers it.
        embedders = [_embedder(settings) for _ in sizes]
        all_ = {
            count: _opened(stack, corpus, layout, one, embedder, questions[:_WARM])
            for count, layout, one, embedder in zip(sizes, layouts, filled, embedders, strict=True)
        }
        _retrieval(all_, questions[_WARM:], found)
        for count, one in all_.items():
            _recall(count, one, source, found)
            _sizes(count, one, found)
    return found


def _source(corpus: Corpus, settings: IndexSettings, questions: list[str]) -> Source:
    embedder = _embedder(settings)
    chunks = all_chunks(corpus, embedder)
    texts = [text for chunk in chunks for _, text in (*chunk.vector_texts(), *chunk.asked_texts())]
    centres = embedder.encode(texts[:: max(1, len(texts) // _CENTRES)])
    with closing(Index.open(settings)) as index:
        counts = index._records.words()  # noqa: SLF001  as the build counted them
    words = sorted(counts, key=lambda word: (-counts[word], word))
    asked = np.stack([embedder.read([question])[0].vector for question in questions[_WARM:]])
    return Source(centres, words, asked, _VECTORS)


def _embedder(settings: IndexSettings) -> Embedder:
    embedder = load_embedder(settings.embed_model)
    embedder.read_by(runtime_file(settings))
    return embedder


def _filled(layout: Layout, expected: BuildRecord, source: Source, count: int) -> Filled:
    """In a process of its own, so that what filling took is no memory of searching."""
    context = multiprocessing.get_context("spawn")
    folder = layout.folder(expected.version)
    with ProcessPoolExecutor(1, mp_context=context) as process:
        return process.submit(fill, folder, expected, source, count).result()


def _opened(  # noqa: PLR0913  what makes an index
    stack: ExitStack,
    corpus: Corpus,
    layout: Layout,
    filled: Filled,
    embedder: Embedder,
    questions: list[str],
) -> Opened:
    """Open an index and ask it a little; its memory is what came on top meanwhile."""
    before, started = _resident_mb(), perf_counter()
    stores = opened(layout, filled.record)
    index = stack.enter_context(closing(Index(corpus, filled.record, embedder, stores)))
    index.search(questions[0])
    took = perf_counter() - started
    for question in questions[1:]:
        index.search(question)
    folder = layout.folder(filled.record.version)
    return Opened(index, stores, filled, folder, took, _resident_mb() - before)


def _retrieval(all_: dict[int, Opened], questions: list[str], found: Found) -> None:
    """The same questions to all sizes in turns, then the parts of a search one by one."""
    acts: dict[str, Callable[[str], object]] = {
        str(count): one.index.search for count, one in all_.items()
    }
    ms = {name: statistics.median(some) for name, some in lone_ms(acts, questions).items()}
    first = min(all_)
    for count in all_:
        _tell(found, count, "median retrieval", ms[str(count)], "ms")
        if count >= 100_000:
            found.figures.append(_growth(count, ms[str(count)], ms[str(first)]))
    for count, one in all_.items():
        for part, some in lone_ms(_parts(one), questions).items():
            _tell(found, count, f"median retrieval, {part}", statistics.median(some), "ms")


def _parts(one: Opened) -> dict[str, Callable[[str], object]]:
    index, read = one.index, one.index.embedder.read_one
    spelling = index._spelling  # noqa: SLF001  each part of a search by itself
    return {
        "spelling": spelling.corrected,
        "vectors": lambda question: one.stores.vectors.nearest(read(question).vector, _VECTORS),
        "lexical": index._lexical,  # noqa: SLF001
        "records, found by 400 words": lambda question: index._pool(  # noqa: SLF001
            dict(one.stores.lexical.search(question, [], _VECTORS))
        ),
    }


def _growth(count: int, value: float, reference: float) -> Figure:
    name = f"median retrieval among {count} passages (made) against {min(_SIZES)}"
    return Figure(name, value, "ms", reference, bar=4, better="lower", command=COMMAND)


def _recall(count: int, one: Opened, source: Source, found: Found) -> None:
    """How many of the nearest that there are the walk through the graph finds."""
    shares = [
        len({i for i, _ in _near(one.stores.vectors, question, source)} & set(exact)) / len(exact)
        for question, exact in zip(source.questions, one.filled.exact, strict=True)
    ]
    name = f"recall of the {_VECTORS} nearest of {count} vectors (made) against exact search"
    mean = statistics.mean(shares)
    figure = Figure(name, mean, "share", 1.0, bar=0.98, better="higher", command=COMMAND)
    found.figures.append(figure)
    _tell(found, count, f"recall of the {_VECTORS} nearest, mean", mean, "share")
    _tell(found, count, f"recall of the {_VECTORS} nearest, least", min(shares), "share")


def _near(store: VectorStore, vector: object, source: Source) -> list[tuple[str, float]]:
    return store.nearest(vector, source.nearest)  # type: ignore[arg-type]


def _sizes(count: int, one: Opened, found: Found) -> None:
    """Memory and disk for each passage, and what filling and opening took."""
    for part in _PARTS:
        _tell(found, count, f"disk a passage, {part}", _bytes(one.folder / part) / count, "bytes")
    graph = sum(_bytes(path.parent) for path in one.folder.rglob("data_level0.bin")) / count
    _tell(found, count, "disk a passage, graph in chroma", graph, "bytes")
    _tell(found, count, "disk a passage, all", _bytes(one.folder) / count, "bytes")
    _tell(found, count, "memory of an open index", one.mb, "MB")
    _tell(found, count, "memory a passage", one.mb * 2**20 / count, "bytes")
    _tell(found, count, "opening to the first answer", one.seconds, "s")
    _tell(found, count, "filling", count / one.filled.seconds, "passages a second")
    _tell(found, count, "most memory while filling", one.filled.most_mb, "MB")
    _tell(found, count, "words for spelling", len(one.index.words), "words")


def _tell(found: Found, count: int, what: str, value: float, unit: str) -> None:
    """One row of the table in which the sizes stand side by side."""
    found.tell(f"{AMONG}{count}: {what}", value, unit, COMMAND)


def _bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())


def _resident_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    resident = next(line for line in lines if line.startswith("VmRSS"))
    return int(resident.split()[1]) / 1024
