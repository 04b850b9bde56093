"""From a date and a time on a wall clock to an instant: the fields, the zones that one can choose, and the rule."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from wtforms import DateField, Field, TimeField

from app.domain.errors import Refused

YEARS = range(2000, 2101)
NOT_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


@cache
def zones() -> list[str]:
    """Names of places, by name, and UTC."""
    places = {zone for zone in available_timezones() if "/" in zone and not zone.startswith(NOT_PLACES)}
    return ["UTC", *sorted(places)]


def instant(day: date, clock: time, zone: str) -> datetime:
    """The instant at which the clocks of `zone` show this.

    Refused where they never show it or show it twice: nobody should have to guess which of two hours is meant.
    """
    if day.year not in YEARS:
        raise Refused("Choose a day between 2000 and 2100.", "day")
    wall = datetime.combine(day, clock)
    first, second = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    shown = f"{clock:%H:%M} on {day.day} {day:%B %Y}"
    if first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise Refused(f"{shown} does not exist in {zone}: the clocks go forward then. Choose an hour later.", "clock")
    raise Refused(f"{shown} comes twice in {zone}: the clocks go back then. Choose an hour earlier or later.", "clock")


class Day(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        _processed(self, super().process_formdata, valuelist, "Write the day as 2026-05-26.")


class Clock(TimeField):
    def process_formdata(self, valuelist: list[str]) -> None:
        _processed(self, super().process_formdata, valuelist, "Write the time as 14:00.")


def _processed(field: Field, process: object, values: list[str], sentence: str) -> None:
    """Read a day or a time; blank or unreadable, the field says what to write."""
    try:
        process(values)
    except ValueError:
        field.data = None
    if field.data is None:
        raise ValueError(sentence)
