"""Questions are read by a faster runtime, and only where it gives the vectors that torch gives."""

import logging
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer import modules

from index.build import build, prepare_runtime
from index.embedding import Embedder, bundled, load_embedder
from index.exporting import export
from index.layout import Layout
from index.runtime import tokenizer_file
from index.search import Index
from index.settings import IndexSettings
from index.transformer import Transformer

TEXTS = ["Is it dated 29 April 2024?", "GS-15", "travel " * 300, "Ünusual: \u201cquotes\u201d, $1!"]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled model in a file for the runtime."""
    path = tmp_path_factory.mktemp("runtime") / "model.onnx"
    load_embedder(None).export(path)
    return path


@pytest.fixture(scope="module")
def fast(exported: Path) -> Embedder:
    """The bundled model, read by the runtime."""
    embedder = load_embedder(None)
    embedder.read_by(exported)
    return embedder


@pytest.mark.parametrize("texts", [TEXTS, *([text] for text in TEXTS)])
def test_the_runtime_gives_what_torch_gives(
    embedder: Embedder, fast: Embedder, texts: list[str]
) -> None:
    for ours, theirs in zip(fast.read(texts), embedder.read(texts), strict=True):
        assert ours.vector == pytest.approx(theirs.vector, abs=1e-5)
        assert ours.tokens == pytest.approx(theirs.tokens, abs=1e-4)
        assert np.array_equal(ours.token_ids, theirs.token_ids)


def test_no_texts_have_no_vectors_in_both(embedder: Embedder, fast: Embedder) -> None:
    assert fast.encode([]).shape == (0, 384)
    assert len(embedder.encode([])) == 0
    assert fast.read([]) == embedder.read([]) == []


def test_an_index_that_was_prepared_is_searched_by_the_runtime(
    settings: IndexSettings, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = build(settings, lambda _done, _all: None)
    path = Layout.of(settings).runtime(record.model_sha256)
    path.write_bytes(exported.read_bytes())
    tokenizer_file(path).write_bytes(tokenizer_file(exported).read_bytes())
    monkeypatch.setattr(SentenceTransformer, "__init__", None)  # torch is not asked
    index = Index.open(settings)
    found = index.search("Who approves travel?")
    index.close()
    assert found[0].chunk.document_id == "travel"


def test_preparing_twice_exports_once(settings: IndexSettings) -> None:
    record, _ = build(settings, lambda _done, _all: None)
    prepare_runtime(settings, record)
    path = Layout.of(settings).runtime(record.model_sha256)
    first = path.stat().st_mtime_ns
    prepare_runtime(settings, record)
    assert path.stat().st_size > 10_000_000
    assert path.stat().st_mtime_ns == first


def test_a_model_that_the_runtime_reads_otherwise_stays_with_torch(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first_token = modules.Pooling(384, pooling_mode="cls")
    model = SentenceTransformer(modules=[SentenceTransformer(str(bundled()))[0], first_token])
    with caplog.at_level(logging.WARNING):
        assert export(Transformer(model), tmp_path / "model.onnx") is None
    assert "agree only to" in caplog.text
    assert (tmp_path / "model.onnx").stat().st_size == 0


def test_a_damaged_file_leaves_reading_to_torch(
    embedder: Embedder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    (tmp_path / "model.json").write_bytes(b"no tokenizer")
    other = load_embedder(None)
    with caplog.at_level(logging.WARNING):
        other.read_by(tmp_path / "model.onnx")
    assert "cannot be opened" in caplog.text
    assert other.read(TEXTS)[0].vector == pytest.approx(embedder.read(TEXTS)[0].vector, abs=1e-6)
