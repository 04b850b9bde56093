"""Fingerprints of papers: keeping that one was handed out, and what the record says of one.

Without a viewer, on purpose: whoever holds a paper may ask, and the answer is one of three words.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, defer, joinedload

from app.domain.proof import Answer, Issued, Kind, answer
from app.domain.scorecard import Amendment, Submission
from app.queries.load import every


def issue(session: Session, kind: Kind, prints: Iterable[str], at: datetime) -> None:
    """Keep that a paper of these cards was handed out, once; a paper without a card has no fingerprint."""
    paper = Issued.of(kind, prints, at)
    if paper.cards and session.get(Issued, paper.fingerprint) is None:
        _keep(session, paper)


def look_up(session: Session, fingerprint: str) -> Answer:
    """What the record says of a fingerprint. As many statements whatever the answer, so that time tells nothing."""
    issued = session.get(Issued, fingerprint)
    wanted = [fingerprint, *(issued.cards if issued else [])]
    first = select(Submission.id).where(Submission.fingerprint.in_(wanted))
    later = select(Amendment.submission_id).where(Amendment.fingerprint.in_(wanted))
    amendments = joinedload(Submission.amendments).defer(Amendment.content, raiseload=True)
    locks = select(Submission).where(Submission.id.in_(first.union(later)))
    return answer(fingerprint, issued, every(session, locks.options(defer(Submission.content), amendments)))


def _keep(session: Session, paper: Issued) -> None:
    # Another request may hand the same out in the same moment.
    with suppress(IntegrityError), session.begin_nested():
        session.add(paper)
