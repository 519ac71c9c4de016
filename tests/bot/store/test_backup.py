"""A backup holds all there is, fits both kinds of database, and is restored whole or not at all."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from class_rows import add_class, counts
from sqlalchemy import select

from bot.store.backup import back_up, restore
from bot.store.database import Database
from bot.store.holds import add_hold, holds
from bot.store.tables import METADATA, QUESTIONS
from corpus.errors import GuideError

NewUrl = Callable[[str], str]
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}
ODD = 'Zwölf\u2028Zeilen\nund "Anführung" 😀'


def quiet(_done: int, _total: int) -> None:
    """Show nothing."""


@pytest.fixture
def full(database: Database) -> Database:
    """A database with something in every table."""
    add_class(database, "BCDFGHJK")
    add_hold(database, "session", "BCDFGHJK", ODD)
    return database


@pytest.fixture
def file(full: Database, tmp_path: Path) -> Path:
    """A backup of it."""
    path = tmp_path / "backup.jsonl"
    back_up(full, path, quiet)
    return path


@pytest.fixture
def empty(full: Database, new_url: NewUrl, tmp_path: Path) -> Iterator[Database]:
    """A new database of the other kind."""
    with closing(Database(new_url(OTHER[full.engine.dialect.name]), tmp_path)) as opened:
        yield opened


def test_a_backup_of_one_kind_is_restored_into_the_other(
    full: Database, file: Path, empty: Database
) -> None:
    restore(empty, file, quiet)
    assert rows(empty) == rows(full)
    assert [one.reason for one in holds(empty)] == [ODD]


def test_after_a_restore_new_rows_get_numbers_of_their_own(file: Path, empty: Database) -> None:
    restore(empty, file, quiet)
    add_class(empty, "CDFGHJKM")
    assert counts(empty)["sessions"] == 2


def test_a_restore_refuses_to_replace_what_is_there(file: Path, full: Database) -> None:
    with pytest.raises(GuideError, match=r"holds \d+ rows, .* add --yes"):
        restore(full, file, quiet)


def test_a_restore_that_is_told_to_replaces_what_is_there(file: Path, full: Database) -> None:
    before = rows(full)
    add_class(full, "CDFGHJKM")
    restore(full, file, quiet, replace=True)
    assert rows(full) == before


def test_a_backup_of_an_earlier_migration_is_brought_up_to_date(
    empty: Database, tmp_path: Path
) -> None:
    feedback = {"id": 7, "at": "2026-01-02T03:04:05", "verdict": "wrong", "question": "Why?"}
    feedback |= {"note": "", "corpus_version": "4505"}
    header = {"format": "responsible-ai-guide backup", "version": 1, "migration": "0001"}
    path = tmp_path / "earlier"
    written(path, header | {"made_at": "then", "rows": {"feedback": 1}}, ["feedback", feedback])
    restore(empty, path, quiet)
    assert counts(empty) == {"feedback": 1}


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[:-30],
    "a line less": lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
    "a row less": lambda data: b"".join(
        line for place, line in enumerate(data.splitlines(keepends=True)) if place != 3
    ),
    "a letter changed": lambda data: data.replace(b"AI work", b"AI wirk", 1),
    "a row more": lambda data: data + b'["feedback",{}]\n',
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused(file: Path, full: Database, damage: str) -> None:
    before = rows(full)
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    with pytest.raises(GuideError, match="is damaged"):
        restore(full, file, quiet, replace=True)
    assert rows(full) == before


@pytest.mark.parametrize("text", ["", "hello\n", "[1]\n", '{"format": "another"}\n', "\udcff"])
def test_another_file_is_refused(full: Database, tmp_path: Path, text: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(GuideError, match=r"other is (no backup|damaged)"):
        restore(full, path, quiet, replace=True)


def test_a_backup_of_a_newer_migration_is_refused(full: Database, tmp_path: Path) -> None:
    path = tmp_path / "newer"
    header = {"format": "responsible-ai-guide backup", "version": 1, "migration": "9999"}
    written(path, header | {"made_at": "then", "rows": {}})
    with pytest.raises(GuideError, match=r"migration 9999.*newer version"):
        restore(full, path, quiet, replace=True)


def test_a_restore_that_fails_on_the_way_changes_nothing(full: Database, tmp_path: Path) -> None:
    before = rows(full)
    path = tmp_path / "twice"
    hold = {"id": 1, "kind": "table", "name": "feedback", "reason": "", "since": "2026-01-02"}
    header = {"format": "responsible-ai-guide backup", "version": 1, "migration": "0004"}
    lines = ["holds", hold], ["holds", hold]
    written(path, header | {"made_at": "then", "rows": {"holds": 2}}, *lines)
    with pytest.raises(GuideError, match="nothing was changed"):
        restore(full, path, quiet, replace=True)
    assert rows(full) == before


def test_a_backup_is_for_its_owner_and_overwrites_nothing(full: Database, file: Path) -> None:
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    with pytest.raises(GuideError, match="is there already"):
        back_up(full, file, quiet)


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(
    full: Database, tmp_path: Path
) -> None:
    with pytest.raises(GuideError, match=re.escape("no/such/backup cannot be written")):
        back_up(full, tmp_path / "no" / "such" / "backup", quiet)
    assert list(tmp_path.glob("**/backup*")) == []


def test_what_is_written_meanwhile_is_not_in_a_backup(full: Database) -> None:
    with full.snapshot() as connection:
        first = connection.scalars(select(QUESTIONS.c.id)).all()
        add_class(full, "CDFGHJKM")
        assert connection.scalars(select(QUESTIONS.c.id)).all() == first


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that a database holds."""
    with database.begin() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in METADATA.sorted_tables
        }


def written(path: Path, *lines: object) -> None:
    """A backup with these lines and the sum of them."""
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    last = json.dumps({"sha256": sha256(text.encode()).hexdigest()}, separators=(",", ":"))
    path.write_text(f"{text}{last}\n")
