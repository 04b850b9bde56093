"""Debriefs of a candidate that the caller has loaded, whole or as a short mark of how far they are."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.candidate import Candidate
from app.domain.debrief import Debrief
from app.domain.debrief_log import Minute, Presence, RatingChange, Step
from app.domain.scorecard import Scorecard, Submission
from app.queries.load import every, hold


def hold_candidate(session: Session, candidate_id: int) -> None:
    """Whoever opens a debrief on this candidate, or does something in it, waits here until nobody else does."""
    hold(session, select(Candidate.id).where(Candidate.id == candidate_id).with_for_update(key_share=True))


def of_candidate(session: Session, candidate_id: int) -> Sequence[Debrief]:
    """All of them, whole, newest first."""
    return of_candidates(session, [candidate_id])


def of_candidates(session: Session, candidate_ids: Collection[int]) -> Sequence[Debrief]:
    """The same of several."""
    wanted = select(Debrief).where(Debrief.candidate_id.in_(candidate_ids)).options(*_whole())
    return every(session, wanted.order_by(Debrief.id.desc()))


def candidate_of(session: Session, debrief_id: int) -> int | None:
    """The candidate that a debrief is about."""
    return session.scalar(select(Debrief.candidate_id).where(Debrief.id == debrief_id))


def mark_of(session: Session, candidate_id: int) -> str:
    """Names the state of all debriefs on a candidate: another one as soon as anything has happened in one of them."""
    grown = [_part(func.max(one.id), one.debrief_id, candidate_id) for one in (Step, Minute, RatingChange)]
    came = _part(func.count(Presence.person_id), Presence.debrief_id, candidate_id)
    return ".".join(str(number or 0) for number in session.execute(select(*grown, came)).one())


def cards_handed_in(session: Session, person_ids: Collection[int]) -> dict[int, int]:
    """Person id to the number of cards that they have handed in, on whomever; imported ones and a shadow's left out."""
    counts = (
        select(Scorecard.author_id, func.count())
        .join(Submission, Submission.scorecard_id == Scorecard.id)
        .where(Scorecard.author_id.in_(person_ids), ~Scorecard.is_shadow)
        .where(Submission.taken_back_at.is_(None), Submission.imported_from == "")
        .group_by(Scorecard.author_id)
    )
    return {row[0]: row[1] for row in session.execute(counts)}


def _part(figure: Any, debrief_id: InstrumentedAttribute[int], candidate_id: int) -> ScalarSelect[Any]:
    wanted = select(figure).join(Debrief, Debrief.id == debrief_id).where(Debrief.candidate_id == candidate_id)
    return wanted.scalar_subquery()


def _whole() -> tuple[ORMOption, ...]:
    return (
        selectinload(Debrief.steps).joinedload(Step.by),
        selectinload(Debrief.presences).joinedload(Presence.person),
        selectinload(Debrief.minutes).joinedload(Minute.by),
        selectinload(Debrief.changes).joinedload(RatingChange.by),
    )
