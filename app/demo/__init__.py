"""The made-up company: the told one, or one of any size; and the doors into it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from app.db import db
from app.demo.size import Size, build
from app.demo.staff import DOORS, STAFF, email
from app.demo.told import AROUND_THE_CLOCK, Company
from app.domain.errors import Refused
from app.domain.people import Purpose
from app.queries import demo, people, trail
from app.seed import invite


def ensure() -> None:
    """Make the told company if there is none, and put today's interview on now. Refused in a folder in real use."""
    at = datetime.now(UTC).replace(second=0, microsecond=0)
    if people.is_empty(db.session):
        Company(at).build()
        trail.append(db.session, at, None, "made the demo company", "demo")
    else:
        _not_in_real_use(people.by_email(db.session, email("ada")) is not None)
    _put_on_now(at)
    db.session.commit()


def ensure_of_size(numbers: Mapping[str, int]) -> None:
    """Make a company of the size that some of the fields of `Size` name. Refused in a folder that has people."""
    size = Size(**numbers)
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if people.by_email(db.session, email("ada")):
        raise Refused(
            "There is a demo company in this data folder already, and none is added to it. Give --data an empty folder."
        )
    _not_in_real_use(people.is_empty(db.session))
    build(db.session, size, midnight)
    trail.append(db.session, midnight, None, "made the demo company", "demo", **asdict(size))
    db.session.commit()


def links() -> Iterator[tuple[str, str, str]]:
    """Role in words, name, and a fresh token for a sign-in link, for four of the people."""
    for who, words in DOORS.items():
        name, role = STAFF[who]
        yield words, name, invite(email(who), role, Purpose.SIGN_IN)


def _not_in_real_use(is_ours: bool) -> None:
    if not is_ours:
        raise Refused("This data folder is in real use. Give the demo a folder of its own with --data.")


def _put_on_now(at: datetime) -> None:
    """The interview that has not begun starts around now at every start of the demo."""
    for interview in demo.not_begun(db.session, "Ravi Menon"):
        interview.starts_at = at - AROUND_THE_CLOCK
