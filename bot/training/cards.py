"""Practice cards: a scenario, "may I do this?", three choices, and why one of them is right.

The reason is the guide's own answer to a question, so that it is cited and verified like any other;
a card whose question the sources do not answer is not given to a class.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from bot.answer import Answer
from bot.current import Answerer
from bot.guardrails.masking import masked_for_storage
from bot.store.cards import Card, CardText, cards_of, counts_by_card
from bot.store.database import Database
from bot.training.suggesting import answer_of
from corpus.errors import GuideError

CHOICES = {"yes": "Yes", "no": "No", "depends": "It depends"}
MOST = 30
LONGEST = {"scenario": 1_000, "question": 500}


@dataclass(frozen=True, slots=True)
class Draft:
    """A card as a trainer writes it, before it is kept."""

    scenario: str = ""
    choice: str = ""
    question: str = ""

    @classmethod
    def of(cls, card: Card) -> "Draft":
        return cls(card.text.scenario, card.text.choice, card.text.question)

    def faults(self) -> dict[str, str]:
        """What is missing or too long, by field."""
        found = {}
        for name, most in LONGEST.items():
            text = str(getattr(self, name))
            if not text.strip():
                found[name] = "Please fill this in."
            elif len(text) > most:
                found[name] = f"That has {len(text):,} characters, at most {most:,}."
        if self.choice not in CHOICES:
            found["choice"] = "Please say which choice is right."
        return found

    def text(self, answer: Answer, *, published: bool) -> CardText:
        """As it is kept, masked; a `GuideError` if it cannot be given to a class."""
        if published and answer.outcome != "answered":
            raise GuideError("the sources do not answer its question, so it cannot be published")
        scenario, question = map(masked_for_storage, (self.scenario.strip(), answer.question))
        return CardText(scenario, self.choice, question, answer.to_json(), published)


@dataclass(frozen=True, slots=True)
class Counted:
    """A card, with how often each choice was made, zero included."""

    card: Card
    counts: dict[str, int]

    @property
    def people(self) -> int:
        """How many made a choice."""
        return sum(self.counts.values())

    @property
    def answer(self) -> Answer:
        return answer_of(self.card.text.answer)

    def as_data(self) -> dict[str, Any]:
        """As JSON data for a board or a wall."""
        return {
            "id": self.card.id,
            "scenario": self.card.text.scenario,
            "choice": self.card.text.choice,
            "published": self.card.text.published,
            "on_wall": self.card.on_wall,
            "counts": self.counts,
        }


def explained(assistant: Answerer, question: str) -> Answer:
    """The answer that is to explain a card, by itself."""
    return assistant.ask(question.strip())


def digest_of(answer: Answer) -> str:
    """Tells whether the answer that a trainer saw is the one that would be kept."""
    seen = f"{answer.outcome}\n{answer.question}\n{answer.text}\n{answer.corpus.version}"
    return blake2b(seen.encode("utf-8", "replace"), digest_size=16).hexdigest()


def published_counts(database: Database, session: int) -> list[Counted]:
    """The cards that the class has, with their counts."""
    return [one for one in card_counts(database, session) if one.card.text.published]


def card_counts(database: Database, session: int) -> list[Counted]:
    """All cards of a session with their counts, in their order."""
    counts = counts_by_card(database, session)
    return [
        Counted(card, {choice: counts.get(card.id, {}).get(choice, 0) for choice in CHOICES})
        for card in cards_of(database, session)
    ]
