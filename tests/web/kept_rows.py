"""What a database holds, whichever it is: its rows, and all of it as one text to search."""

from pathlib import Path
from typing import Any

from sqlalchemy import Table, inspect, select
from sqlalchemy.schema import MetaData

from bot.store.database import Database


def rows(database: Database, table: str) -> list[dict[str, Any]]:
    """The rows of a table in the order of their first column, by the names of their columns."""
    read = Table(table, MetaData(), autoload_with=database.engine)
    with database.engine.connect() as connection:
        found = connection.execute(select(read).order_by(next(iter(read.columns))))
        return [dict(row) for row in found.mappings()]


def tables(database: Database) -> list[str]:
    """The names of all tables."""
    return inspect(database.engine).get_table_names()


def everything(database: Database) -> str:
    """All that is kept, as text; of SQLite the bytes of its files, which hold deleted rows too."""
    told = "".join(str(rows(database, table)) for table in tables(database))
    if database.engine.dialect.name != "sqlite":
        return told
    file = Path(str(database.engine.url.database))
    return told + "".join(
        each.read_bytes().decode("latin-1") for each in file.parent.glob(f"{file.name}*")
    )
