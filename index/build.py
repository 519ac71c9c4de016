"""Building: beside the version in use, embedding only what changed, then a switch by renaming.

A build that is broken off, at whatever point, leaves the vectors it has made to the next one.
"""

import shutil
from contextlib import closing, suppress
from pathlib import Path

from corpus.built import keep_documents
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.overlay import Overlaid, key_of, open_own
from index.chunk import OPEN, OUTSIDE, Chunk, unanswered_texts
from index.earlier import Earlier
from index.embedding import Embedder, load_embedder
from index.filling import Filling, Progress
from index.kept import Kept
from index.layout import BuildRecord, Layout, wanted
from index.locks import held, only_builder
from index.making import Maker
from index.runtime import files_of, is_exported
from index.settings import IndexSettings
from index.stores import COLLECTION, open_stores
from index.streaming import Stream
from index.vectors import open_vectors
from index.version import NewVersion


def build(
    settings: IndexSettings, progress: Progress, runtimes: Layout | None = None
) -> tuple[BuildRecord, int]:
    """Build the index that the settings ask for, unless it is there whole.

    ``progress(done, all)`` counts texts that have a vector; how many there are in all is told from
    the documents read so far. ``runtimes`` is where the model lies, or is put, for a faster
    runtime; without it torch makes the vectors. Returns the record and how many chunks were
    embedded.
    """
    corpus = Corpus.open(settings.corpus)
    expected = wanted(corpus, settings)
    layout = Layout.of(settings)
    with only_builder(layout.root):
        layout.clear_unfinished()
        record, embedded = _whole(layout, expected), 0
        if record is None:
            path = runtimes.runtime(expected.model_sha256) if runtimes is not None else None
            embedder = load_embedder(settings.embed_model)
            record, embedded = _write(layout, expected, corpus, embedder, path, progress)
        keep_documents(corpus, layout.folder(record.version))
        layout.switch(record.version)
        layout.clear_kept()
        _drop_unused(layout, keep=record.version)
    return record, embedded


def build_all(
    settings: IndexSettings, progress: Progress, runtimes: Layout | None = None
) -> list[tuple[BuildRecord, int]]:
    """Build the index of the common documents, then that of the agency's own, if it has any."""
    own = of_agency(settings)
    built = [build(settings, progress, runtimes)]
    return built if own is None else [*built, build(own, progress, runtimes)]


def of_agency(settings: IndexSettings) -> IndexSettings | None:
    """The settings of the index of an agency's documents; a `GuideError` if they do not fit."""
    if settings.agency_corpus is None:
        return None
    own = open_own(settings.agency_corpus)
    Overlaid(Corpus.open(settings.corpus), own)
    return settings.of_agency(own.root, key_of(own.manifest))


def prepare_runtime(settings: IndexSettings, record: BuildRecord) -> None:
    """Export the model that made an index for a faster runtime, unless that was tried before."""
    layout = Layout.of(settings)
    path = layout.runtime(record.model_sha256)
    with only_builder(layout.root):
        for other in set(layout.root.glob("model-*")) - files_of(path):  # a server has read its own
            other.unlink()
        if not is_exported(path):
            load_embedder(settings.embed_model).export(path)


def _whole(layout: Layout, expected: BuildRecord) -> BuildRecord | None:
    """The record of the expected version, if it is there and all its files can be opened."""
    try:
        record = layout.record(expected.version)
        if not record.made_as(expected):
            return None
        with open_stores(layout, record):
            return record
    except GuideError:
        return None


def _write(  # noqa: PLR0913  the parts of one build
    layout: Layout,
    expected: BuildRecord,
    corpus: Corpus,
    embedder: Embedder,
    runtime: Path | None,
    progress: Progress,
) -> tuple[BuildRecord, int]:
    """Write a version beside the others and rename it into place."""
    if runtime is not None and is_exported(runtime):
        embedder.read_by(runtime)  # which needs no torch
    elif runtime is not None:
        runtime.parent.mkdir(parents=True, exist_ok=True)
        embedder.export(runtime)
    beside = layout.unfinished(expected.version)
    beside.mkdir(parents=True)
    new = NewVersion(beside, expected.chroma_url, COLLECTION + expected.version)
    with closing(Kept(layout.kept(expected), embedder.dimensions)) as kept:
        maker = Maker(embedder.encoder(runtime), kept, Earlier.open(layout, expected))
        stream = Stream(corpus, embedder.count_tokens)
        embedded = Filling(new, maker, progress).fill(stream, _unanswered(corpus))
    chunks, vectors = new.finish()
    record = expected.model_copy(update={"chunks": chunks, "vectors": vectors})
    (beside / "build.json").write_text(record.model_dump_json(indent=2), encoding="utf-8")
    layout.finish(record.version)
    return record, embedded


def _unanswered(corpus: Corpus) -> dict[str, str]:
    """The questions that no document answers, by the ids of their vectors."""
    return dict(
        [
            *unanswered_texts(OPEN, corpus.left_open()),
            *unanswered_texts(OUTSIDE, corpus.outside),
        ]
    )


def _drop_unused(layout: Layout, keep: str) -> None:
    """Remove versions that no running process holds, with what they keep on a Chroma server."""
    for version in layout.versions():
        folder = layout.folder(version)
        if version == keep or held(folder):
            continue
        with suppress(GuideError):
            url = layout.record(version).chroma_url
            if url is not None:
                open_vectors(folder, url, COLLECTION + version).drop()
        shutil.rmtree(folder, ignore_errors=True)


def all_chunks(corpus: Corpus, embedder: Embedder) -> list[Chunk]:
    """The chunks of all documents at once, for what needs them side by side."""
    return list(Stream(corpus, embedder.count_tokens).chunks())
