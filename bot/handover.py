"""Hand-over: whom to ask instead, by what each office helps with."""

import numpy as np

from bot.answer import Handover
from corpus.offices import Offices
from index.embedding import Embedder
from index.reading import Vectors

_FALLBACK = "human_resources"
# A field less near than this to a question is nobody's in particular.
_NEAR = 0.25


class Directory:
    """Finds the office that a question belongs to."""

    def __init__(self, offices: Offices, embedder: Embedder) -> None:
        self._offices = offices
        texts = [f"{office.helps_with}" for office in offices.offices]
        self._vectors = embedder.encode(texts) if texts else None

    def by_id(self, office_id: str, why: str) -> Handover:
        """The office of that id."""
        return Handover(to=self._offices.find(office_id).named, why=why)

    def nearest(self, question: Vectors | None, why: str) -> Handover:
        """The office whose field comes nearest to the question's vector."""
        if question is None or self._vectors is None:
            return self.by_id(_FALLBACK, why)
        near = self._vectors @ question
        best = int(np.argmax(near))
        if near[best] < _NEAR:
            return self.by_id(_FALLBACK, why)
        return Handover(to=self._offices.offices[best].named, why=why)
