"""Interviews with their panels, as a person may see them. Seats and their state, never what a card says."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.opening import Member, Opening, Round
from app.domain.people import Person
from app.domain.scorecard import Scorecard, Submission
from app.queries import visible
from app.queries.load import every, one


def get(session: Session, viewer: Person, interview_id: int) -> Interview | None:
    """One interview with candidate, opening and members, round, kit down to the questions, panel and history."""
    wanted = select(Interview).where(Interview.id == interview_id, visible.interviews(viewer))
    return one(session, wanted.options(*panel(), *_whole()))


def of_candidates(session: Session, viewer: Person, candidate_ids: Sequence[int]) -> Sequence[Interview]:
    """All interviews of these candidates that may be seen, in the order of time."""
    wanted = select(Interview).where(Interview.candidate_id.in_(candidate_ids), visible.interviews(viewer))
    return every(session, wanted.options(*panel()).order_by(Interview.starts_at, Interview.id))


def mine(session: Session, viewer: Person, since: datetime) -> Sequence[Interview]:
    """Interviews with an own seat that begin after `since` or whose own card is not in, in the order of time."""
    own = Interview.cards.any((Scorecard.author_id == viewer.id) & Scorecard.released_at.is_(None))
    unsent = Interview.cards.any(
        (Scorecard.author_id == viewer.id) & ~Scorecard.submissions.any(Submission.taken_back_at.is_(None))
    )
    wanted = select(Interview).where(own, or_(Interview.starts_at >= since, unsent), visible.interviews(viewer))
    return every(session, wanted.options(*panel()).order_by(Interview.starts_at, Interview.id))


def of_run_openings(session: Session, viewer: Person, since: datetime) -> Sequence[Interview]:
    """Interviews since then, of open openings that the viewer is a member of: the pool's and the manager's view."""
    member = Opening.members.any(Member.person_id == viewer.id)
    opening = Interview.candidate.has(Candidate.opening.has(member & Opening.closed_at.is_(None)))
    wanted = select(Interview).where(opening, Interview.starts_at >= since, visible.interviews(viewer))
    return every(session, wanted.options(*panel()).order_by(Interview.starts_at, Interview.id))


def panel() -> tuple[ORMOption, ...]:
    """Candidate, opening with its members, round, history, and the seats with their authors and locks (no content)."""
    candidate = joinedload(Interview.candidate)
    cards = selectinload(Interview.cards)
    lock = (Submission.content, Submission.fingerprint)
    return (
        candidate.joinedload(Candidate.withdrawal),
        candidate.joinedload(Candidate.opening).selectinload(Opening.members).joinedload(Member.person),
        joinedload(Interview.round).joinedload(Round.kit),
        joinedload(Interview.used_kit),
        selectinload(Interview.changes),
        cards.joinedload(Scorecard.author),
        cards.joinedload(Scorecard.submissions).defer(lock[0], raiseload=True).defer(lock[1], raiseload=True),
    )


def _whole() -> tuple[ORMOption, ...]:
    return (
        joinedload(Interview.round).joinedload(Round.kit).selectinload(Kit.slots).joinedload(KitSlot.record),
        joinedload(Interview.used_kit).selectinload(Kit.slots).joinedload(KitSlot.record),
    )
