"""What a person may see, as conditions for a WHERE. The same rules as `app.domain.access`, where rows are chosen."""

from sqlalchemy import ColumnElement, and_, exists, or_, true

from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.opening import Member, Opening
from app.domain.people import Person
from app.domain.scorecard import Scorecard


def openings(viewer: Person) -> ColumnElement[bool]:
    """Admins see all; others where they are a member or have a seat on a panel."""
    if viewer.is_admin:
        return true()
    seat = (
        exists()
        .where(Interview.candidate_id == Candidate.id, Candidate.opening_id == Opening.id)
        .where(_own_seat(viewer))
    )
    return or_(_member(viewer, Opening.id), seat)


def candidates(viewer: Person) -> ColumnElement[bool]:
    """As for openings, candidate by candidate; and nobody ever sees their own application."""
    not_oneself = or_(Candidate.email.is_(None), Candidate.email != viewer.email)
    if viewer.is_admin:
        return not_oneself
    seat = exists().where(Interview.candidate_id == Candidate.id).where(_own_seat(viewer))
    return and_(not_oneself, or_(_member(viewer, Candidate.opening_id), seat))


def interviews(viewer: Person) -> ColumnElement[bool]:
    """Interviews of visible candidates: all of them for members, the own ones for others."""
    candidate = exists().where(Candidate.id == Interview.candidate_id).where(candidates(viewer))
    if viewer.is_admin:
        return candidate
    member = exists().where(Candidate.id == Interview.candidate_id).where(_member(viewer, Candidate.opening_id))
    return and_(candidate, or_(member, exists().where(_own_seat(viewer))))


def _member(viewer: Person, opening_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(Member.opening_id == opening_id, Member.person_id == viewer.id)


def _own_seat(viewer: Person) -> ColumnElement[bool]:
    """A seat that is held, or was held and written in."""
    held = or_(Scorecard.released_at.is_(None), Scorecard.begun_at.is_not(None))
    return and_(Scorecard.interview_id == Interview.id, Scorecard.author_id == viewer.id, held)
