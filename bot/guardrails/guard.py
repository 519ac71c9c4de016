"""The guardrails on a question, in their order: markings, personal data, then its intent."""

from typing import cast

import numpy as np

from bot.answer import Reason
from bot.guardrails.askable import unaskable
from bot.guardrails.classifier import ORDINARY, Numbers
from bot.guardrails.markings import marking
from bot.guardrails.masking import masked
from bot.guardrails.personal import PersonalData
from bot.guardrails.plain_text import in_latin
from bot.guardrails.replies import Stop, declined
from bot.guardrails.stored import model_for
from corpus.library import Corpus
from corpus.sentences import sentences
from index.embedding import Embedder
from index.reading import Reading

# How far a reason must be ahead of "ordinary", for a question and for a sentence of one: a
# sentence taken by itself lacks what the others say.
_AHEAD, _SENTENCE_AHEAD = 0.07, 0.45
_SHORTEST = 3


class Guardrails:
    """Says why a question goes no further. Nothing that it stops is stored or logged."""

    def __init__(self, corpus: Corpus, embedder: Embedder) -> None:
        self._personal = PersonalData([corpus.text(document.id) for document in corpus.documents])
        self._embedder = embedder
        self._model = model_for(embedder)

    def screened(self, question: str) -> Stop | None:
        """The first reason not to read a question any further, by its characters alone."""
        return unaskable(question) or self.must_not_be_entered(question)

    def must_not_be_entered(self, question: str) -> Stop | None:
        """A question that carries a marking or personal data."""
        if marked := marking(question):
            return declined(marked)
        return declined("personal_data") if self._personal.find(question) else None

    def judged(self, question: str, understood: Reading, *, resolved: bool) -> Stop | None:
        """Why a question is not ours to answer: as understood, as typed, or in one sentence.

        ``understood`` is the reading of the question as typed, unless it was ``resolved``.
        """
        parts = [question[span.start : span.end] for span in sentences(question)]
        parts = [part for part in parts if len(part.split()) >= _SHORTEST]
        latin = in_latin(question)
        typed = [*([question] if resolved else []), *([latin] if latin != question else [])]
        wanted = [*typed, *(parts if len(parts) > 1 else [])]
        readings = [understood, *map(self._embedder.read_one, wanted)]
        margins = self._margins(readings)
        whole = 1 + len(typed)
        reason = self._reason(margins[:whole], _AHEAD)
        reason = reason or self._reason(margins[whole:], _SENTENCE_AHEAD)
        return declined(reason) if reason else None

    def masked(self, question: str) -> str:
        """The question with personal data taken out; nothing is left of a marked one."""
        return masked(question, self._personal)

    def _margins(self, readings: list[Reading]) -> Numbers:
        """How far each label is ahead of "ordinary", shape (readings, labels); at once is faster.

        A text without any word for the model is no reason to decline.
        """
        margins = np.full((len(readings), len(self._model.labels)), -np.inf)
        full = [at for at, reading in enumerate(readings) if len(reading.tokens)]
        if full:
            margins[full] = self._model.margins([readings[at] for at in full])
        margins[:, self._model.labels.index(ORDINARY)] = -np.inf
        return margins

    def _reason(self, margins: Numbers, ahead: float) -> Reason | None:
        """The label that is furthest ahead in any of the readings, if that is far enough."""
        if not len(margins):
            return None
        most = margins.max(axis=0)
        best = int(np.argmax(most))
        # The labels of phrasings are reasons, see the test that compares them.
        return cast("Reason", self._model.labels[best]) if most[best] > ahead else None
