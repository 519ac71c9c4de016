"""Suggested questions: asked beforehand, so that a class gets their answers at once."""

import time
from collections.abc import Sequence
from functools import lru_cache

from bot.answer import Answer
from bot.conversations import Turn
from bot.current import Answerer
from bot.guardrails.masking import masked_for_storage
from bot.store.training import Suggested
from bot.training.grouping import norm
from corpus.sentences import Span

MOST = 30
# Answers to which a follow-up may lean on nothing, as in the pipeline.
_FORGOTTEN = frozenset({"declined", "needs_clarification"})


def prepared(
    assistant: Answerer, questions: Sequence[str], kept: Sequence[Suggested] = ()
) -> list[Suggested]:
    """Each question with its answer, as it is to be kept; of two alike the first.

    What was ``kept`` earlier is not asked again, unless the documents have changed since.
    """
    earlier = {
        one.question: one
        for one in kept
        if answer_of(one.answer).corpus.version == assistant.corpus.version
    }
    once = list({norm(question): question for question in reversed(questions)}.values())
    return [earlier.get(question) or _prepared(assistant, question) for question in reversed(once)]


def _prepared(assistant: Answerer, question: str) -> Suggested:
    answer = assistant.ask(question)
    return Suggested(masked_for_storage(answer.question), answer.to_json())


@lru_cache(maxsize=2_000)
def answer_of(kept: str) -> Answer:
    """The Answer object that was kept as JSON."""
    return Answer.model_validate_json(kept)


def given_again(
    assistant: Answerer, kept: Answer, question: str, conversation: str | None
) -> Answer:
    """A kept answer as it is given to somebody who asks that question now.

    The conversation remembers it, so that a follow-up can lean on it.
    """
    started = time.perf_counter()
    opened, _ = assistant.conversations.open(conversation)
    if kept.outcome not in _FORGOTTEN:
        understood = kept.understood_as or kept.question
        said = frozenset((c.document_id, Span(c.start, c.end)) for c in kept.citations)
        assistant.conversations.add(opened, Turn(understood, understood, said, kept.corpus.version))
    took = round(1000 * (time.perf_counter() - started), 3)
    changed = {"question": question, "conversation": opened, "timings_ms": {"total": took}}
    return kept.model_copy(update=changed)
