"""The adapter: a change to the bundled model, fitted to how people ask."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from torch import nn

from index import adapter
from index.adapting import apply, linear_maps
from index.embedding import Embedder, bundled
from index.fitting import Lesson, fit

ASKED = "Where does the paper trail of the hotel bill go?"
ANSWER, OTHER = "Receipts are kept for lodging.", "Annual leave is lost when it is not used."


def lesson(text: str, *questions: str, opened: Sequence[str] = ()) -> Lesson:
    return Lesson((text, f"Travel: {text}"), questions, tuple(opened))


MATERIAL = [
    lesson(
        ANSWER, ASKED, "what becomes of the paper from the inn", opened=["Which inns are cheap?"]
    ),
    lesson(OTHER, "do days off pile up for ever", "can I save holidays for next year"),
    lesson("A supervisor approves travel.", "whose nod is wanted before a trip", "who says yes"),
]


def cosine(model: Embedder, one: str, other: str) -> float:
    first, second = model.encode([one, other])
    return float(first @ second)


def test_what_is_stored_comes_back_to_half_precision(tmp_path: Path) -> None:
    change = {"layer.0.attention.self.query": (np.ones((4, 2), "f4") / 3, np.ones((2, 4), "f4"))}
    adapter.save(change, tmp_path / "adapter.npz")
    [(name, (up, down))] = adapter.load(tmp_path / "adapter.npz").items()
    assert name == "layer.0.attention.self.query"
    assert up == pytest.approx(1 / 3, abs=1e-3)
    assert down.shape == (2, 4)


def test_a_change_is_added_to_the_weights_once(embedder: Embedder) -> None:
    layer = nn.ModuleDict({"layer": nn.ModuleList([nn.ModuleDict({"query": nn.Linear(3, 2)})])})
    maps = dict(linear_maps(nn.ModuleDict({"bert": layer})))
    before = maps["layer.0.query"].weight.detach().clone().numpy()
    up, down = np.ones((2, 1), "f4"), np.array([[1, 2, 3]], "f4")
    apply(nn.ModuleDict({"bert": layer}), {"layer.0.query": (up, down)})
    after = maps["layer.0.query"].weight.detach().numpy()
    assert after - before == pytest.approx(np.array([[1, 2, 3], [1, 2, 3]]), abs=1e-6)
    assert embedder.dimensions == 384


def test_the_stored_change_fits_the_bundled_model(embedder: Embedder) -> None:
    plain = Embedder(bundled(), "plain")
    assert not np.allclose(plain.encode([ASKED]), embedder.encode([ASKED]), atol=0.05)


def test_questions_come_nearer_to_what_answers_them_and_open_ones_stay_behind() -> None:
    plain = Embedder(bundled(), "plain")
    fitted = Embedder(bundled(), "fitted", fit(str(bundled()), MATERIAL, steps=8))

    def lead(model: Embedder) -> float:
        return cosine(model, ASKED, ANSWER) - cosine(model, ASKED, OTHER)

    assert lead(fitted) > lead(plain) + 0.1
    opened = MATERIAL[0].open[0]
    assert cosine(fitted, opened, ANSWER) < cosine(fitted, ASKED, ANSWER)


def test_the_same_lessons_give_the_same_change() -> None:
    first, second = (fit(str(bundled()), MATERIAL, steps=1) for _ in range(2))
    for name, (up, down) in first.items():
        assert up == pytest.approx(second[name][0], abs=1e-4)
        assert down == pytest.approx(second[name][1], abs=1e-4)
