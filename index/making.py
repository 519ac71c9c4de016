"""Vectors of texts: found again where one was made before, made and kept otherwise."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from index.earlier import Earlier
from index.encoding import Encoder
from index.kept import Kept
from index.reading import Vectors


class Made(NamedTuple):
    """Vectors by the digest of their text, and which of them had to be made."""

    vectors: dict[str, Vectors]
    fresh: frozenset[str]


class Maker:
    """Asks what this build has kept, then the version in use, then the model."""

    def __init__(self, encoder: Encoder, kept: Kept, earlier: Earlier | None) -> None:
        self._encoder = encoder
        self._kept = kept
        self._earlier = earlier

    def vectors(self, texts: Sequence[str]) -> Made:
        """The vectors of texts, each made at most once in the life of an index."""
        wanted = {digest_of(text): text for text in texts}
        found = self._kept.find(list(wanted))
        if self._earlier is not None:
            found |= self._earlier.find([digest for digest in wanted if digest not in found])
        new = {digest: text for digest, text in wanted.items() if digest not in found}
        if not new:
            return Made(found, frozenset())
        made = dict(zip(new, self._encoder.encode(list(new.values())), strict=True))
        self._kept.keep(made)
        return Made(found | made, frozenset(made))


def digest_of(text: str) -> str:
    """What a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
