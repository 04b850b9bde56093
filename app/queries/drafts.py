"""What is being written for the bank, and what waits for a review."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.bank import BankRecord
from app.domain.drafting import Draft, Proposal, Review, may_review
from app.domain.people import Person
from app.queries.load import every, hold, one

BANK_LOCK = 0xBA4C


def of_author(session: Session, author: Person) -> Sequence[Draft]:
    """Everything that somebody has begun, the newest words first."""
    wanted = select(Draft).where(Draft.author_id == author.id).options(*_whole())
    return every(session, wanted.order_by(Draft.saved_at.desc(), Draft.id.desc()))


def to_review(session: Session, reviewer: Person) -> Sequence[Draft]:
    """Proposals of others that wait, the oldest first; none for who may not review."""
    if not may_review(reviewer):
        return []
    wanted = select(Draft).where(Draft.author_id != reviewer.id, _waits()).options(*_whole())
    return every(session, wanted.order_by(Draft.saved_at, Draft.id))


def waiting(session: Session, reviewer: Person) -> int:
    """How many proposals of others wait for this person."""
    if not may_review(reviewer):
        return 0
    return session.execute(select(func.count(Draft.id)).where(Draft.author_id != reviewer.id, _waits())).scalar_one()


def own(session: Session, author: Person, draft_id: int) -> Draft | None:
    return one(session, select(Draft).where(Draft.id == draft_id, Draft.author_id == author.id).options(*_whole()))


def seen(session: Session, viewer: Person, draft_id: int) -> Draft | None:
    """An own draft, or one of somebody else that the viewer may review or has reviewed."""
    draft = one(session, select(Draft).where(Draft.id == draft_id).options(*_whole()))
    if draft is None or draft.author_id == viewer.id:
        return draft
    return draft if draft.proposal and may_review(viewer) else None


def hold_draft(session: Session, draft_id: int) -> None:
    """Let everybody who changes this draft queue here. Before it is loaded."""
    hold(session, select(Draft.id).where(Draft.id == draft_id).with_for_update())


def hold_bank(session: Session) -> None:
    """Let everybody who adds a version queue here, before the newest ones are loaded."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(BANK_LOCK)))


def others_on(session: Session, key: str, author: Person) -> Sequence[Draft]:
    """Open drafts of others on the same record, with their authors' names."""
    theirs = (Draft.key == key, Draft.author_id != author.id, Draft.discarded_at.is_(None), ~_live())
    return every(session, select(Draft).where(*theirs).options(joinedload(Draft.author)).order_by(Draft.id))


def keys(session: Session) -> set[str]:
    """Ids that drafts have taken."""
    return set(session.scalars(select(Draft.key).where(Draft.discarded_at.is_(None)).distinct()))


def history(session: Session, key: str) -> dict[int, Review]:
    """Record id to the review that put it live, with the proposal, its author and the reviewer."""
    wanted = (
        select(Review)
        .join(BankRecord, Review.record_id == BankRecord.id)
        .where(BankRecord.key == key)
        .options(
            joinedload(Review.reviewer),
            joinedload(Review.proposal).joinedload(Proposal.draft).joinedload(Draft.author),
        )
    )
    return {one.record_id: one for one in every(session, wanted) if one.record_id}


def _waits() -> ColumnElement[bool]:
    reviewed = exists().where(Review.proposal_id == Proposal.id)
    return Draft.proposals.any(Proposal.withdrawn_at.is_(None) & ~reviewed)


def _live() -> ColumnElement[bool]:
    return Draft.proposals.any(Proposal.review.has(Review.goes_live))


def _whole() -> tuple[ORMOption, ...]:
    proposals = selectinload(Draft.proposals)
    return (
        joinedload(Draft.author),
        joinedload(Draft.base),
        proposals.selectinload(Proposal.sorts),
        proposals.joinedload(Proposal.review).joinedload(Review.reviewer),
    )
