"""Practice cards as they are kept, and how often each choice was made; who made it is a digest.

Texts must have been masked before.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.store.database import Database
from bot.store.holds import check_session_not_held
from bot.store.tables import CARD_CHOICES, CARDS
from bot.store.upserts import insert_into


@dataclass(frozen=True, slots=True)
class CardText:
    """What a trainer decides about a card; ``answer`` is the Answer object as JSON."""

    scenario: str
    choice: str
    question: str
    answer: str
    published: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is kept; ``on_wall`` if the class sees how it chose."""

    id: int
    session: int
    text: CardText
    on_wall: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of one browser, by its digest."""

    card: int
    session: int
    token_digest: str
    choice: str
    at: datetime


def add_card(database: Database, session: int, text: CardText) -> int:
    """Keep a new card; its id."""
    row = asdict(text) | {"session": session, "on_wall": False}
    with database.begin_within("that session") as connection:
        made = connection.execute(insert(CARDS).values(row).returning(CARDS.c.id))
        return int(made.scalar_one())


def change_card(database: Database, card: Card, text: CardText) -> None:
    """Keep another text for a card. What was chosen on the earlier one is no answer to it.

    An `OnHoldError` if the session is on hold.
    """
    with database.begin() as connection:
        check_session_not_held(connection, card.session)
        connection.execute(delete(CARD_CHOICES).where(CARD_CHOICES.c.card == card.id))
        values = asdict(text) | {"on_wall": card.on_wall and text.published}
        connection.execute(update(CARDS).where(CARDS.c.id == card.id).values(values))


def set_published(database: Database, card: Card, *, published: bool) -> None:
    """Give a card to the class, or take it back, off the wall too."""
    _set(database, card, {"published": published, "on_wall": card.on_wall and published})


def set_on_wall(database: Database, card: Card, *, on_wall: bool) -> None:
    """Show the class how it chose, or no longer."""
    _set(database, card, {"on_wall": on_wall})


def delete_card(database: Database, card: Card) -> None:
    """Delete a card with what was chosen on it; an `OnHoldError` if the session is on hold."""
    with database.begin() as connection:
        check_session_not_held(connection, card.session)
        connection.execute(delete(CARDS).where(CARDS.c.id == card.id))


def cards_of(database: Database, session: int) -> list[Card]:
    """All cards of a session, in the order in which they were made."""
    wanted = select(CARDS).where(CARDS.c.session == session).order_by(CARDS.c.id)
    with database.begin() as connection:
        return [_card(row) for row in connection.execute(wanted)]


def published_count(database: Database, session: int) -> int:
    """How many cards of a session its class has."""
    wanted = select(func.count()).where(CARDS.c.session == session, CARDS.c.published)
    with database.begin() as connection:
        return connection.scalar(wanted) or 0


def choose(database: Database, chosen: Chosen) -> None:
    """Keep a choice, in place of an earlier one of the same browser on the same card.

    A `GoneError` if the trainer has deleted the card at this moment.
    """
    with database.begin_within("that card") as connection:
        _put(connection, asdict(chosen))


def choices_of(database: Database, session: int, token_digest: str) -> dict[int, str]:
    """What a browser chose, by card."""
    wanted = select(CARD_CHOICES.c.card, CARD_CHOICES.c.choice).where(
        CARD_CHOICES.c.session == session, CARD_CHOICES.c.token_digest == token_digest
    )
    with database.begin() as connection:
        return {int(card): str(choice) for card, choice in connection.execute(wanted)}


def counts_by_card(database: Database, session: int) -> dict[int, dict[str, int]]:
    """How often each choice was made, by card."""
    columns = (CARD_CHOICES.c.card, CARD_CHOICES.c.choice)
    wanted = select(*columns, func.count()).where(CARD_CHOICES.c.session == session)
    counts: dict[int, dict[str, int]] = {}
    with database.begin() as connection:
        for card, choice, count in connection.execute(wanted.group_by(*columns)):
            counts.setdefault(int(card), {})[str(choice)] = int(count)
    return counts


def _put(connection: Connection, row: dict[str, Any]) -> None:
    """Insert or replace."""
    statement = insert_into(connection, CARD_CHOICES).values(row)
    new = {"choice": statement.excluded.choice, "at": statement.excluded.at}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["card", "token_digest"], set_=new)
    )


def _set(database: Database, card: Card, values: dict[str, bool]) -> None:
    with database.begin() as connection:
        connection.execute(update(CARDS).where(CARDS.c.id == card.id).values(values))


def _card(row: "Row[Any]") -> Card:
    text = CardText(row.scenario, row.choice, row.question, row.answer, row.published)
    return Card(row.id, row.session, text, row.on_wall)
