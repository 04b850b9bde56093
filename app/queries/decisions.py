"""Decisions with all that was said on them, and those that somebody is to be told of."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.candidate import Candidate
from app.domain.decision import Closing, Decision, Dissent
from app.domain.people import Person
from app.queries import visible
from app.queries.load import every, hold, one


def hold_decision(session: Session, decision_id: int) -> None:
    """Whoever adds to this decision waits here until nobody else does."""
    hold(session, select(Decision.id).where(Decision.id == decision_id).with_for_update())


def get(session: Session, viewer: Person, decision_id: int) -> Decision | None:
    """One decision on a candidate that the viewer sees. Whether they may read it is for the caller to say."""
    seen = Decision.candidate.has(visible.candidates(viewer))
    wanted = select(Decision).where(Decision.id == decision_id, seen)
    return one(
        session,
        wanted.options(
            joinedload(Decision.candidate),
            joinedload(Decision.signed_by),
            joinedload(Decision.follows).joinedload(Decision.signed_by),
            joinedload(Decision.closing).joinedload(Closing.by),
            selectinload(Decision.dissents).joinedload(Dissent.by),
        ),
    )


def of_candidates(session: Session, candidate_ids: Collection[int]) -> Sequence[Decision]:
    """Decisions on candidates that the caller has loaded, with all dissent, newest first. Who may read how much of
    them is for `app.domain.candidate_report`."""
    wanted = select(Decision).where(Decision.candidate_id.in_(candidate_ids))
    named = joinedload(Decision.signed_by), selectinload(Decision.dissents).joinedload(Dissent.by)
    return every(session, wanted.options(*named).order_by(Decision.id.desc()))


def to_tell(session: Session, viewer: Person, since: datetime) -> Sequence[Decision]:
    """Decisions since then by others on candidates whom the viewer has interviewed, newest first."""
    wanted = select(Decision).join(Decision.candidate).where(Decision.signed_at >= since, visible.told(viewer))
    others = wanted.where(Decision.signed_by_id != viewer.id)
    named = joinedload(Decision.candidate).joinedload(Candidate.opening)
    return every(session, others.options(named, joinedload(Decision.signed_by)).order_by(Decision.id.desc()))
