"""Times of a session: kept in UTC, typed and shown in the zone of the trainer's choice."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from corpus.errors import GuideError

_YEARS = range(2000, 2101)
# The zones of the United States first, then all others.
USUAL = {
    "America/New_York": "Eastern Time",
    "America/Chicago": "Central Time",
    "America/Denver": "Mountain Time",
    "America/Phoenix": "Mountain Time, no daylight saving (Arizona)",
    "America/Los_Angeles": "Pacific Time",
    "America/Anchorage": "Alaska Time",
    "Pacific/Honolulu": "Hawaii Time",
    "America/Puerto_Rico": "Atlantic Time (Puerto Rico)",
    "Pacific/Guam": "Chamorro Time (Guam)",
    "UTC": "Coordinated Universal Time (UTC)",
}


@cache
def zones() -> dict[str, str]:
    """All zones by their IANA name, each with the name shown to people."""
    others = sorted(name for name in available_timezones() if "/" in name and name not in USUAL)
    others = [name for name in others if not name.startswith(("Etc/", "SystemV/", "US/", "posix"))]
    return USUAL | {name: name.replace("_", " ") for name in others}


def from_typed(typed: str, zone: str) -> datetime:
    """The time in UTC that a form field holds (``2026-11-30T09:00``), which is local to a zone."""
    try:
        local = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise GuideError(f"{typed[:40]!r} is no date and time such as 2026-11-30T09:00") from None
    if zone not in zones():
        raise GuideError(f"{zone[:40]!r} is no time zone: choose one from the list")
    if local.year not in _YEARS:
        raise GuideError(f"{typed[:40]!r} is not in the years {_YEARS[0]} to {_YEARS[-1]}")
    aware = local.replace(tzinfo=ZoneInfo(zone))
    instant = aware.astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise GuideError(f"{typed} does not exist in that zone: the clocks are put forward then")
    return instant.replace(tzinfo=None)


def to_typed(at: datetime, zone: str) -> str:
    """A time in UTC as a form field holds it."""
    return _local(at, zone).strftime("%Y-%m-%dT%H:%M")


def told(at: datetime, zone: str) -> str:
    """A time in UTC as people read it, with its zone."""
    local = _local(at, zone)
    return f"{local.strftime('%A, %-d %B %Y')}, {half_day(local)} {local.strftime('%Z')}"


def half_day(local: datetime) -> str:
    """The time of day as Americans read it."""
    return local.strftime("%-I:%M %p").replace("AM", "a.m.").replace("PM", "p.m.")


def clock(at: datetime, zone: str) -> str:
    """The time of day alone."""
    return _local(at, zone).strftime("%H:%M:%S")


def _local(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone if zone in zones() else "UTC"))
