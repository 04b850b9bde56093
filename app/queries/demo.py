"""What only the demo company asks."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.candidate import Candidate
from app.domain.interview import Interview
from app.domain.practice import PracticeAnswer
from app.queries.load import every


def not_begun(session: Session, name: str) -> Sequence[Interview]:
    """Interviews of the candidate of this name that have not begun."""
    named = Interview.candidate.has(Candidate.name == name)
    return every(session, select(Interview).where(named, Interview.begun_at.is_(None)))


def practice_answers(session: Session) -> Sequence[PracticeAnswer]:
    """All of them with their key, which the made-up ratings lie around."""
    return every(session, select(PracticeAnswer).order_by(PracticeAnswer.key))
