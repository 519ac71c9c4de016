"""Inserting beside what is there already: both databases can, each with a statement of its own."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(connection: Connection, table: Table) -> postgresql.dml.Insert | sqlite.dml.Insert:
    """An insert that can say what to do where a key is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
