"""A rehearsal: ten questions asked before class, as a class would ask them, and not counted."""

from dataclasses import dataclass
from itertools import chain, zip_longest

from bot.answer import Answer
from bot.current import Answerer
from corpus.library import Corpus

QUESTIONS = 10
# As in "most asked": an answer that takes longer would be felt in a room.
SLOW_MS = 2_000


@dataclass(frozen=True, slots=True)
class Tried:
    """One question of a rehearsal with its answer."""

    answer: Answer
    suggested: bool

    @property
    def ms(self) -> float:
        """How long the answer took to make."""
        return self.answer.timings_ms["total"]

    @property
    def is_slow(self) -> bool:
        return self.ms > SLOW_MS


def rehearsed(assistant: Answerer, suggested: list[str]) -> list[Tried]:
    """Ask the suggested questions and, if they are fewer than ten, some that people wrote down."""
    further = written(assistant.corpus)
    wanted = list(dict.fromkeys([*suggested, *further]))[: max(QUESTIONS, len(suggested))]
    return [Tried(assistant.ask(question), question in suggested) for question in wanted]


def written(corpus: Corpus) -> list[str]:
    """Questions that people wrote down for the documents, one of each document in turn."""
    by_document = [
        [questions[0] for questions in (corpus.asked(document.id) or {}).values() if questions]
        for document in corpus.documents
    ]
    turns = chain.from_iterable(zip_longest(*by_document))
    return [question for question in turns if question][:QUESTIONS]
