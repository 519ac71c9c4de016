"""Recognising: which form a phrasing has, by a linear model over its n-grams.

Multinomial logistic regression, fitted to the phrasings by `python -m evals fit`. N-grams are
weighed by their frequency and rarity (tf-idf) and a phrasing has length one, so that long and short
ones count alike.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.tables.wordings.ngrams import ngrams
from bot.tables.wordings.phrasings import Slots

FITTED = Path(__file__).with_name("fitted.npz")
_STEPS = 127

Numbers = NDArray[np.float32]


@dataclass(frozen=True, eq=False)  # so that what it says can be kept by the model that says it
class Recogniser:
    """A fitted model.

    ``places`` gives each of n n-grams its row in ``weights``, shape (n, forms), and in ``rarity``,
    shape (n,); ``bias`` has shape (forms,). ``slots`` says how many of each thing the phrasings of
    a form name.
    """

    forms: tuple[str, ...]
    slots: tuple[frozenset[Slots], ...]
    places: dict[str, int]
    rarity: Numbers
    weights: Numbers
    bias: Numbers

    def scores(self, text: str) -> Numbers:
        """How much speaks for each form, shape (forms,); differences are log odds."""
        counts = Counter(run for run in ngrams(text) if run in self.places)
        at = np.array([self.places[run] for run in counts], dtype=np.intp)
        if not at.size:
            return self.bias
        values = (1 + np.log(np.array([*counts.values()], dtype=np.float32))) * self.rarity[at]
        values /= np.linalg.norm(values)
        return np.asarray(values @ self.weights[at] + self.bias, dtype=np.float32)


def save(model: Recogniser, path: Path = FITTED) -> None:
    """Write a model, its weights in steps of 1/127 of the largest of each form."""
    scale = np.abs(model.weights).max(axis=0) / _STEPS
    np.savez_compressed(
        path,
        forms=np.array(model.forms),
        slots=np.array(["|".join(map(_written, sorted(slots))) for slots in model.slots]),
        ngrams=np.array("\n".join(model.places)),
        rarity=model.rarity.astype(np.float16),
        weights=np.round(model.weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=model.bias,
    )


_other: ContextVar[Recogniser | None] = ContextVar("another recogniser", default=None)


@contextmanager
def using(model: Recogniser) -> Iterator[None]:
    """Recognise by another model: one that has not learned from what it is to recognise."""
    token = _other.set(model)
    try:
        yield
    finally:
        _other.reset(token)


def recogniser() -> Recogniser:
    """The model in use: as a rule the one that was fitted last."""
    return _other.get() or fitted()


@cache
def fitted(path: Path = FITTED) -> Recogniser:
    """The model as it was fitted last."""
    with np.load(path, allow_pickle=False) as data:
        runs = str(data["ngrams"]).split("\n")
        return Recogniser(
            forms=tuple(data["forms"].tolist()),
            slots=tuple(frozenset(map(_read, told.split("|"))) for told in data["slots"].tolist()),
            places={run: at for at, run in enumerate(runs)},
            rarity=data["rarity"].astype(np.float32),
            weights=data["weights"].astype(np.float32) * data["scale"],
            bias=data["bias"],
        )


def _written(slots: Slots) -> str:
    return " ".join(map(str, slots))


def _read(written: str) -> Slots:
    columns, rows, numbers, values = map(int, written.split())
    return Slots(columns, rows, numbers, values)
