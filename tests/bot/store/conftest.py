"""Databases to test with: SQLite, and a real PostgreSQL where it is installed."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store.database import Database

# Helpers are imported by their bare names.
sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from postgres_server import Postgres, programs

KINDS = ("sqlite", "postgresql")
NewUrl = Callable[[str], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL; without one its tests are skipped, or fail where it is required."""
    found = programs()
    if found is None and os.environ.get("GUIDE_REQUIRE_POSTGRES"):
        pytest.fail("GUIDE_REQUIRE_POSTGRES is set and no PostgreSQL is installed")
    if found is None:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    server = Postgres(found)
    yield server
    server.remove()


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> NewUrl:
    """The address of a new database of a kind, `sqlite` or `postgresql`."""

    def made(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / 'guide.sqlite'}"
        server: Postgres = request.getfixturevalue("postgres")
        return server.new_database()

    return made


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, new_url: NewUrl) -> str:
    """The address of a new database, once of each kind."""
    return new_url(request.param)


@pytest.fixture
def database(url: str, tmp_path: Path) -> Iterator[Database]:
    """A new database, opened, once of each kind."""
    opened = Database(url, tmp_path)
    yield opened
    opened.close()
