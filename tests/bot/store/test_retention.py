"""What is older than the days of retention goes, what is on hold stays, and it is on record."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from class_rows import GROUP, add_class, add_feedback_at, counts

from bot.store.database import Database
from bot.store.holds import OnHoldError, add_hold, holds, release_hold
from bot.store.purging import DailyPurge
from bot.store.retention import AGES_BY, Disposal, disposals, purge
from bot.store.sent import Sent, add_sent
from bot.store.tables import METADATA, now
from bot.store.training import (
    change_plan,
    delete_session,
    put_suggested,
    session_by_id,
    suggested_of,
    unpin,
)
from corpus.errors import GuideError

DAYS = 30
OLD, YOUNG = timedelta(days=31), timedelta(days=29)
WHOLE_CLASS = {
    "feedback": 1,
    "sessions": 1,
    "attendees": 1,
    "cards": 1,
    "card_choices": 1,
    "pins": 1,
    "session_questions": 2,
    "suggested_questions": 1,
}


def test_what_is_old_goes_and_what_is_young_stays(database: Database) -> None:
    add_class(database, "BCDFGHJK", OLD)
    add_class(database, "CDFGHJKM", YOUNG)
    purge(database, DAYS, "--days")
    assert counts(database) == WHOLE_CLASS


def test_a_session_that_is_not_over_loses_only_what_is_old(database: Database) -> None:
    add_class(database, "BCDFGHJK", -YOUNG)
    add_feedback_at(database, now() - OLD, "BCDFGHJK")
    purge(database, DAYS, "--days")
    assert counts(database) == WHOLE_CLASS


def test_feedback_outside_of_sessions_goes_too(database: Database) -> None:
    add_feedback_at(database, now() - OLD)
    purge(database, DAYS, "--days")
    assert counts(database) == {}


def test_records_of_what_was_sent_to_a_language_model_go_too(database: Database) -> None:
    for age in (OLD, YOUNG):
        add_sent(database, Sent("made-up", "1", "00" * 32, 12, now() - age))
    purge(database, DAYS, "--days")
    assert counts(database) == {"model_requests": 1}


def test_a_dry_run_says_what_would_go_and_deletes_nothing(database: Database) -> None:
    add_class(database, "BCDFGHJK", OLD)
    found = purge(database, DAYS, "--days", dry_run=True)
    assert {one.what: one.rows for one in found} == WHOLE_CLASS
    assert counts(database) == WHOLE_CLASS
    assert disposals(database) == []


def test_a_purge_leaves_a_record_of_what_and_how_much_by_which_rule(database: Database) -> None:
    add_feedback_at(database, now() - OLD)
    purge(database, DAYS, "GUIDE_RETENTION_DAYS")
    [record] = disposals(database)
    assert (record.what, record.rows, record.older_than) == ("feedback", 1, DAYS)
    assert record.setting == "GUIDE_RETENTION_DAYS"
    assert record.cutoff == record.at - timedelta(days=DAYS)


def test_a_purge_that_finds_nothing_leaves_no_record(database: Database) -> None:
    purge(database, DAYS, "--days")
    assert disposals(database) == []


def test_a_table_on_hold_stays_until_it_is_released(database: Database) -> None:
    add_feedback_at(database, now() - OLD)
    hold = add_hold(database, "table", "feedback", "a request for records")
    assert purge(database, DAYS, "--days") == []
    release_hold(database, hold.id)
    assert [one.what for one in purge(database, DAYS, "--days")] == ["feedback"]


def test_all_of_a_session_on_hold_stays(database: Database) -> None:
    add_class(database, "BCDFGHJK", OLD)
    add_class(database, "CDFGHJKM", OLD)
    add_hold(database, "session", "BCDFGHJK", "a request for records")
    purge(database, DAYS, "--days")
    assert counts(database) == WHOLE_CLASS


@pytest.mark.parametrize("table", ["card_choices", "pins", "suggested_questions"])
def test_what_owns_rows_of_a_table_on_hold_stays_with_them(database: Database, table: str) -> None:
    add_class(database, "BCDFGHJK", OLD)
    add_hold(database, "table", table, "a request for records")
    purge(database, DAYS, "--days")
    left = counts(database)
    assert left[table] == 1
    assert left["sessions"] == 1
    assert "session_questions" not in left


def test_a_session_on_hold_may_not_be_deleted_by_hand(database: Database) -> None:
    session = add_class(database, "BCDFGHJK")
    add_hold(database, "session", "BCDFGHJK", "a request for records")
    with pytest.raises(OnHoldError, match="a request for records"):
        delete_session(database, session)
    assert counts(database) == WHOLE_CLASS


def test_what_a_trainer_prepared_is_not_replaced_while_on_hold(database: Database) -> None:
    session = add_class(database, "BCDFGHJK")
    kept, prepared = session_by_id(database, session), suggested_of(database, session)
    assert kept is not None
    add_hold(database, "session", "BCDFGHJK", "a request for records")
    with pytest.raises(OnHoldError):
        put_suggested(database, session, [])
    with pytest.raises(OnHoldError):
        change_plan(database, session, replace(kept.plan, title="Another"))
    with pytest.raises(OnHoldError):
        unpin(database, session, GROUP)
    assert (session_by_id(database, session), suggested_of(database, session)) == (kept, prepared)
    assert counts(database) == WHOLE_CLASS


@pytest.mark.parametrize("table", sorted(WHOLE_CLASS))
def test_a_session_with_rows_of_a_table_on_hold_may_not_be_deleted(
    database: Database, table: str
) -> None:
    session = add_class(database, "BCDFGHJK")
    add_hold(database, "table", table, "a request for records")
    with pytest.raises(OnHoldError, match=f"the table {table} is on hold"):
        delete_session(database, session)
    assert counts(database) == WHOLE_CLASS


def test_a_hold_on_something_else_keeps_no_session(database: Database) -> None:
    session = add_class(database, "BCDFGHJK")
    add_class(database, "CDFGHJKM")
    add_hold(database, "session", "CDFGHJKM", "a request for records")
    delete_session(database, session)
    assert counts(database) == WHOLE_CLASS


def test_holds_are_listed_until_they_are_released(database: Database) -> None:
    hold = add_hold(database, "table", "feedback", "a request for records")
    assert holds(database) == [hold]
    release_hold(database, hold.id)
    assert holds(database) == []


@pytest.mark.parametrize("kind", ["table", "session"])
def test_what_is_not_there_cannot_be_put_on_hold(database: Database, kind: str) -> None:
    with pytest.raises(GuideError, match=r"there is no .* 'secrets'"):
        add_hold(database, "table" if kind == "table" else "session", "secrets", "why not")


def test_a_hold_is_released_once(database: Database) -> None:
    with pytest.raises(GuideError, match="there is no hold 7"):
        release_hold(database, 7)


def test_every_table_ages_or_goes_with_its_owner() -> None:
    owned = {
        table.name
        for table in METADATA.sorted_tables
        if any(key.ondelete == "CASCADE" for key in table.foreign_keys)
    }
    assert METADATA.tables.keys() - owned - AGES_BY.keys() == {"holds", "disposals"}


def test_what_was_deleted_is_no_longer_in_the_files_of_sqlite(tmp_path: Path) -> None:
    database = Database(None, tmp_path)
    add_class(database, "BCDFGHJK", OLD)
    purge(database, DAYS, "--days")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"What is AI work?" not in kept


def test_a_running_server_purges_again_and_again_until_it_stops(tmp_path: Path) -> None:
    database = Database(None, tmp_path)
    daily = DailyPurge(database, DAYS, every_s=0.01)
    try:
        for _ in range(2):
            add_feedback_at(database, now() - OLD)
            wait_until_empty(database)
    finally:
        daily.close()
    assert [one.setting for one in disposals(database)] == ["GUIDE_RETENTION_DAYS"] * 2
    add_feedback_at(database, now() - OLD)
    assert counts(database) == {"feedback": 1}


def test_a_purge_that_fails_unexpectedly_is_logged_and_done_the_next_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [ValueError("on purpose")]

    def purged(*arguments: Any) -> list[Disposal]:  # noqa: ANN401  as purge itself
        if failures:
            raise failures.pop()
        return purge(*arguments)

    monkeypatch.setattr("bot.store.purging.purge", purged)
    database = Database(None, tmp_path)
    add_feedback_at(database, now() - OLD)
    daily = DailyPurge(database, DAYS, every_s=0.01)
    try:
        wait_until_empty(database)
    finally:
        daily.close()
    assert "nothing was purged today" in caplog.text


def wait_until_empty(database: Database) -> None:
    """Look until there is nothing left; a purge that never comes fails the test."""
    assert any(counts(database) == {} for _ in range(10_000))
