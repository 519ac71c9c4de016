"""Building: beside the version in use, embedding only what changed, then a switch by renaming."""

import hashlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

from llama_index.core.schema import TextNode

from corpus.built import keep_documents
from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.overlay import Overlaid, key_of, open_own
from corpus.register import REGISTERS
from index.chunk import OPEN, OUTSIDE, Chunk, ChunkKind, unanswered_texts
from index.chunking import chunk_document
from index.embedding import Embedder, load_embedder
from index.layout import BuildRecord, Layout, wanted
from index.lexical import build_lexical
from index.locks import held, only_builder
from index.reading import Vectors
from index.records import RecordsWriter
from index.settings import IndexSettings
from index.spelling import words_of
from index.stores import COLLECTION, Stores, open_stores, opened
from index.vectors import VectorStore, create_vectors, open_vectors

Progress = Callable[[int, int], None]
_BATCH, _QUESTIONS = 16, 256


def build(settings: IndexSettings, progress: Progress) -> tuple[BuildRecord, int]:
    """Build the index that the settings ask for, unless it is there whole.

    ``progress(done, all)`` counts chunks. Returns the record and how many chunks were embedded.
    """
    corpus = Corpus.open(settings.corpus)
    expected = wanted(corpus, settings)
    layout = Layout.of(settings)
    with only_builder(layout.root):
        layout.clear_unfinished()
        record, embedded = _whole(layout, expected), 0
        if record is None:
            embedder = load_embedder(settings.embed_model)
            record, embedded = _write(settings, layout, expected, corpus, embedder, progress)
        keep_documents(corpus, layout.folder(record.version))
        layout.switch(record.version)
        _drop_unused(layout, keep=record.version)
    return record, embedded


def build_all(settings: IndexSettings, progress: Progress) -> list[tuple[BuildRecord, int]]:
    """Build the index of the common documents, then that of the agency's own, if it has any."""
    own = of_agency(settings)
    built = [build(settings, progress)]
    return built if own is None else [*built, build(own, progress)]


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
        if path.exists():
            return
        for other in layout.root.glob("model-*"):  # a server that runs has read its own
            other.unlink()
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
    """The chunks of every document but the standing register.

    The register names every title it speaks of and would crowd out the documents themselves; it is
    cited in notices, which go to it directly.
    """
    return [
        chunk
        for document in corpus.documents
        if document.id not in REGISTERS
        for chunk in chunk_document(
            document,
            corpus.text(document.id),
            corpus.outline(document.id),
            embedder.count_tokens,
            corpus.asked(document.id),
        )
    ]


def _write(  # noqa: PLR0913  the parts of one build
    settings: IndexSettings,
    layout: Layout,
    expected: BuildRecord,
    corpus: Corpus,
    embedder: Embedder,
    progress: Progress,
) -> tuple[BuildRecord, int]:
    """Write a version beside the others and rename it into place."""
    chunks = all_chunks(corpus, embedder)
    beside = layout.unfinished(expected.version)
    beside.mkdir(parents=True)
    build_lexical(beside / "lexical", chunks)
    store = create_vectors(beside, settings.chroma_url, COLLECTION + expected.version)
    writer = RecordsWriter(beside / "chunks.sqlite")
    old = _Earlier.open(layout, expected)
    embedded = 0
    for at in range(0, len(chunks), _BATCH):
        batch = chunks[at : at + _BATCH]
        fresh = _add(store, writer, dict(t for c in batch for t in _texts(c)), old, embedder)
        writer.add(batch)
        embedded += sum(any(i in fresh for i, _ in _texts(chunk)) for chunk in batch)
        progress(at + len(batch), len(chunks))
    unanswered = [*unanswered_texts(OPEN, corpus.left_open())]
    unanswered += unanswered_texts(OUTSIDE, corpus.outside)
    for texts in _batches(dict(unanswered)):
        _add(store, writer, texts, old, embedder)
    # Whole tables repeat their rows, which would make every word in them look common.
    readings = [chunk.reading for chunk in chunks if chunk.kind is not ChunkKind.TABLE]
    writer.finish(Counter(word for reading in readings for word in words_of(reading)))
    record = expected.model_copy(update={"chunks": len(chunks), "vectors": store.count()})
    store.close()
    (beside / "build.json").write_text(record.model_dump_json(indent=2), encoding="utf-8")
    layout.finish(record.version)
    return record, embedded


def _texts(chunk: Chunk) -> Iterator[tuple[str, str]]:
    """The id and the text of every vector of a chunk: its own, its parts' and their questions'."""
    yield from chunk.vector_texts()
    yield from chunk.asked_texts()


def _batches(texts: dict[str, str]) -> Iterator[dict[str, str]]:
    items = list(texts.items())
    for at in range(0, len(items), _QUESTIONS):
        yield dict(items[at : at + _QUESTIONS])


def _add(
    store: VectorStore,
    writer: RecordsWriter,
    texts: dict[str, str],
    old: "_Earlier | None",
    embedder: Embedder,
) -> set[str]:
    """Store the vectors of texts by id; gives the ids of those that had to be made."""
    digests = {i: _digest(text) for i, text in texts.items()}
    known = old.known(list(digests.values())) if old else {}
    new = {digests[i]: text for i, text in texts.items() if digests[i] not in known}
    made = dict(zip(new, embedder.encode(list(new.values())), strict=True)) if new else {}
    vectors = known | made
    store.add(
        [
            TextNode(id_=i, text=text, embedding=vectors[digests[i]].tolist())
            for i, text in texts.items()
        ]
    )
    writer.add_vectors({digest: i for i, digest in digests.items()})
    return {i for i, digest in digests.items() if digest in made}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class _Earlier:
    """The version in use, from which unchanged chunks are taken over."""

    def __init__(self, stores: Stores) -> None:
        self._store = stores.vectors
        self._records = stores.records

    @classmethod
    def open(cls, layout: Layout, record: BuildRecord) -> "_Earlier | None":
        """None where there is no earlier version, or another model made it, or it cannot be read.

        The same version in another store is an earlier one: a server gets what lies on disk.
        An older format of this program may lack what is asked for; then all is embedded anew.
        """
        try:
            version = layout.current
            old = layout.record(version) if version else None
            if old is None or old.made_as(record) or not old.fits(record):
                return None
            earlier = cls(opened(layout, old))
            earlier.known(["none"])
        except (GuideError, sqlite3.Error):
            return None
        return earlier

    def known(self, digests: list[str]) -> dict[str, Vectors]:
        """The vectors of those texts that have one there, by digest."""
        ids = self._records.vector_ids(digests)
        vectors = self._store.vectors(list(ids.values()))
        return {digest: vectors[i] for digest, i in ids.items() if i in vectors}
