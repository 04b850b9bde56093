"""Practice answers and what was made of them. The key and the group are loaded only for whoever has rated."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.bank import BankRecord
from app.domain.people import Person
from app.domain.practice import AnchorComment, CommentReply, PracticeAnswer, PracticePutOff, PracticeRating
from app.domain.scorecard import Scorecard, Submission
from app.queries.load import every, hold, one


def answers(session: Session) -> Sequence[PracticeAnswer]:
    """The newest version of each, by key, without its words and its key."""
    latest = select(func.max(PracticeAnswer.id)).group_by(PracticeAnswer.key)
    wanted = select(PracticeAnswer).where(PracticeAnswer.id.in_(latest)).order_by(PracticeAnswer.key)
    return every(session, wanted.options(*_bare()))


def known(session: Session) -> set[tuple[str, str]]:
    """Key and digest of every version."""
    return {(key, digest) for key, digest in session.execute(select(PracticeAnswer.key, PracticeAnswer.digest))}


def answer(session: Session, answer_id: int) -> PracticeAnswer | None:
    """One version with its words and those of its question."""
    wanted = select(PracticeAnswer).where(PracticeAnswer.id == answer_id)
    return one(session, wanted.options(joinedload(PracticeAnswer.record)))


def own(session: Session, viewer: Person) -> Sequence[PracticeRating]:
    """Everything that the viewer has rated, with the key."""
    keyed = joinedload(PracticeRating.answer).joinedload(PracticeAnswer.record)
    wanted = select(PracticeRating).where(PracticeRating.person_id == viewer.id).order_by(PracticeRating.id)
    return every(session, wanted.options(keyed.defer(BankRecord.content, raiseload=True)))


def own_rating(session: Session, viewer: Person, answer_id: int) -> PracticeRating | None:
    wanted = select(PracticeRating).where(_own(viewer, answer_id))
    return one(session, wanted.options(selectinload(PracticeRating.thoughts), joinedload(PracticeRating.answer)))


def own_ids(session: Session, viewer: Person) -> set[int]:
    """Ids of the answers that the viewer has rated."""
    return set(session.scalars(select(PracticeRating.answer_id).where(PracticeRating.person_id == viewer.id)))


def others(session: Session, viewer: Person, answer_id: int) -> Sequence[int | None]:
    """What the others gave it, without names and in no order of theirs; nothing for who has not rated it."""
    rated = exists().where(_own(viewer, answer_id)).correlate(None)
    theirs = (PracticeRating.answer_id == answer_id) & (PracticeRating.person_id != viewer.id)
    wanted = select(PracticeRating.rating).where(theirs, rated).order_by(PracticeRating.rating)
    return list(session.scalars(wanted))


def rated_by(session: Session) -> Mapping[int, set[int]]:
    """Person id to the ids of the answers that they have rated; nothing of what they gave."""
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, answer_id in session.execute(select(PracticeRating.person_id, PracticeRating.answer_id)):
        found[person_id].add(answer_id)
    return found


def comments(session: Session, viewer: Person, answer_id: int) -> Sequence[AnchorComment]:
    """Comments on the anchors by which one answer was rated, as far as the viewer may see them."""
    return _comments(session, viewer, AnchorComment.answer_id == answer_id)


def comments_on(session: Session, viewer: Person, question_key: str) -> Sequence[AnchorComment]:
    """Comments on the anchors of one question, of any version, as far as the viewer may see them."""
    asked = PracticeAnswer.record.has(BankRecord.key == question_key)
    return _comments(session, viewer, AnchorComment.answer.has(asked))


def comment(session: Session, viewer: Person, comment_id: int) -> AnchorComment | None:
    """One that the viewer may see, with the words of the question."""
    wanted = select(AnchorComment).where(AnchorComment.id == comment_id, _seen(viewer))
    return one(session, wanted.options(*_told()))


def hold_comment(session: Session, comment_id: int) -> None:
    """Whoever answers this comment waits here until nobody else does."""
    hold(session, select(AnchorComment.id).where(AnchorComment.id == comment_id).with_for_update())


def needs_no_reminder(session: Session, viewer: Person) -> bool:
    """Has this person put the first sets off, or submitted a card?"""
    put_off = exists().where(PracticePutOff.person_id == viewer.id)
    lock = (Submission.scorecard_id == Scorecard.id) & Submission.taken_back_at.is_(None)
    sent = exists().where(Scorecard.author_id == viewer.id, lock)
    return one(session, select(or_(put_off, sent))) or False


def put_off(session: Session, viewer: Person) -> PracticePutOff | None:
    return one(session, select(PracticePutOff).where(PracticePutOff.person_id == viewer.id))


def _own(viewer: Person, answer_id: int) -> ColumnElement[bool]:
    return (PracticeRating.answer_id == answer_id) & (PracticeRating.person_id == viewer.id)


def _seen(viewer: Person) -> ColumnElement[bool]:
    """The viewer has rated the answer that a comment came from."""
    rated = (PracticeRating.answer_id == AnchorComment.answer_id) & (PracticeRating.person_id == viewer.id)
    return exists().where(rated)


def _comments(session: Session, viewer: Person, which: ColumnElement[bool]) -> Sequence[AnchorComment]:
    wanted = select(AnchorComment).where(which, _seen(viewer)).order_by(AnchorComment.id)
    return every(session, wanted.options(*_told()))


def _told() -> tuple[ORMOption, ...]:
    reply = joinedload(AnchorComment.reply).joinedload(CommentReply.by)
    answer_ = joinedload(AnchorComment.answer).joinedload(PracticeAnswer.record)
    return joinedload(AnchorComment.person), reply, answer_


def _bare() -> tuple[ORMOption, ...]:
    record = joinedload(PracticeAnswer.record).defer(BankRecord.content, raiseload=True)
    return defer(PracticeAnswer.content, raiseload=True), record
