"""The walk through the graph of vectors: long where that is cheap, shorter among very many."""

import pytest

from index.graph import looked_at
from index.search import _VECTORS


@pytest.mark.parametrize("vectors", [0, 1, 99_999, 100_000, 10_000_000])
def test_the_walk_never_keeps_fewer_in_sight_than_a_search_asks_for(vectors: int) -> None:
    assert looked_at(vectors) >= 2 * _VECTORS


def test_the_walk_is_shorter_among_very_many() -> None:
    assert looked_at(99_999) > looked_at(100_000)
