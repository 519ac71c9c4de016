"""The database: SQLite in the data folder, or whatever `GUIDE_DATABASE_URL` names."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import GuideError

_BUSY_S = 10
_LOG = logging.getLogger(__name__)


class StoreUnavailableError(GuideError):
    """The database cannot be reached now; nothing was stored."""


class Database:
    """One database, brought to the newest migration when it is opened. Safe to use from threads."""

    def __init__(self, url: str | None, data: Path) -> None:
        address = url or f"sqlite:///{data / 'guide.sqlite'}"
        try:
            self.engine = _engine(address)
            with self.engine.connect() as connection:
                migrate(connection)
        except (SQLAlchemyError, CommandError, ImportError, OSError) as error:
            raise GuideError(
                f"the database at {address.split('@')[-1]} cannot be opened "
                f"({str(error).splitlines()[0]}): check GUIDE_DATABASE_URL and GUIDE_DATA"
            ) from None

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction; a `StoreUnavailableError` where the database does not answer."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            _LOG.error("the database failed: %s", str(error).splitlines()[0])
            raise StoreUnavailableError(
                "the database cannot be reached, so nothing was stored: please try again"
            ) from None

    def close(self) -> None:
        """Give up all connections."""
        self.engine.dispose()


def migrate(connection: Connection, target: str = "head") -> None:
    """Bring a database to a migration, ``head`` being the newest."""
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _engine(address: str) -> Engine:
    engine = create_engine(address, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """SQLite: readers do not wait for a writer, and writers wait for one another."""
    cursor = connection.cursor()
    for name, value in (
        ("journal_mode", "WAL"),
        ("synchronous", "NORMAL"),
        ("foreign_keys", "ON"),
        ("busy_timeout", 1000 * _BUSY_S),
    ):
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()
