"""Openings as a person may see them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.kit import Kit, KitSlot
from app.domain.opening import Member, Opening, Round, Weight
from app.domain.people import Person
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
    slots = selectinload(Opening.rounds).joinedload(Round.kit).selectinload(Kit.slots).joinedload(KitSlot.record)
    wanted = select(Opening).where(Opening.id == opening_id, visible.openings(viewer))
    return one(session, wanted.options(*basics(), slots))


def basics() -> tuple[ORMOption, ...]:
    """Weights with their competencies, and members with their names."""
    return (
        selectinload(Opening.weights).joinedload(Weight.competency),
        selectinload(Opening.members).joinedload(Member.person),
        selectinload(Opening.rounds).joinedload(Round.kit),
    )
