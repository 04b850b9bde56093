"""Interviews with their panels, as a person may see them. Seats and their state, never what a card says."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.opening import Member, Opening, Round
from app.domain.people import Person
from app.domain.scorecard import Scorecard, Submission
from app.queries import load, visible
from app.queries.load import every, one

LONGEST = timedelta(hours=8)  # no interview is longer; the table has a constraint for it


def get(session: Session, viewer: Person, interview_id: int) -> Interview | None:
    """One interview with candidate, opening and members, round, kit down to the questions, panel and history."""
    wanted = select(Interview).where(Interview.id == interview_id, visible.interviews(viewer))
    members = joinedload(Interview.candidate).joinedload(Candidate.opening).selectinload(Opening.members)
    return one(session, wanted.options(*panel(), *_whole(), members.joinedload(Member.person)))


def hold(session: Session, interview_id: int) -> None:
    """Let whoever changes these seats, or submits one of their cards, queue here."""
    seats = select(Scorecard.id).where(Scorecard.interview_id == interview_id)
    load.hold(session, seats.order_by(Scorecard.id).with_for_update())


def of_candidates(session: Session, viewer: Person, candidate_ids: Sequence[int]) -> Sequence[Interview]:
    """All interviews of these candidates that may be seen, in the order of time."""
    wanted = select(Interview).where(Interview.candidate_id.in_(candidate_ids), visible.interviews(viewer))
    return every(session, wanted.options(*panel()).order_by(Interview.starts_at, Interview.id))


def of_same_person(session: Session, candidate: Candidate) -> Sequence[Interview]:
    """Interviews on other applications of this person, in the order of time, whoever may see those: for what was asked
    in them, never for who said what."""
    person = func.coalesce(Candidate.same_as_id, Candidate.id) == (candidate.same_as_id or candidate.id)
    wanted = select(Interview).where(Interview.candidate.has(person), Interview.candidate_id != candidate.id)
    return every(session, wanted.options(*panel()).order_by(Interview.starts_at, Interview.id))


def rounds_in_use(session: Session, opening_id: int) -> set[int]:
    """Ids of this opening's rounds that have an interview, whatever became of it."""
    wanted = select(Interview.round_id).join(Interview.round).where(Round.opening_id == opening_id)
    return set(session.scalars(wanted.distinct()))


def panelists(session: Session, opening_id: int) -> set[int]:
    """Ids of everybody who has a seat in any interview of this opening."""
    wanted = select(Scorecard.author_id).join(Scorecard.interview).join(Interview.candidate)
    held = wanted.where(Candidate.opening_id == opening_id, Scorecard.released_at.is_(None))
    return set(session.scalars(held.distinct()))


def busy(session: Session, interview: Interview, person_ids: Sequence[int]) -> set[int]:
    """Which of these people hold a seat in another interview at the same time? Says who, never with whom."""
    around = (interview.starts_at - LONGEST, interview.ends_at)
    wanted = (
        select(Interview)
        .where(Interview.id != interview.id, Interview.starts_at.between(*around))
        .where(Interview.cards.any(Scorecard.author_id.in_(person_ids)))
        .options(selectinload(Interview.changes), selectinload(Interview.cards))
    )
    return {
        card.author_id
        for other in every(session, wanted)
        if not other.state.fell_through and other.starts_at < interview.ends_at and interview.starts_at < other.ends_at
        for card in other.cards
        if card.author_id in person_ids and not card.released_at
    }


def panel() -> tuple[ORMOption, ...]:
    """Candidate, opening, round, history, and the seats with their authors and locks (no content)."""
    candidate = joinedload(Interview.candidate)
    cards = selectinload(Interview.cards)
    lock = (Submission.content, Submission.fingerprint)
    return (
        candidate.joinedload(Candidate.withdrawal),
        candidate.joinedload(Candidate.opening),
        joinedload(Interview.round).joinedload(Round.kit),
        joinedload(Interview.used_kit),
        joinedload(Interview.changes),
        cards.joinedload(Scorecard.author),
        cards.joinedload(Scorecard.submissions).defer(lock[0], raiseload=True).defer(lock[1], raiseload=True),
    )


def _whole() -> tuple[ORMOption, ...]:
    return (
        joinedload(Interview.round).joinedload(Round.kit).selectinload(Kit.slots).joinedload(KitSlot.record),
        joinedload(Interview.used_kit).selectinload(Kit.slots).joinedload(KitSlot.record),
    )
