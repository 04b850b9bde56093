"""What the first page of the day is made of, in a constant number of statements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, joinedload

from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.opening import Member, Opening, OpeningRole
from app.domain.people import Person
from app.domain.scorecard import Scorecard, Submission
from app.queries import visible
from app.queries.interviews import panel
from app.queries.load import every

RUNS = (OpeningRole.MANAGER, OpeningRole.COORDINATOR)


def interviews(session: Session, viewer: Person, today: datetime, since: datetime) -> Sequence[Interview]:
    """Own ones from today on, own ones whose card is not in, and those since `since` of the open openings that the
    viewer is a member of; in the order of time."""
    works_on = Interview.candidate.has(Candidate.opening.has(_works_on(viewer)))
    own = _own(viewer, Interview.starts_at >= today) | _own(viewer, _unsent(viewer))
    wanted = select(Interview).where(own | (works_on & (Interview.starts_at >= since)), visible.interviews(viewer))
    members = joinedload(Interview.candidate).joinedload(Candidate.opening).selectinload(Opening.members)
    return every(session, wanted.options(*panel(), members).order_by(Interview.starts_at, Interview.id))


def run_openings(session: Session, viewer: Person) -> Sequence[Opening]:
    """Open openings that the viewer manages or coordinates, by title. Bare: their members come with the interviews."""
    runs = Opening.members.any((Member.person_id == viewer.id) & Member.role.in_(RUNS))
    wanted = select(Opening).where(runs, Opening.closed_at.is_(None))
    return every(session, wanted.order_by(Opening.title, Opening.id))


def set_up(session: Session) -> tuple[int, bool]:
    """The number of people, and whether there is any opening."""
    row = session.execute(select(select(func.count(Person.id)).scalar_subquery(), exists(select(Opening.id)))).one()
    return row[0], row[1]


def _works_on(viewer: Person) -> ColumnElement[bool]:
    return Opening.members.any(Member.person_id == viewer.id) & Opening.closed_at.is_(None)


def _own(viewer: Person, when: ColumnElement[bool]) -> ColumnElement[bool]:
    held = (Scorecard.author_id == viewer.id) & Scorecard.released_at.is_(None)
    return Interview.cards.any(held) & when


def _unsent(viewer: Person) -> ColumnElement[bool]:
    sent = Scorecard.submissions.any(Submission.taken_back_at.is_(None))
    return Interview.cards.any((Scorecard.author_id == viewer.id) & ~sent)
