"""Candidates as a person may see them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.candidate import Candidate
from app.domain.decision import Decision, Verdict
from app.domain.opening import Opening, Round, Weight
from app.domain.people import Person
from app.queries import visible
from app.queries.load import every, one


def get(session: Session, viewer: Person, candidate_id: int, *more: ORMOption) -> Candidate | None:
    """One candidate with the withdrawal and the opening (weights, members)."""
    opening = joinedload(Candidate.opening)
    return one(
        session,
        select(Candidate)
        .where(Candidate.id == candidate_id, visible.candidates(viewer))
        .options(
            joinedload(Candidate.withdrawal),
            opening.joinedload(Opening.weights).joinedload(Weight.competency),
            opening.selectinload(Opening.members),
            *more,
        ),
    )


def to_plan_for(session: Session, viewer: Person, candidate_id: int) -> Candidate | None:
    """The same, with the rounds of the opening and their kits."""
    rounds = joinedload(Candidate.opening).selectinload(Opening.rounds).joinedload(Round.kit)
    return get(session, viewer, candidate_id, rounds)


def of_opening(session: Session, viewer: Person, opening_id: int) -> Sequence[Candidate]:
    """By name. Ask for the opening first: this answers for what may be seen of it."""
    return every(
        session,
        select(Candidate)
        .where(Candidate.opening_id == opening_id, visible.candidates(viewer))
        .options(joinedload(Candidate.withdrawal))
        .order_by(Candidate.name, Candidate.id),
    )


def of_openings(session: Session, viewer: Person, opening_ids: Sequence[int]) -> Sequence[Candidate]:
    """Candidates of several openings that may be seen, by name."""
    return every(
        session,
        select(Candidate)
        .where(Candidate.opening_id.in_(opening_ids), visible.candidates(viewer))
        .options(joinedload(Candidate.withdrawal))
        .order_by(Candidate.name, Candidate.id),
    )


def look_alikes(session: Session, viewer: Person, candidate: Candidate) -> Sequence[Candidate]:
    """Candidates of other openings that may be seen, with the same address or the same name; with their openings."""
    same_name = func.lower(Candidate.name) == candidate.name.lower()
    alike = same_name if candidate.email is None else same_name | (Candidate.email == candidate.email)
    elsewhere = Candidate.opening_id != candidate.opening_id
    wanted = select(Candidate).where(alike, elsewhere, visible.candidates(viewer))
    return every(session, wanted.options(joinedload(Candidate.opening)).order_by(Candidate.added_at, Candidate.id))


def later(session: Session, candidate: Candidate) -> Sequence[Candidate]:
    """Applications that name this one as their first, whoever may see those: they are held together by it."""
    return every(session, select(Candidate).where(Candidate.same_as_id == candidate.id))


def taken_emails(session: Session, opening_id: int) -> set[str]:
    """Addresses of this opening's candidates, for the check that nobody is entered twice."""
    found = session.scalars(select(Candidate.email).where(Candidate.opening_id == opening_id))
    return {email for email in found if email}


def decisions(session: Session, candidate_ids: Sequence[int]) -> Sequence[Decision]:
    """Signed decisions on candidates that the caller has loaded, newest first."""
    return every(
        session,
        select(Decision)
        .where(Decision.candidate_id.in_(candidate_ids))
        .options(joinedload(Decision.signed_by))
        .order_by(Decision.id.desc()),
    )


def open_decisions(session: Session, viewer: Person, candidate_ids: Sequence[int]) -> Sequence[Decision]:
    """The same, without those on candidates who are sealed for the viewer. Whether they may read them at all is for
    the caller to say."""
    shown = Decision.candidate.has(~visible.sealed(viewer))
    wanted = select(Decision).where(Decision.candidate_id.in_(candidate_ids), shown)
    return every(session, wanted.options(joinedload(Decision.signed_by)).order_by(Decision.id.desc()))


def verdicts(session: Session, candidate_ids: Sequence[int]) -> Mapping[int, Verdict]:
    """Candidate to the verdict of the newest decision. As for `decisions`, the caller has loaded them."""
    wanted = select(Decision.candidate_id, Decision.verdict).where(Decision.candidate_id.in_(candidate_ids))
    return {row.candidate_id: row.verdict for row in session.execute(wanted.order_by(Decision.id))}
