"""The people of the demo company who have a door: a sign-in link each time it is served."""

from datetime import datetime

from app.domain.people import Person, Role

ZONE = "Europe/Berlin"

STAFF = {
    "ada": ("Ada Berg", Role.INTERVIEWER),
    "bo": ("Bo Lind", Role.INTERVIEWER),
    "chidi": ("Chidi Eze", Role.INTERVIEWER),
    "hana": ("Hana Sato", Role.MANAGER),
    "cora": ("Cora Díaz", Role.COORDINATOR),
    "ruth": ("Ruth Adler", Role.ADMIN),
}
DOORS = {"ada": "interviewer", "bo": "second interviewer", "hana": "hiring manager", "ruth": "admin"}


def email(who: str) -> str:
    return f"{who}@palate.example"


def member_of_staff(who: str, at: datetime) -> Person:
    name, role = STAFF[who]
    return person(name, who, role, at)


def person(name: str, who: str, role: Role, at: datetime) -> Person:
    """Somebody who works here; everybody may interview."""
    one = Person(name=name, email=email(who), zone=ZONE, created_at=at)
    one.grant(role, at)
    one.grant(Role.INTERVIEWER, at)
    return one
