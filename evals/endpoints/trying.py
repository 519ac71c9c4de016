"""Trying: one conversation with a model that lies or fails, and what of that reached the reader."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import Answer
from bot.pipeline import Assistant
from evals.endpoints.hostile_model import Hostile
from evals.invariants.rules import Library, breaches_of


@dataclass(frozen=True)
class Tried:
    """An answer, what should not be in it, and how long it took.

    ``lies`` were written for it, and ``leaked`` are those that a reader could see. Where a
    behaviour cites true sentences wrongly, those of its sentences are seen that were released.
    """

    behaviour: str
    answer: Answer
    lies: tuple[str, ...]
    leaked: tuple[str, ...]
    breaches: tuple[str, ...]
    seconds: float


def tried(
    assistant: Assistant, hostile: Hostile, questions: Sequence[str], library: Library
) -> Iterator[Tried]:
    """Ask the questions as one conversation. The assistant's model must be ``hostile``."""
    conversation: str | None = None
    for question in questions:
        hostile.lies.clear()
        begun = time.monotonic()
        answer = assistant.ask(question, conversation)
        seconds = time.monotonic() - begun
        conversation = answer.conversation
        seen = _written(answer) if hostile.is_true else shown(answer)
        breaches = breaches_of(json.loads(answer.to_json()), library)
        yield Tried(
            hostile.behaviour,
            answer,
            tuple(hostile.lies),
            tuple(lie for lie in hostile.lies if lie in seen),
            tuple(f"{breach.invariant}: {breach.what}" for breach in breaches),
            seconds,
        )


def _written(answer: Answer) -> str:
    """What a model's sentences say in an answer; nothing of a quoted one."""
    if answer.mode == "extractive":
        return ""
    return "\n".join(claim.text for claim in answer.claims if claim.kind == "paraphrase")


def shown(answer: Answer) -> str:
    """All that a reader gets to see, but for the question itself."""
    parts = [answer.text, *(claim.text for claim in answer.claims), *answer.follow_ups]
    parts += [notice.text for notice in answer.notices]
    return "\n".join([*parts, *(citation.quote for citation in answer.citations)])
