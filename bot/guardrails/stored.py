"""The fitted classifier beside the code, and whether it belongs to a model and its phrasings.

``python -m bot.guardrails.stored`` writes it anew after a change of the phrasings.
"""

import logging
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.guardrails.classifier import Model, fit
from bot.guardrails.phrasings import fingerprint, read_phrasings
from index.embedding import Embedder, load_embedder
from index.reading import Vectors

FILE = Path(__file__).with_name("fitted.npz")
_LOG = logging.getLogger(__name__)
_STEPS = 127
_AT_ONCE = 128


def model_for(embedder: Embedder) -> Model:
    """The stored model, or one fitted now where another embedding model or phrasings are in use."""
    stored = load(FILE, _key(embedder))
    if stored is None:
        _LOG.info("fitting the guardrails to the embedding model; this takes a minute or two")
    return stored or fit_for(embedder)


def fit_for(embedder: Embedder) -> Model:
    """The model fitted to the phrasings as they stand."""
    phrasings = read_phrasings()
    texts = [phrasing.text for phrasing in phrasings]
    # All at once they would take many gigabytes, each as wide as the longest.
    parts = (texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE))
    return _rounded(fit(phrasings, [one for part in parts for one in embedder.read(part)]))


def save(model: Model, key: str, file: Path) -> None:
    """Write a model, its vectors in steps of 1/127 of the largest value."""
    np.savez_compressed(
        file,
        key=np.array(key),
        vectors=_in_steps(model.vectors),
        pooled=_in_steps(model.pooled),
        scales=np.array([np.abs(model.vectors).max(), np.abs(model.pooled).max()]),
        centre=model.centre,
        weights=model.weights,
        labels=np.array(model.labels),
    )


def load(file: Path, key: str) -> Model | None:
    """The model in a file, or None if it is not there or of another key."""
    if not file.exists():
        return None
    with np.load(file, allow_pickle=False) as data:
        if str(data["key"]) != key:
            return None
        scales: list[float] = data["scales"].tolist()
        return Model(
            _from_steps(data["vectors"], scales[0]),
            _from_steps(data["pooled"], scales[1]),
            data["centre"],
            data["weights"],
            tuple(data["labels"].tolist()),
        )


def _key(embedder: Embedder) -> str:
    return f"{embedder.fingerprint} {fingerprint()}"


def _rounded(model: Model) -> Model:
    """The model as it would come back from a file, so that both give the same decisions."""
    rounded = [
        _from_steps(_in_steps(rows), float(np.abs(rows).max()))
        for rows in (model.vectors, model.pooled)
    ]
    return Model(rounded[0], rounded[1], model.centre, model.weights, model.labels)


def _in_steps(rows: Vectors) -> NDArray[np.int8]:
    return np.asarray(np.round(rows * (_STEPS / np.abs(rows).max())), dtype=np.int8)


def _from_steps(steps: NDArray[np.int8], scale: float) -> Vectors:
    return np.asarray(steps.astype(np.float32) * np.float32(scale / _STEPS))


if __name__ == "__main__":
    bundled = load_embedder(None)
    save(fit_for(bundled), _key(bundled), FILE)
