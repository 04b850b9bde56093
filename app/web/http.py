"""What every view needs: who asks, what time it is, the not-found answer, and one way to write and commit."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import abort, current_app, request
from flask_login import current_user

from app.db import db, write_from_now
from app.domain.overview import Seat
from app.domain.people import Person
from app.domain.scorecard import Scorecard
from app.queries import scorecards, trail

T = TypeVar("T")


def viewer() -> Person:
    """The person who is signed in."""
    return current_user.person


def now() -> datetime:
    """The present instant; tests put their own clock into the app's config."""
    clock = current_app.config.get("CLOCK")
    return clock() if clock else datetime.now(UTC)


def or_404(found: T | None) -> T:
    """What was loaded through the viewer, or the same answer as for what does not exist."""
    if found is None:
        abort(404)
    return found


def public_address() -> str:
    """Where people reach this Palate, for what is printed: as the settings say, or as this request came."""
    settings = current_app.config["PALATE"]
    scheme = "https" if settings.tls else request.scheme
    return settings.url or f"{scheme}://{request.host}"


def stop_reading() -> None:
    """Everything is loaded: end the reading, so that nobody waits for it while figures are worked out."""
    db.session.commit()


def commit(act: str, subject: object, **facts: Any) -> None:
    """Write the act into the trail and commit it with everything else of this request.

    `subject` is a mapped object with an id, or a string such as "bank".
    """
    db.session.flush()
    name = subject if isinstance(subject, str) else f"{type(subject).__name__.lower()} {subject.id}"  # type: ignore[attr-defined]
    trail.append(db.session, now(), viewer().id, act, name, **facts)
    db.session.commit()


def note_readings(cards: Iterable[Scorecard | Seat]) -> None:
    """Keep that the viewer has read these cards. Called by every page and file that shows a colleague's card."""
    cards = list(cards)
    ids = {card.id for card in cards if card.author_id != viewer().id}
    if scorecards.unread(db.session, viewer(), ids):
        write_from_now()
        scorecards.hold_readings(db.session, viewer())
        if scorecards.is_blind_to(db.session, viewer(), ids):  # by taking an own card back since the page was loaded
            abort(404)
        scorecards.note_readings(db.session, viewer(), cards, now())
        db.session.commit()
