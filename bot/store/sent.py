"""What was sent to a language model: when, to which, how much, how it ended; never what it said."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.store.database import Database
from bot.store.tables import MODEL_REQUESTS, now


@dataclass(frozen=True, slots=True)
class Sent:
    """One request. ``digest`` is the sha256 of the prompt, ``outcome`` how the request ended.

    Tokens are None where the endpoint counts none.
    """

    model: str
    prompt_version: str
    digest: str
    characters: int
    at: datetime = field(default_factory=now)
    outcome: str = "sent"
    prompt_tokens: int | None = None
    reply_tokens: int | None = None
    reply_characters: int = 0
    released: int = 0
    withheld: int = 0


def add_sent(database: Database, sent: Sent) -> int:
    """Store a request before it is made; its number."""
    with database.begin() as connection:
        added = connection.execute(
            insert(MODEL_REQUESTS).values(asdict(sent)).returning(MODEL_REQUESTS.c.id)
        )
        return int(added.scalar_one())


def end_sent(database: Database, number: int, sent: Sent) -> None:
    """Store how a request ended."""
    with database.begin() as connection:
        row = update(MODEL_REQUESTS).where(MODEL_REQUESTS.c.id == number)
        connection.execute(row.values(asdict(sent)))


def all_sent(database: Database) -> list[Sent]:
    """All requests, oldest first."""
    columns = [MODEL_REQUESTS.c[name] for name in Sent.__slots__]
    with database.begin() as connection:
        rows = connection.execute(select(*columns).order_by(MODEL_REQUESTS.c.id))
        return [Sent(*row) for row in rows]
