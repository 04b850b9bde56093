"""How moments, durations and numbers are written on pages and on paper. Each filter returns plain text."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask

from app.domain.sheet import LONGEST_INTERVIEW
from app.domain.text import signed

THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def init_app(app: Flask) -> None:
    for filter_ in (day, whole_day, short_day, clock, moment, iso, mmss, share):
        app.add_template_filter(filter_)
    app.add_template_filter(signed, "points")


def day(at: datetime, zone: str) -> str:
    """The day in that zone: "Tuesday 26 May 2026"."""
    return whole_day(_in(at, zone))


def whole_day(on: date) -> str:
    """A day that is a day everywhere: "Tuesday 26 May 2026"."""
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def short_day(at: datetime, zone: str) -> str:
    """The day in that zone, for lists: "Tue 26 May"."""
    there = _in(at, zone)
    return f"{DAYS[there.weekday()][:3]} {there.day} {MONTHS[there.month - 1][:3]}"


def clock(at: datetime, zone: str) -> str:
    """The time of day in that zone: "14:00"."""
    return f"{_in(at, zone):%H:%M}"


def moment(at: datetime, zone: str) -> str:
    """Day, time and the zone by name: "Tuesday 26 May 2026, 14:00 (Europe/Madrid)"."""
    return f"{day(at, zone)}, {clock(at, zone)} ({zone})"


def iso(at: datetime) -> str:
    """For `<time datetime>`: "2026-05-26T12:00:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def mmss(seconds: float) -> str:
    """A moment of an interview as minutes and seconds: "09:05", "72:10"; "later" beyond eight hours."""
    if seconds > LONGEST_INTERVIEW.total_seconds():
        return "later"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes:02}:{rest:02}"


def share(part: float) -> str:
    """Of 1, in whole percent: "13 %"."""
    return f"{100 * part:.0f}{THIN_SPACE}%"


def _in(at: datetime, zone: str) -> datetime:
    try:
        return at.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return at.astimezone(UTC)
