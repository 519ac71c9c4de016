"""What maintainers did to the documents: recorded before it is done, completed afterwards."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.store.database import Database, StoreUnavailableError
from bot.store.tables import MAINTENANCE, now
from corpus.errors import GuideError

_LATEST = 20
_SUBJECT = 200
BEGUN, DONE, REFUSED, FAILED = "begun", "done", "refused", "failed"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Action:
    """One action of a maintainer: ``subject`` is the document or the change that it was about."""

    at: datetime
    account: str
    action: str
    subject: str
    outcome: str


@contextmanager
def recorded(database: Database, account: str, action: str, subject: str) -> Iterator[None]:
    """Do something that is on record; what cannot be recorded is not done.

    A `StoreUnavailableError` at the beginning says so; `begun` stays where the end is unknown.
    """
    number = _begin(database, Action(now(), account, action, subject[:_SUBJECT], BEGUN))
    outcome = FAILED
    try:
        yield
        outcome = DONE
    except GuideError:
        outcome = REFUSED
        raise
    finally:
        _end(database, number, outcome)


def latest_actions(database: Database, most: int = _LATEST) -> list[Action]:
    """The latest actions of all maintainers, newest first."""
    columns = [MAINTENANCE.c[name] for name in Action.__slots__]
    wanted = select(*columns).order_by(MAINTENANCE.c.id.desc()).limit(most)
    with database.begin() as connection:
        return [Action(*row) for row in connection.execute(wanted)]


def _begin(database: Database, action: Action) -> int:
    row = {name: getattr(action, name) for name in Action.__slots__}
    with database.begin() as connection:
        added = connection.execute(insert(MAINTENANCE).values(row).returning(MAINTENANCE.c.id))
        return int(added.scalar_one())


def _end(database: Database, number: int, outcome: str) -> None:
    """Complete a record; what was done is done, and does not depend on it."""
    try:
        with database.begin() as connection:
            row = update(MAINTENANCE).where(MAINTENANCE.c.id == number)
            connection.execute(row.values(outcome=outcome))
    except StoreUnavailableError as gone:
        _LOG.error("the end of action %d of a maintainer is not recorded: %s", number, gone)
