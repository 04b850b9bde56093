"""Openings as a person may see them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.opening import Member, Opening, OpeningRole, Round, Weight
from app.domain.people import Person
from app.domain.scorecard import Scorecard
from app.queries import visible
from app.queries.load import every, one


def listed(session: Session, viewer: Person) -> Sequence[Opening]:
    """Open ones first, then closed ones, newest first within each."""
    order = (
        Opening.closed_at.is_not(None),
        Opening.created_at.desc(),
        Opening.id.desc(),
    )
    wanted = select(Opening).where(visible.openings(viewer)).options(*basics()).order_by(*order)
    return every(session, wanted)


def get(session: Session, viewer: Person, opening_id: int) -> Opening | None:
    """One opening with weights, members, rounds and their kits down to the questions."""
    wanted = select(Opening).where(Opening.id == opening_id, visible.openings(viewer))
    return one(session, wanted.options(*basics(), _questions()))


def round_to_fill(session: Session, viewer: Person, round_id: int) -> Round | None:
    """One round, with the same of its opening."""
    seen = Round.opening.has(visible.openings(viewer))
    whole = joinedload(Round.opening).options(*basics(), _questions())
    return one(session, select(Round).where(Round.id == round_id, seen).options(whole))


def weighed(session: Session, viewer: Person, opening_id: int) -> Opening | None:
    """One opening with weights and members: all that a comparison asks of it."""
    wanted = select(Opening).where(Opening.id == opening_id, visible.openings(viewer))
    weights = joinedload(Opening.weights).joinedload(Weight.competency)
    return one(session, wanted.options(weights, selectinload(Opening.members)))


def basics() -> tuple[ORMOption, ...]:
    """Weights with their competencies, and members with their names."""
    return (
        selectinload(Opening.weights).joinedload(Weight.competency),
        selectinload(Opening.members).joinedload(Member.person),
        selectinload(Opening.rounds).joinedload(Round.kit),
    )


def _questions() -> ORMOption:
    return selectinload(Opening.rounds).joinedload(Round.kit).selectinload(Kit.slots).joinedload(KitSlot.record)


def titled(session: Session, title: str) -> Sequence[Opening]:
    """Openings that are not closed, with this title in capitals or not. For the console."""
    same = func.lower(Opening.title) == title.strip().lower()
    wanted = select(Opening).where(same, Opening.closed_at.is_(None))
    return every(session, wanted.options(*basics()).order_by(Opening.id))


def managers(session: Session, opening_id: int) -> list[Person]:
    """The hiring managers of an opening, the one who came first in front. For the console, which acts for them."""
    role = Member.role == OpeningRole.MANAGER
    wanted = select(Person).join(Member, Member.person_id == Person.id).where(Member.opening_id == opening_id, role)
    return list(every(session, wanted.options(selectinload(Person.grants)).order_by(Member.id)))


def managers_of_card(session: Session, card_id: int) -> list[Person]:
    """The hiring managers of the opening that a card belongs to."""
    found = session.scalar(
        select(Candidate.opening_id)
        .join(Interview, Interview.candidate_id == Candidate.id)
        .join(Scorecard, Scorecard.interview_id == Interview.id)
        .where(Scorecard.id == card_id)
    )
    return managers(session, found) if found else []


def managers_of_candidate(session: Session, candidate_id: int) -> list[Person]:
    """The hiring managers of the opening that a candidate is of."""
    found = session.scalar(select(Candidate.opening_id).where(Candidate.id == candidate_id))
    return managers(session, found) if found else []
