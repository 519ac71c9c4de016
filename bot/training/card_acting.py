"""What a trainer does with a card that is kept."""

from collections.abc import Callable

from bot.store.cards import Card, cards_of, delete_card, set_on_wall, set_published
from bot.store.database import Database
from bot.training.suggesting import answer_of
from corpus.errors import GuideError

_SAID = {
    "save": "The card is saved.",
    "publish": "The class can see the card.",
    "withdraw": "The class no longer sees the card.",
    "wall": "The class sees on the wall how it chose.",
    "off": "The card is off the wall.",
    "delete": "The card is deleted, with what was chosen on it.",
}


def card_of(database: Database, session: int, number: str) -> Card:
    """A card of a session; a `GuideError` if it has none of that number."""
    for card in cards_of(database, session):
        if str(card.id) == number:
            return card
    raise GuideError("this session has no such card")


def act_on(database: Database, card: Card, verb: str) -> None:
    """Do it; a `GuideError` says why it cannot be done."""
    if verb not in _ACTS:
        raise GuideError(f"{verb[:40]!r} is nothing that can be done with a card")
    _ACTS[verb](database, card)


def said_of(verb: str) -> str:
    """The words for something that was done; none for what cannot be."""
    return _SAID.get(verb, "")


def _publish(database: Database, card: Card) -> None:
    if answer_of(card.text.answer).outcome != "answered":
        raise GuideError("the sources do not answer its question, so it cannot be published")
    set_published(database, card, published=True)


def _to_wall(database: Database, card: Card) -> None:
    if not card.text.published:
        raise GuideError("the class does not have that card: publish it first")
    set_on_wall(database, card, on_wall=True)


_ACTS: dict[str, Callable[[Database, Card], None]] = {
    "publish": _publish,
    "withdraw": lambda database, card: set_published(database, card, published=False),
    "wall": _to_wall,
    "off": lambda database, card: set_on_wall(database, card, on_wall=False),
    "delete": delete_card,
}
