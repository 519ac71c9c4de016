"""The commands for what is kept: each says in plain lines what it did, or what to mend."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from class_rows import add_class, add_feedback_at, counts
from click.testing import CliRunner, Result

from bot.__main__ import bot
from bot.store.database import Database
from bot.store.tables import now
from bot.web.passwords import accounts, verified

RunGroup = Callable[..., CompletedProcess[str]]
Run = Callable[..., CompletedProcess[str]]
OLD = timedelta(days=31)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database of the commands."""
    monkeypatch.setenv("GUIDE_DATA", str(tmp_path))
    database = Database(None, tmp_path)
    yield database
    database.close()


@pytest.fixture
def run(run_group: RunGroup, kept: Database) -> Run:
    """Run `python -m bot …`."""
    del kept
    return lambda *arguments: run_group(bot, "bot", *arguments)


def test_purge_goes_by_the_setting(
    run: Run, kept: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_RETENTION_DAYS", "30")
    add_feedback_at(kept, now() - OLD)
    done = run("purge")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 rows were deleted.")
    assert counts(kept) == {}


def test_purge_goes_by_the_days_it_is_given(run: Run, kept: Database) -> None:
    add_feedback_at(kept, now() - OLD)
    assert "0 rows were deleted." in run("purge", "--days", "40").stdout
    assert "1 rows were deleted." in run("purge", "--days", "30").stdout


def test_a_dry_run_only_says_what_would_go(run: Run, kept: Database) -> None:
    add_feedback_at(kept, now() - OLD)
    done = run("purge", "--days", "30", "--dry-run")
    assert "1 rows would be deleted." in done.stdout
    assert counts(kept) == {"feedback": 1}


def test_without_days_purge_deletes_nothing_and_names_the_setting(run: Run) -> None:
    done = run("purge")
    assert (done.returncode, done.stdout) == (2, "")
    assert "set GUIDE_RETENTION_DAYS or add --days" in done.stderr


def test_disposals_are_listed(run: Run, kept: Database) -> None:
    add_feedback_at(kept, now() - OLD)
    run("purge", "--days", "30")
    [line] = run("disposals").stdout.splitlines()
    assert line.split("\t")[1:3] == ["feedback", "1"]
    assert line.endswith("(30 days, --days)")


def test_a_session_is_held_by_its_join_code_as_people_write_it(run: Run, kept: Database) -> None:
    add_class(kept, "BCDFGHJK", OLD)
    assert run("hold", "add", "bcdf-ghjk", "--reason", "a request").stdout == (
        "Hold 1 on session BCDFGHJK.\n"
    )
    assert "0 rows" in run("purge", "--days", "30").stdout
    assert "session BCDFGHJK" in run("hold", "list").stdout
    assert run("hold", "release", "1").stdout == "Hold 1 is released.\n"
    assert run("hold", "list").stdout == ""


def test_an_unknown_table_is_told_with_the_known_ones(run: Run) -> None:
    done = run("hold", "add", "feedbak", "--reason", "a request")
    assert done.returncode == 2
    assert "no table 'feedbak': expected one of attendees, " in done.stderr


def test_what_was_backed_up_comes_back(run: Run, kept: Database, tmp_path: Path) -> None:
    add_class(kept, "BCDFGHJK")
    before = counts(kept)
    file = str(tmp_path / "backup")
    assert run("backup", file).stdout == f"{sum(before.values())} rows written to {file}.\n"
    assert run("restore", file).returncode == 2
    add_feedback_at(kept, now())
    assert run("restore", file, "--yes").returncode == 0
    assert counts(kept) == before


def test_a_small_backup_shows_no_bar(run: Run, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "backup")).stderr == ""


def test_the_entry_of_a_trainer_is_printed_and_holds_the_password_that_was_typed() -> None:
    done = typed("ada", "correct horse battery", "correct horse battery")
    [(name, kept)] = accounts(done.stdout.strip()).items()
    assert name == "ada"
    assert verified("correct horse battery", kept)
    assert "correct horse" not in done.output


def test_a_short_password_is_refused() -> None:
    assert "at least 12 characters" in str(typed("ada", "short", "short").exception)


def test_a_name_that_no_entry_can_have_is_refused() -> None:
    assert "it is one word" in str(typed("ada lovelace").exception)
    done = typed("ada/lovelace", "correct horse battery", "correct horse battery")
    assert "needs a name" in str(done.exception)


def test_a_secret_that_is_too_short_is_told_without_showing_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDE_SECRET", "abc-secret")
    done = run("disposals")
    assert "GUIDE_SECRET: must have at least 16 characters" in done.stderr
    assert "abc-secret" not in done.stderr


def test_the_entry_of_a_maintainer_is_made_like_that_of_a_trainer() -> None:
    typed_twice = 2 * "correct horse battery\n"
    made = CliRunner().invoke(bot, ["maintainer", "mae"], input=typed_twice)
    assert accounts(made.stdout.strip(), "GUIDE_MAINTAINERS").keys() == {"mae"}


def typed(name: str, *lines: str) -> Result:
    """`python -m bot trainer NAME` with these lines typed."""
    return CliRunner().invoke(bot, ["trainer", name], input="".join(f"{one}\n" for one in lines))
