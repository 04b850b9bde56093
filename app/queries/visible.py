"""What a person may see, as conditions for a WHERE. The same rules as `app.domain.access`, where rows are chosen."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, and_, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import aliased

from app.domain.candidate import Candidate
from app.domain.interview import Change, Interview, State
from app.domain.opening import Member, Opening
from app.domain.people import Person
from app.domain.scorecard import Amendment, Reading, Scorecard, Submission

# Other rows than those of a statement round about: "any card on the candidate" would else become "this card".
Met, Card, Lock = aliased(Interview), aliased(Scorecard), aliased(Submission)
Self = aliased(Candidate)


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
    """As for openings, candidate by candidate; and nobody ever sees an own application."""
    not_oneself = _not_oneself(viewer)
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


def counted(viewer: Person, until: datetime) -> ColumnElement[bool]:
    """Candidates whose cards may go into figures over many candidates that the viewer sees: the only way there.

    Not the own application. Nobody is expected to write or to meet them any more: every interview took place or fell
    through, and every card is in, so nobody is blind. All of it was there before `until`, the beginning of a month:
    figures that moved with each card would tell whoever looked before and after what stands on it. And no card of the
    viewer could still be taken back (`Scorecard.fixed_because`): one could lock, look, take back, and rate again.
    """
    kept_from = [_awaited(), sealed(viewer), _locked_since(until), may_be_taken_back(viewer)]
    return and_(_not_oneself(viewer), *(not_(reason) for reason in kept_from))


def sealed(viewer: Person) -> ColumnElement[bool]:
    """Candidates of whom the viewer learns nothing: they have an own open card on that person, here or on another
    application of theirs. Wider than `app.domain.access.is_blind`, which knows the cards of one application."""
    state = select(Change.state).where(Change.interview_id == Met.id).order_by(Change.id.desc()).limit(1)
    own = exists().where(Card.interview_id == Met.id, Met.candidate_id == Self.id, _person(Self) == _person(Candidate))
    unsent = own.where(Card.author_id == viewer.id, Card.released_at.is_(None), not_(_stands()))
    return unsent.where(state.scalar_subquery().not_in([one for one in State if one.fell_through]))


def may_be_taken_back(viewer: Person) -> Exists:
    """Candidates on whom the viewer has a card that they may take back, by `Scorecard.fixed_because`: it is not
    imported, nobody has read it, and its author has read nobody's on the candidate. What they have read on another
    application is not asked, so that too many are found and none too few."""
    other, there = aliased(Scorecard), aliased(Interview)
    read_by_others = exists().where(Reading.scorecard_id == Card.id, Reading.reader_id != viewer.id)
    has_read_others = exists().where(
        Reading.reader_id == viewer.id,
        Reading.scorecard_id == other.id,
        other.author_id != viewer.id,
        other.interview_id == there.id,
        there.candidate_id == Met.candidate_id,
    )
    own = _a_card().where(Card.author_id == viewer.id, _stands(Lock.imported_from == ""))
    return own.where(not_(read_by_others), not_(has_read_others))


def told(viewer: Person) -> ColumnElement[bool]:
    """Candidates of whose decisions the viewer is told: an own card is in, and none is open."""
    own = _a_card().where(Card.author_id == viewer.id, Card.released_at.is_(None))
    return and_(candidates(viewer), own.where(_stands()), not_(sealed(viewer)))


def is_same_person(candidate_id: int) -> ColumnElement[bool]:
    """Candidates who are this one: the candidate, and other applications of theirs."""
    return _person(Candidate) == select(_person(Self)).where(Self.id == candidate_id).scalar_subquery()


def _not_oneself(viewer: Person) -> ColumnElement[bool]:
    """No application of the viewer's, from whatever address they sent it."""
    return _person(Candidate).not_in(select(_person(Self)).where(Self.email.is_not(None), Self.email == viewer.email))


def _person(candidate: Any) -> ColumnElement[int]:
    """All applications of one person have this in common."""
    return func.coalesce(candidate.same_as_id, candidate.id)


def _awaited() -> ColumnElement[bool]:
    """An interview to come, or a card that is still open."""
    state = select(Change.state).where(Change.interview_id == Met.id).order_by(Change.id.desc()).limit(1)
    now = state.scalar_subquery()
    to_come = exists().where(Met.candidate_id == Candidate.id, now == State.PLANNED)
    unsent = _a_card().where(Card.released_at.is_(None), not_(_stands()))
    return or_(to_come, unsent.where(now.not_in([one for one in State if one.fell_through])))


def _locked_since(until: datetime) -> ColumnElement[bool]:
    locked = _a_card().where(Lock.scorecard_id == Card.id)
    amended = locked.where(Amendment.submission_id == Lock.id, Amendment.had_read_others == false())
    return or_(locked.where(Lock.at >= until), amended.where(Amendment.at >= until))


def _a_card() -> Exists:
    """Any card on the candidate."""
    return exists().where(Card.interview_id == Met.id, Met.candidate_id == Candidate.id)


def _stands(*further: ColumnElement[bool]) -> Exists:
    """Of that card: a lock that has not been taken back."""
    return exists().where(Lock.scorecard_id == Card.id, Lock.taken_back_at.is_(None), *further)


def _member(viewer: Person, opening_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(Member.opening_id == opening_id, Member.person_id == viewer.id)


def _own_seat(viewer: Person) -> ColumnElement[bool]:
    """A seat that is held, or was held and written in."""
    held = or_(Scorecard.released_at.is_(None), Scorecard.begun_at.is_not(None))
    return and_(Scorecard.interview_id == Interview.id, Scorecard.author_id == viewer.id, held)
