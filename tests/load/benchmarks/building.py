"""Building an index from nothing: texts a second, beside the bare embedder on the same texts."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from benchmarks.bare import Bare, runtime_file
from benchmarks.figure import Figure, Found
from benchmarks.measuring_in_turns import Size, seconds

from corpus.library import Corpus
from index.build import all_chunks, build
from index.chunk import OPEN, OUTSIDE, unanswered_texts
from index.embedding import load_embedder
from index.layout import Layout
from index.settings import IndexSettings

COMMAND = "make bench ONLY=building"
_OF_TORCH = 10
_QUESTIONS = ("questions/*.jsonl", "questions/*.txt")


def measure(size: Size) -> Found:
    """With all that people ask, or a share of it for a quick look; the documents are all there."""
    found, settings = Found(), IndexSettings()
    bare = Bare(runtime_file(settings))
    with TemporaryDirectory() as folder, _threads_of_a_build():
        root = Path(folder) / "corpus"
        _copied(settings.corpus, root, round(1 / size.share))
        texts = list(_texts(Corpus.open(root)))
        apart = IndexSettings(corpus=root, data=Path(folder) / "data")
        # Half of them before and half after, so that what slows the machine down slows both.
        embedding = seconds(bare.all, texts[::2])
        # From nothing, as `python -m index build` does it, which exports the model first.
        building = seconds(build, apart, lambda _done, _all: None, Layout.of(apart))
        embedding += seconds(bare.all, texts[1::2])
        some = texts[::_OF_TORCH]
        found.tell(
            "bare batched torch, all cores",
            len(some) / seconds(load_embedder(None).encode, some),
            "texts a second",
            COMMAND,
        )
    found.figures.append(
        Figure(
            "index building, texts a second, against the bare batched embedder",
            len(texts) / building,
            "texts a second",
            len(texts) / embedding,
            bar=0.8,
            better="higher",
            command=COMMAND,
        )
    )
    return found


@contextmanager
def _threads_of_a_build() -> Iterator[None]:
    """Torch is measured with all cores, which a build has, while serving gives a question one."""
    before = torch.get_num_threads()
    torch.set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _copied(corpus: Path, root: Path, every: int) -> None:
    """A copy with every so manieth of the questions that people wrote down."""
    shutil.copytree(corpus, root, ignore=shutil.ignore_patterns("*.py", "__pycache__", ".history"))
    for path in (path for pattern in _QUESTIONS for path in root.glob(pattern)):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[::every]), encoding="utf-8")


def _texts(corpus: Corpus) -> Iterator[str]:
    """All that a build embeds, each text once."""
    texts: dict[str, None] = {}
    for chunk in all_chunks(corpus, load_embedder(None)):
        texts |= dict.fromkeys(text for _, text in (*chunk.vector_texts(), *chunk.asked_texts()))
    unanswered = (
        *unanswered_texts(OPEN, corpus.left_open()),
        *unanswered_texts(OUTSIDE, corpus.outside),
    )
    yield from texts | dict.fromkeys(text for _, text in unanswered)
