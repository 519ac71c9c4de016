"""The database: SQLite in the data folder, or a PostgreSQL that `GUIDE_DATABASE_URL` names."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    RootTransaction,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import GuideError

_BUSY_S = 10
_CONNECT_S = 5
# Any number will do, as long as every server takes the same one.
_LOCK = 20240429
_OPTIONS: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"connect_args": {"connect_timeout": _CONNECT_S}, "pool_timeout": _BUSY_S},
}
_MIGRATING = threading.Lock()  # Alembic keeps what it is at in a module
_LOG = logging.getLogger(__name__)


class StoreUnavailableError(GuideError):
    """The database cannot be reached now; nothing was stored."""


class StoreUnsureError(StoreUnavailableError):
    """The database broke off while it stored; nobody knows whether it did."""


class GoneError(GuideError):
    """What a row belongs to has been deleted at this moment."""


class Database:
    """One database, brought to the newest migration when it is opened. Safe to use from threads."""

    def __init__(self, url: str | None, data: Path) -> None:
        shown = url or str(data / "guide.sqlite")
        try:
            address = make_url(url or f"sqlite:///{data / 'guide.sqlite'}")
            shown = address.render_as_string()  # without the password
            self.engine = _engine(address)
            with self.engine.begin() as connection:
                lock(connection)
                migrate(connection)
        except CommandError as error:
            raise GuideError(
                f"the database at {shown} was last opened by a newer version of this program "
                f"({error}): use that version, or another database"
            ) from None
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise GuideError(
                f"the database at {shown} cannot be opened "
                f"({str(error).splitlines()[0]}): check GUIDE_DATABASE_URL and GUIDE_DATA"
            ) from None

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction; a `StoreUnavailableError` where the database does not answer.

        Rows that the database refuses for what they are raise what SQLAlchemy raises.
        """
        with _answering(), self.engine.connect() as connection:
            with _given_up(connection.begin()) as transaction:
                yield connection
            with _answering(at_the_end=True):
                transaction.commit()

    @contextmanager
    def at_once(self) -> Iterator[Connection]:
        """A connection on which each statement holds by itself, as soon as it is done."""
        with _answering(), self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def begin_within(self, what: str) -> Iterator[Connection]:
        """The same for a row that belongs to ``what``; a `GoneError` if that has been deleted."""
        try:
            with self.begin() as connection:
                yield connection
        except IntegrityError:
            raise GoneError(f"{what} has just been deleted, so nothing was stored") from None

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction for reading, in which the database stays as it is at the beginning."""
        with _answering(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            else:
                connection.exec_driver_sql("BEGIN")
            yield connection

    def forget_deleted(self) -> None:
        """SQLite: let nothing that was deleted stay in the log beside the file."""
        if self.engine.dialect.name == "sqlite":
            with self.begin() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give up all connections."""
        self.engine.dispose()


@contextmanager
def _given_up(transaction: RootTransaction) -> Iterator[RootTransaction]:
    """A transaction that is rolled back if anything goes wrong in it."""
    try:
        yield transaction
    except BaseException:  # whatever it was, it is raised again
        transaction.rollback()
        raise


@contextmanager
def _answering(*, at_the_end: bool = False) -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except (DBAPIError, NoConnectionError) as error:
        _LOG.error("the database failed: %s", str(error).splitlines()[0])
        if at_the_end:
            raise StoreUnsureError(
                "the database broke off, so it is not known whether that was stored: "
                "please look before you try again"
            ) from None
        raise StoreUnavailableError(
            "the database cannot be reached, so nothing was stored: please try again"
        ) from None


def lock(connection: Connection) -> None:
    """Wait until nobody else migrates, restores or purges; nobody does until the transaction ends.

    Comes first in a transaction, so that nothing it has read is out of date.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def migrate(connection: Connection, target: str = "head") -> None:
    """Bring a database to a migration, ``head`` being the newest, within the transaction.

    ``base`` takes everything down that there is.
    """
    with _MIGRATING:
        config = _config()
        config.attributes["connection"] = connection
        if target == "base":
            command.downgrade(config, target)
        else:
            command.upgrade(config, target)


def migrations() -> list[str]:
    """The numbers of all migrations, oldest first."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    return [step.revision for step in steps][::-1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    return config


def _engine(address: URL) -> Engine:
    kind = address.get_backend_name()
    if kind not in _OPTIONS:
        raise GuideError(f"GUIDE_DATABASE_URL names {kind}: use an address of sqlite or postgresql")
    engine = create_engine(address, pool_pre_ping=True, hide_parameters=True, **_OPTIONS[kind])
    if kind == "sqlite":
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """SQLite: readers do not wait for a writer, writers wait for one another, deleted is gone."""
    cursor = connection.cursor()
    for name, value in (
        ("busy_timeout", 1000 * _BUSY_S),
        ("journal_mode", "WAL"),
        ("synchronous", "NORMAL"),
        ("foreign_keys", "ON"),
        ("secure_delete", "ON"),
    ):
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()
