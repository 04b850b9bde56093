"""Scorecards: the own one with what is typed in it, and colleagues' as far as they may be read."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.access import may_read, standing
from app.domain.beside import leads_beside
from app.domain.candidate import Candidate
from app.domain.fields import Flag
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.late import LateChoice
from app.domain.opening import Opening, Round
from app.domain.ops import Op, Parent
from app.domain.overview import Seat
from app.domain.people import Person
from app.domain.scorecard import Reading, Scorecard, Submission
from app.queries import visible
from app.queries.load import every, hold, one


def own(session: Session, viewer: Person, card_id: int) -> Scorecard | None:
    """The viewer's own card with interview, candidate, opening and kit. Nobody else's is found."""
    return one(
        session,
        select(Scorecard).where(Scorecard.id == card_id, Scorecard.author_id == viewer.id).options(*_whole()),
    )


def hold_own(session: Session, viewer: Person, card_id: int) -> None:
    """Whoever changes this card waits here until nobody else does."""
    mine = select(Scorecard.id).where(Scorecard.id == card_id, Scorecard.author_id == viewer.id)
    hold(session, mine.with_for_update())


def own_for_saving(session: Session, viewer: Person, card_id: int) -> Scorecard | None:
    """The own card with just what deciding on an operation needs, locked against a submit at the same moment."""
    hold_own(session, viewer, card_id)
    return one(
        session,
        select(Scorecard)
        .where(Scorecard.id == card_id, Scorecard.author_id == viewer.id)
        .options(
            joinedload(Scorecard.submissions).defer(Submission.content, raiseload=True),
            joinedload(Scorecard.interview).joinedload(Interview.changes),
        ),
    )


def hold_readings(session: Session, reader: Person) -> None:
    """What one person reads, and what hangs on what they have read, comes one after the other."""
    hold(session, select(Person.id).where(Person.id == reader.id).with_for_update(key_share=True))


def known(session: Session, card_id: int, ids: Iterable[str]) -> dict[str, Op]:
    """Stored operations among these ids, with their parents."""
    wanted = select(Op).where(Op.scorecard_id == card_id, Op.id.in_(list(ids))).options(selectinload(Op.parents))
    return {op.id: op for op in session.scalars(wanted)}


def received(session: Session, card_id: int, ids: Collection[str]) -> dict[str, datetime]:
    """When the stored operations among these ids came."""
    if not ids:
        return {}
    wanted = select(Op.id, Op.received_at).where(Op.scorecard_id == card_id, Op.id.in_(ids))
    return {one.id: one.received_at for one in session.execute(wanted)}


def heads(session: Session, card_id: int, fields: Iterable[str] | None = None) -> Sequence[Op]:
    """Operations that no counted operation names as a parent; of some fields, or of the whole card."""
    child = aliased(Op)
    named = exists().where(
        Parent.scorecard_id == Op.scorecard_id,
        Parent.parent_id == Op.id,
        child.scorecard_id == Parent.scorecard_id,
        child.id == Parent.op_id,
        child.field == Op.field,
        child.flag.is_(None),
    )
    wanted = select(Op).where(Op.scorecard_id == card_id, Op.flag.is_(None), ~named)
    if fields is not None:
        wanted = wanted.where(Op.field.in_(list(fields)))
    return every(session, wanted)


def late(session: Session, card_id: int) -> Sequence[Op]:
    """Operations that came after the lock and wait for their author's choice, in order of arrival. One that a later
    of them names as a parent has been replaced."""
    chosen = exists().where(LateChoice.scorecard_id == Op.scorecard_id, LateChoice.op_id == Op.id)
    return _late(session, card_id, ~chosen)


def left_out(session: Session, card_id: int) -> Sequence[Op]:
    """Operations that came after the lock and that their author has left out."""
    chosen = exists().where(LateChoice.scorecard_id == Op.scorecard_id, LateChoice.op_id == Op.id)
    return _late(session, card_id, chosen.where(LateChoice.amendment_id.is_(None)))


def _late(session: Session, card_id: int, which: ColumnElement[bool]) -> Sequence[Op]:
    child = aliased(Op)
    replaced = exists().where(
        Parent.scorecard_id == Op.scorecard_id,
        Parent.parent_id == Op.id,
        child.scorecard_id == Parent.scorecard_id,
        child.id == Parent.op_id,
        child.field == Op.field,
        child.flag == Flag.LATE,
    )
    wanted = select(Op).where(Op.scorecard_id == card_id, Op.flag == Flag.LATE, ~replaced, which)
    return every(session, wanted.order_by(Op.received_at, Op.id))


def readable(session: Session, viewer: Person, card_id: int) -> Scorecard | None:
    """A submitted card that the viewer may read, or their own."""
    card = one(
        session,
        select(Scorecard)
        .where(Scorecard.id == card_id)
        .where(
            Scorecard.interview.has(Interview.candidate.has(visible.candidates(viewer)))
            | (Scorecard.author_id == viewer.id)
        )
        .options(*_whole()),
    )
    if card is None:
        return None
    candidate = card.interview.candidate
    if card.author_id != viewer.id and sealed(session, viewer, [candidate.id]):
        return None
    return card if may_read(card, standing(viewer, candidate.opening), seats_on(session, [candidate.id])) else None


def beside(session: Session, viewer: Person, card_id: int) -> tuple[Scorecard, Sequence[Scorecard]] | None:
    """A shadow's card and the cards that the viewer may see beside it."""
    seen = Scorecard.interview.has(Interview.candidate.has(visible.candidates(viewer)))
    wanted = select(Scorecard).where(Scorecard.id == card_id, Scorecard.is_shadow.is_(True), seen)
    card = one(session, wanted.options(*_whole()))
    leads = _leads(session, viewer, card) if card else []
    return (card, with_content(session, [one.id for one in leads])) if card and leads else None


def shadows_beside(session: Session, viewer: Person, card: Scorecard) -> Sequence[Scorecard]:
    """The shadows' cards that the viewer may see beside this one, or beside which they may see it if it is one."""
    there = [one for one in card.interview.cards if one.is_shadow and (one.id == card.id or not card.is_shadow)]
    return [one for one in there if one.is_submitted and _leads(session, viewer, one)]


def on_candidates(session: Session, candidate_ids: Sequence[int]) -> Sequence[Scorecard]:
    """Every seat on these candidates with its locked content. `app.domain.access` chooses; never for a page."""
    return _whole_of(session, Interview.candidate_id.in_(candidate_ids))


def with_content(session: Session, card_ids: Collection[int]) -> Sequence[Scorecard]:
    """These cards with their locked content. For those that `app.domain.access` has chosen."""
    return _whole_of(session, Scorecard.id.in_(card_ids))


def seats_on(session: Session, candidate_ids: Collection[int]) -> Sequence[Scorecard]:
    """Every seat on these candidates with its state, and nothing of what it says."""
    return every(
        session,
        select(Scorecard)
        .join(Scorecard.interview)
        .where(Interview.candidate_id.in_(candidate_ids))
        .options(
            joinedload(Scorecard.submissions).defer(Submission.content, raiseload=True),
            joinedload(Scorecard.interview).joinedload(Interview.changes),
        ),
    )


def imported_on(session: Session, candidate_ids: Collection[int]) -> Sequence[Scorecard]:
    """The imported cards on these candidates, with the names on them and nothing of what they say."""
    from_before = Scorecard.submissions.any(Submission.imported_from != "")
    named = joinedload(Scorecard.interview).joinedload(Interview.candidate), joinedload(Scorecard.author)
    wanted = select(Scorecard).join(Scorecard.interview).where(Interview.candidate_id.in_(candidate_ids), from_before)
    return every(session, wanted.options(*named))


def readers(session: Session, card_id: int) -> set[int]:
    """Who has read this card."""
    return set(session.scalars(select(Reading.reader_id).where(Reading.scorecard_id == card_id)))


def has_read_others(session: Session, person: Person, candidate_id: int) -> bool:
    """Has this person read a colleague's card on this candidate, here or on another application of theirs?"""
    found = (
        select(Reading.scorecard_id)
        .join(Scorecard, Scorecard.id == Reading.scorecard_id)
        .where(Reading.reader_id == person.id, Scorecard.author_id != person.id)
        .where(Scorecard.interview.has(Interview.candidate.has(visible.is_same_person(candidate_id))))
    )
    return one(session, select(found.exists())) or False


def have_read(session: Session, candidate_id: int) -> set[int]:
    """Ids of everybody who has read a colleague's card on this candidate, here or on another application of theirs."""
    return set(
        session.scalars(
            select(Reading.reader_id)
            .join(Scorecard, Scorecard.id == Reading.scorecard_id)
            .where(Scorecard.interview.has(Interview.candidate.has(visible.is_same_person(candidate_id))))
        )
    )


def is_blind_to(session: Session, reader: Person, card_ids: Collection[int]) -> bool:
    """Has this person an own open card on a candidate of one of these, here or on another application of theirs? At
    this very moment."""
    candidates = select(Interview.candidate_id).join(Interview.cards).where(Scorecard.id.in_(card_ids))
    found = select(Candidate.id).where(Candidate.id.in_(candidates), visible.sealed(reader))
    return one(session, select(found.exists())) or False


def sealed(session: Session, viewer: Person, candidate_ids: Collection[int]) -> set[int]:
    """Which of these candidates are sealed for the viewer, who has an own open card on that person?"""
    wanted = select(Candidate.id).where(Candidate.id.in_(candidate_ids), visible.sealed(viewer))
    return set(session.scalars(wanted))


def to_rate_again(session: Session, viewer: Person, candidate_ids: Collection[int]) -> set[int]:
    """On which of these candidates could the viewer take an own card back, and rate again?"""
    wanted = select(Candidate.id).where(Candidate.id.in_(candidate_ids), visible.may_be_taken_back(viewer))
    return set(session.scalars(wanted))


def note_readings(session: Session, reader: Person, cards: Iterable[Scorecard | Seat], at: datetime) -> int:
    """Keep that these cards were read, each once; return how many were new. The author's own are not counted."""
    ids = {card.id for card in cards if card.author_id != reader.id}
    seen = unread(session, reader, ids)
    session.add_all(Reading(scorecard_id=card_id, reader_id=reader.id, at=at) for card_id in sorted(seen))
    return len(seen)


def unread(session: Session, reader: Person, ids: set[int]) -> set[int]:
    """Which of these cards has this person not read yet?"""
    if not ids:
        return ids
    read = select(Reading.scorecard_id).where(Reading.reader_id == reader.id, Reading.scorecard_id.in_(ids))
    return ids - set(session.scalars(read))


def _leads(session: Session, viewer: Person, shadow: Scorecard) -> list[Scorecard]:
    candidate = shadow.interview.candidate
    if sealed(session, viewer, [candidate.id]):
        return []
    return leads_beside(shadow, standing(viewer, candidate.opening), seats_on(session, [candidate.id]))


def _whole_of(session: Session, which: ColumnElement[bool]) -> Sequence[Scorecard]:
    wanted = select(Scorecard).join(Scorecard.interview).where(which).options(*_locked())
    found = every(session, wanted.order_by(Interview.starts_at, Scorecard.id))
    _fill_kits(session, [card.interview.kit for card in found])
    return found


def _fill_kits(session: Session, kits: Iterable[Kit | None]) -> None:
    """With their questions: a few kits serve many cards, and each row of a card would bring them all along."""
    ids = {kit.id for kit in kits if kit}
    every(session, select(Kit).where(Kit.id.in_(ids)).options(joinedload(Kit.slots).joinedload(KitSlot.record)))


def _locked() -> tuple[ORMOption, ...]:
    """Steps of an interview come apart: joined, they would repeat the whole content of its cards."""
    interview = joinedload(Scorecard.interview)
    return (
        joinedload(Scorecard.author),
        joinedload(Scorecard.submissions).joinedload(Submission.amendments),
        interview.joinedload(Interview.candidate),
        interview.joinedload(Interview.round).joinedload(Round.kit),
        interview.selectinload(Interview.changes),
        interview.joinedload(Interview.used_kit),
    )


def _whole() -> tuple[ORMOption, ...]:
    interview = joinedload(Scorecard.interview)
    opening = interview.joinedload(Interview.candidate).joinedload(Candidate.opening)
    return (
        joinedload(Scorecard.author),
        joinedload(Scorecard.submissions).joinedload(Submission.amendments),
        interview.joinedload(Interview.changes),
        interview.joinedload(Interview.candidate).joinedload(Candidate.withdrawal),
        interview.joinedload(Interview.round).joinedload(Round.opening),
        interview.joinedload(Interview.round).joinedload(Round.kit).selectinload(Kit.slots).joinedload(KitSlot.record),
        interview.joinedload(Interview.used_kit).selectinload(Kit.slots).joinedload(KitSlot.record),
        interview.selectinload(Interview.cards).joinedload(Scorecard.author),
        interview.selectinload(Interview.cards)
        .joinedload(Scorecard.submissions)
        .defer(Submission.content, raiseload=True),
        opening.selectinload(Opening.members),
    )
