"""Times of a session: typed in a zone, kept in UTC, shown in the zone."""

import pytest

from bot.training.times import USUAL, from_typed, to_typed, told, zones
from corpus.errors import GuideError

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("typed", "utc"),
    [("2026-11-30T09:00", "2026-11-30T14:00:00"), ("2026-07-01T09:00", "2026-07-01T13:00:00")],
)
def test_a_typed_time_is_local_to_its_zone(typed: str, utc: str) -> None:
    kept = from_typed(typed, NEW_YORK)
    assert kept.isoformat() == utc
    assert to_typed(kept, NEW_YORK) == typed


def test_a_time_is_told_with_its_zone() -> None:
    at = from_typed("2026-11-30T09:00", NEW_YORK)
    assert told(at, NEW_YORK) == "Monday, 30 November 2026, 9:00 a.m. EST"


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(GuideError, match="does not exist"):
        from_typed("2027-03-14T02:30", NEW_YORK)


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-13-01T09:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(GuideError, match="no date and time"):
        from_typed(typed, NEW_YORK)


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_beyond_all_classes_is_refused(typed: str) -> None:
    with pytest.raises(GuideError, match="2000 to 2100"):
        from_typed(typed, "America/New_York")


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(GuideError, match="'Mars/Base' is no time zone"):
        from_typed("2026-11-30T09:00", "Mars/Base")


def test_the_zones_of_the_united_states_come_first() -> None:
    assert list(zones())[: len(USUAL)] == list(USUAL)
    assert "Europe/Berlin" in zones()
