"""People, their roles, and invitations."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.people import Grant, Invitation, Person, Role, clean_email, digest_of
from app.queries.load import every, one


def by_id(session: Session, person_id: int) -> Person | None:
    return one(
        session,
        select(Person).where(Person.id == person_id).options(selectinload(Person.grants)),
    )


def by_email(session: Session, email: str) -> Person | None:
    return one(
        session,
        select(Person).where(Person.email == clean_email(email)).options(selectinload(Person.grants)),
    )


def everybody(session: Session) -> Sequence[Person]:
    return every(
        session,
        select(Person).options(selectinload(Person.grants)).order_by(Person.name, Person.id),
    )


def interviewers(session: Session) -> Sequence[Person]:
    """Everybody who can sit on a panel, by name."""
    seat = Person.grants.any(Grant.role.in_([Role.INTERVIEWER, Role.MANAGER, Role.ADMIN, Role.COORDINATOR]))
    return every(
        session,
        select(Person).where(seat).options(joinedload(Person.grants)).order_by(Person.name, Person.id),
    )


def with_role(session: Session, role: Role) -> Sequence[Person]:
    """Everybody who was given this role, by name."""
    given = select(Person).where(Person.grants.any(Grant.role == role))
    return every(session, given.options(joinedload(Person.grants)).order_by(Person.name, Person.id))


def some(session: Session, ids: Sequence[int]) -> Sequence[Person]:
    return every(
        session,
        select(Person).where(Person.id.in_(ids)).options(selectinload(Person.grants)),
    )


def is_empty(session: Session) -> bool:
    return one(session, select(func.count(Person.id))) == 0


def invitation(session: Session, token: str) -> Invitation | None:
    return one(session, select(Invitation).where(Invitation.digest == digest_of(token)))


def open_invitations(session: Session) -> Sequence[Invitation]:
    """Invitations that nobody has used, newest first."""
    unused = select(Invitation).where(Invitation.used_at.is_(None))
    return every(session, unused.order_by(Invitation.created_at.desc(), Invitation.id.desc()))
