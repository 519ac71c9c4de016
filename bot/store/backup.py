"""Backup and restore of all tables, across SQLite and PostgreSQL: all or nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, Table, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from bot.store import backup_file
from bot.store.backup_file import Header, Row
from bot.store.database import Database, lock, migrate, migrations
from bot.store.tables import METADATA
from corpus.errors import GuideError

_BATCH = 1000

Show = Callable[[int, int], None]


def back_up(database: Database, path: Path, show: Show) -> Header:
    """Write all rows to a file, as they are at one moment; ``show`` is told rows done and all."""
    with database.snapshot() as connection:
        counts = {table.name: _count(connection, table) for table in METADATA.sorted_tables}
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        header = Header(migrations()[-1], made_at, counts)
        kept = _shown(_kept(connection), sum(counts.values()), show)
        backup_file.write(path, header, kept)
    return header


def restore(database: Database, path: Path, show: Show, *, replace: bool = False) -> Header:
    """Make the database what a backup holds; with ``replace`` even if there is something in it.

    The tables are made as they were when the backup was written, filled, and brought up to date.
    """
    header = backup_file.checked(path)
    if header.migration not in migrations():
        raise GuideError(
            f"{path} is of migration {header.migration}, this program knows those up to "
            f"{migrations()[-1]}: restore it with a newer version"
        )
    try:
        with database.begin() as connection:
            lock(connection)
            _check_empty(connection, replace=replace)
            migrate(connection, "base")
            migrate(connection, header.migration)
            _fill(connection, _shown(backup_file.rows(path), sum(header.rows.values()), show))
            migrate(connection)
    except (IntegrityError, DataError, KeyError) as error:
        why = str(error).splitlines()[0]
        raise GuideError(f"{path} does not fit the tables ({why}): nothing was changed") from None
    database.forget_deleted()
    return header


def _kept(connection: Connection) -> Iterator[Row]:
    streamed = connection.execution_options(yield_per=_BATCH)
    for table in METADATA.sorted_tables:
        for row in streamed.execute(select(table).order_by(*table.primary_key)).mappings():
            yield table.name, dict(row)


def _check_empty(connection: Connection, *, replace: bool) -> None:
    there = sum(_count(connection, table) for table in METADATA.sorted_tables)
    if there and not replace:
        raise GuideError(
            f"the database holds {there} rows, which would be lost: add --yes to replace them"
        )


def _fill(connection: Connection, rows: Iterator[Row]) -> None:
    """Insert rows into the tables as they are now in the database, not as the code knows them."""
    there = MetaData()
    there.reflect(connection)
    for name, of_table in groupby(rows, key=lambda row: row[0]):
        table = there.tables[name]
        values = (_values(table, row) for _, row in of_table)
        while batch := list(islice(values, _BATCH)):
            connection.execute(insert(table), batch)
        _count_on(connection, table)


def _values(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value)
        if value is not None and isinstance(table.c[name].type, DateTime)
        else value
        for name, value in row.items()
    }


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL: go on numbering rows after those that came with their numbers."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        numbers = func.pg_get_serial_sequence(table.name, "id")
        last = select(func.max(table.c.id)).scalar_subquery()
        connection.execute(select(func.setval(numbers, last)))


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _shown(rows: Iterator[Row], total: int, show: Show) -> Iterator[Row]:
    for done, row in enumerate(rows, 1):
        yield row
        if done % _BATCH == 0 or done == total:
            show(done, total)
