"""What the head of every page shows: who is signed in, and the places they can go to."""

from typing import Any

from flask import url_for
from flask_login import current_user

from app.domain.people import Person

PLACES = (
    ("today", "Today", "home.today"),
    ("openings", "Openings", "openings.index"),
    ("bank", "Question bank", "bank.index"),
    ("kits", "Kits", "kits.index"),
    ("practice", "Practice", "practice.index"),
)
FOR_ADMINS = (("people", "People", "people.index"),)


def frame() -> dict[str, Any]:
    """The variables of `base.html`; nobody is signed in on the way in, and on pages that say so."""
    person = current_user.person if current_user and current_user.is_authenticated else None
    return {"signed_in": person, "places": places_of(person) if person else []}


def places_of(person: Person) -> list[tuple[str, str, str]]:
    """Section, words and address of each place."""
    offered = PLACES + FOR_ADMINS if person.is_admin else PLACES
    return [(section, words, url_for(endpoint)) for section, words, endpoint in offered]
