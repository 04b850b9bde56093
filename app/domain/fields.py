"""The fields of a card, and what each may hold.

`rating/<item>` `later/<item>` `evidence/<item>` `claims/<item>` `stage/<item>` `probe/<item>/<n>`
`fact/<item>/<fact>` `fault/<item>/<fault>` `note/<line>` `clock` `recommendation` `summary`. Times within an interview
are whole seconds since its clock was started. A note is `{text, item, also, at, starred}`: `item` is the question that
was open, `also` a second one that the line serves.
"""

import enum
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from app.domain.rubric import POINTS, Missing, Recommendation

LONGEST_TEXT = 100_000
YEARS = range(2001, 2100)


class Flag(enum.StrEnum):
    """Why a stored operation does not count."""

    LATE = "late"  # the card was locked when it arrived
    UNKNOWN_FIELD = "unknown_field"
    MALFORMED = "malformed"


class Fault(enum.StrEnum):
    """What became of a planted fault."""

    UNAIDED = "unaided"
    PROBED = "probed"
    MISSED = "missed"


def flag_of(field: str, value: Any) -> Flag | None:
    """Does this field exist, and is this a value for it?"""
    kind, *rest = field.split("/")
    rule = RULES.get((kind, len(rest))) if all(rest) else None
    if rule is None:
        return Flag.UNKNOWN_FIELD
    return None if value is None or rule(value) else Flag.MALFORMED


def moment_of(typed: str) -> datetime | None:
    """A replica's own time stamp, which may be anything; None unless it is an instant of our time with its zone."""
    try:
        moment = datetime.fromisoformat(typed)
        return moment if moment.tzinfo and moment.astimezone(UTC).year in YEARS else None
    except (ValueError, OverflowError):
        return None


def _one_of(members: type[enum.Enum]) -> Callable[[Any], bool]:
    words = {member.value for member in members}
    return lambda value: isinstance(value, str) and value in words


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _is_second(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6)


def _is_rating(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("under", ""), str):
        return False
    if value.get("rating") is not None:
        return type(value["rating"]) is int and value["rating"] in POINTS
    return _is_missing(value.get("missing"))


def _is_note(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and _is_text(value.get("text"))
        and isinstance(value.get("item", ""), str)
        and isinstance(value.get("also", ""), str)
        and isinstance(value.get("starred", False), bool)
        and _is_second(value.get("at"))
    )


def _is_fact(value: Any) -> bool:
    return isinstance(value, dict) and value.get("state") in ("asked", "given") and _is_second(value.get("at"))


def _is_moment(value: Any) -> bool:
    return isinstance(value, dict) and _is_second(value.get("at"))


def _is_clock(value: Any) -> bool:
    try:
        return moment_of(value["started_at"]) is not None
    except (KeyError, TypeError):
        return False


_is_missing = _one_of(Missing)

# Kind of field and number of parts after it -> what its value must be. None always means "taken back".
RULES: dict[tuple[str, int], Callable[[Any], bool]] = {
    ("rating", 1): _is_rating,
    ("later", 1): _is_moment,
    ("evidence", 1): _is_text,
    ("claims", 1): _is_text,
    ("stage", 1): _is_moment,
    ("probe", 2): _is_moment,
    ("fact", 2): _is_fact,
    ("fault", 2): _one_of(Fault),
    ("note", 1): _is_note,
    ("clock", 0): _is_clock,
    ("recommendation", 0): _one_of(Recommendation),
    ("summary", 0): _is_text,
}
