"""Every database ends up with the same tables, wherever it starts."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select, text

from bot.store.database import Database, lock, migrate, migrations
from bot.store.passing import PASSING
from bot.store.tables import FEEDBACK, METADATA
from corpus.errors import GuideError

# Feedback as it was kept before there were migrations.
EARLIER = """
CREATE TABLE feedback (
    at TIMESTAMP NOT NULL, verdict VARCHAR(16) NOT NULL, question TEXT NOT NULL,
    note TEXT NOT NULL, corpus_version VARCHAR(32) NOT NULL
)
"""
ROW = "INSERT INTO feedback VALUES ('2026-01-02 03:04:05.000000', 'wrong', 'Why?', 'No', '4505')"


def test_migrations_lead_to_the_tables_of_the_code(database: Database) -> None:
    with database.begin() as connection:
        both = [METADATA, PASSING]
        assert compare_metadata(MigrationContext.configure(connection), both) == []


def test_migrations_are_numbered_in_a_row() -> None:
    assert migrations() == [f"{number:04}" for number in range(1, len(migrations()) + 1)]


def test_every_migration_can_be_undone_and_done_again(database: Database) -> None:
    with database.begin() as connection:
        lock(connection)
        migrate(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        migrate(connection)
        assert set(inspect(connection).get_table_names()) > METADATA.tables.keys()


def test_feedback_from_before_migrations_is_taken_over(url: str, tmp_path: Path) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(EARLIER))
        connection.execute(text(ROW))
    engine.dispose()
    with Database(url, tmp_path).begin() as connection:
        row = connection.execute(select(FEEDBACK)).one()
    assert row == (
        1,
        datetime.fromisoformat("2026-01-02T03:04:05"),
        "wrong",
        "Why?",
        "No",
        "4505",
        None,
        None,
    )


# Opens the database at the moment its input ends.
SERVER = """
import pathlib, sys
from bot.store.database import Database
print("ready", flush=True)
sys.stdin.read()
Database(sys.argv[1], pathlib.Path(sys.argv[2])).close()
"""


def test_servers_that_start_at_once_migrate_once(url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVER, url, str(tmp_path)]
    servers = [
        subprocess.Popen(  # noqa: S603  runs what stands above
            command, text=True, stdin=PIPE, stdout=PIPE, stderr=STDOUT
        )
        for _ in range(3)
    ]
    assert [one.stdout.readline() for one in servers if one.stdout] == ["ready\n"] * 3
    for one in servers:
        assert one.stdin
        one.stdin.close()
    assert [(one.stdout.read(), one.wait()) for one in servers if one.stdout] == [("", 0)] * 3
    with Database(url, tmp_path).begin() as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [
            migrations()[-1]
        ]


def test_a_database_of_a_newer_version_is_refused(database: Database, tmp_path: Path) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(GuideError, match=r"newer version .*9999"):
        Database(database.engine.url.render_as_string(hide_password=False), tmp_path)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://host/guide", "names mysql: use an address of sqlite or postgresql"),
        ("postgresql://me:secret@127.0.0.1:1/guide", "cannot be opened"),
        ("sqlite:////no/such/folder/guide.sqlite", "cannot be opened"),
        ("nonsense", "cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_in_a_line_without_its_password(
    tmp_path: Path, url: str, told: str
) -> None:
    with pytest.raises(GuideError, match=told) as raised:
        Database(url, tmp_path)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)
