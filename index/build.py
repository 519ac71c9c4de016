"""Building: beside the version in use, embedding only what changed, then a switch by renaming."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from llama_index.core.schema import TextNode

from corpus.errors import GuideError
from corpus.library import Corpus
from corpus.register import REGISTER
from index.chunk import ASKED, Chunk, ChunkKind
from index.chunking import chunk_document
from index.embedding import Embedder, Vectors, load_embedder
from index.late import chunk_counts
from index.layout import BuildRecord, Layout, wanted
from index.lexical import build_lexical
from index.locks import held, only_builder
from index.records import RecordsWriter
from index.settings import IndexSettings
from index.spelling import words_of
from index.stores import COLLECTION, Stores, open_stores, opened
from index.vectors import VectorStore, create_vectors, open_vectors

Progress = Callable[[int, int], None]
_BATCH = 16


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
        layout.switch(record.version)
        _drop_unused(layout, keep=record.version)
    return record, embedded


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
        if document.id != REGISTER
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
    _add_contexts(writer, chunks, old, embedder)
    embedded = 0
    for at in range(0, len(chunks), _BATCH):
        batch = chunks[at : at + _BATCH]
        known = old.known(batch) if old else {}
        embedded += _add(store, writer, batch, known, embedder)
        progress(at + len(batch), len(chunks))
    # Whole tables repeat their rows, which would make every word in them look common.
    readings = [chunk.reading for chunk in chunks if chunk.kind is not ChunkKind.TABLE]
    words = Counter(word for reading in readings for word in words_of(reading))
    writer.finish(chunk_counts(embedder, readings), words)
    record = expected.model_copy(update={"chunks": len(chunks), "vectors": store.count()})
    store.close()
    (beside / "build.json").write_text(record.model_dump_json(indent=2), encoding="utf-8")
    layout.finish(record.version)
    return record, embedded


def _add_contexts(
    writer: RecordsWriter, chunks: list[Chunk], old: "_Earlier | None", embedder: Embedder
) -> None:
    """The token vectors of titles and headings, each once."""
    contexts = {chunk.context_id: chunk.context for chunk in chunks}
    known = old.contexts(list(contexts)) if old else {}
    new = [i for i in contexts if i not in known]
    readings = embedder.read([contexts[i] for i in new]) if new else []
    made = {i: [reading.tokens] for i, reading in zip(new, readings, strict=True)}
    writer.add_token_vectors((known | made).items())


@dataclass(frozen=True)
class _Made:
    """What is stored for one chunk: a vector by id, and token vectors of parts and questions."""

    vectors: dict[str, Vectors] = field(default_factory=dict)
    tokens: list[Vectors] = field(default_factory=list)
    asked: list[Vectors] = field(default_factory=list)


def _add(
    store: VectorStore,
    writer: RecordsWriter,
    batch: list[Chunk],
    known: dict[str, _Made],
    embedder: Embedder,
) -> int:
    made = known | _embed([chunk for chunk in batch if chunk.id not in known], embedder)
    store.add(
        [
            TextNode(id_=i, text=text, embedding=made[chunk.id].vectors[i].tolist())
            for chunk in batch
            for i, text in [*chunk.vector_texts(), *chunk.asked_texts()]
        ]
    )
    writer.add(batch)
    writer.add_token_vectors((c.id, made[c.id].tokens) for c in batch if c.parts)
    writer.add_token_vectors((c.asked_id, made[c.id].asked) for c in batch if made[c.id].asked)
    return len(batch) - len(known)


def _embed(chunks: list[Chunk], embedder: Embedder) -> dict[str, _Made]:
    """One pass of the model over all texts of the chunks."""
    texts = [
        (chunk, i, text)
        for chunk in chunks
        for i, text in [*chunk.vector_texts(), *chunk.asked_texts()]
    ]
    made = {chunk.id: _Made() for chunk in chunks}
    readings = embedder.read([text for _, _, text in texts]) if texts else []
    for (chunk, vector_id, _), reading in zip(texts, readings, strict=True):
        own = made[chunk.id]
        own.vectors[vector_id] = reading.vector
        if vector_id != chunk.id:
            (own.asked if ASKED in vector_id else own.tokens).append(reading.tokens)
    return made


class _Earlier:
    """The version in use, from which unchanged chunks are taken over."""

    def __init__(self, stores: Stores) -> None:
        self._store = stores.vectors
        self._records = stores.records

    @classmethod
    def open(cls, layout: Layout, record: BuildRecord) -> "_Earlier | None":
        """None where there is no earlier version, or another model or format made it."""
        try:
            version = layout.current
            old = layout.record(version) if version else None
            if old is None or old.version == record.version or not old.fits(record):
                return None
            return cls(opened(layout, old))
        except GuideError:
            return None

    def contexts(self, ids: list[str]) -> dict[str, list[Vectors]]:
        """The token vectors of those contexts that stand there."""
        return self._records.token_vectors(ids)

    def known(self, chunks: list[Chunk]) -> dict[str, _Made]:
        """What is stored for those of the chunks that stand there unchanged."""
        ids = {
            chunk.id: [i for i, _ in [*chunk.vector_texts(), *chunk.asked_texts()]]
            for chunk in chunks
        }
        vectors = self._store.vectors([i for wanted_ids in ids.values() for i in wanted_ids])
        tokens = self._records.token_vectors([*ids, *(chunk.asked_id for chunk in chunks)])
        before = self._records.fetch(list(ids))
        return {
            chunk.id: _Made(
                {i: vectors[i] for i in ids[chunk.id]},
                tokens.get(chunk.id, []),
                tokens.get(chunk.asked_id, []),
            )
            for chunk in chunks
            if chunk.id in before
            and [part.asked for part in before[chunk.id].parts] == [p.asked for p in chunk.parts]
            and all(i in vectors for i in ids[chunk.id])
            and len(tokens.get(chunk.id, [])) == len(chunk.parts)
        }
