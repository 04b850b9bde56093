"""Hires, who is asked about them, and who knows too much to be asked."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from app.domain.candidate import Candidate
from app.domain.debrief import Debrief
from app.domain.debrief_log import Presence, Step
from app.domain.decision import Decision
from app.domain.interview import Interview
from app.domain.opening import Member, Opening, OpeningRole, Weight
from app.domain.outcome import Asking, Hire, Outcome, Seen
from app.domain.people import Person
from app.domain.scorecard import Reading, Scorecard
from app.queries import visible
from app.queries.load import every, hold, one

PERSON = func.coalesce(Candidate.same_as_id, Candidate.id)  # all applications of one person


def hold_hire(session: Session, hire_id: int) -> None:
    """Whoever changes this hire, or says how it went, waits here until nobody else does."""
    hold(session, select(Hire.id).where(Hire.id == hire_id).with_for_update())


def decision_of(session: Session, hire_id: int) -> int | None:
    """Id of the decision that was accepted. Whether the viewer may know of it is for the caller to say."""
    return one(session, select(Hire.decision_id).where(Hire.id == hire_id))


def of_candidate(session: Session, candidate_id: int) -> Sequence[Hire]:
    """Hires after decisions on a candidate that the caller has loaded, newest first."""
    wanted = _hires().where(Candidate.id == candidate_id)
    return every(session, wanted.order_by(Hire.id.desc()))


def to_give(session: Session, viewer: Person) -> Sequence[Hire]:
    """Hires about which the viewer is asked, whenever they are due; none of a person who is sealed for them."""
    return every(session, _hires().where(_asks(viewer)).order_by(Hire.starts_on, Hire.id))


def asked_of(session: Session, viewer: Person, hire_id: int) -> Hire | None:
    """One of these."""
    return one(session, _hires().where(_asks(viewer), Hire.id == hire_id))


def standing(session: Session) -> Sequence[Hire]:
    """All hires that were not taken back. For the console."""
    return every(session, _hires().where(~Hire.withdrawal.has()).order_by(Hire.starts_on, Hire.id))


def managed(session: Session, viewer: Person) -> Sequence[Hire]:
    """Hires for openings that the viewer manages, none of a person who is sealed for them; with weights and members
    of the opening."""
    manages = exists().where(Member.opening_id == Candidate.opening_id, *_manages(viewer))
    wanted = _hires().where(manages, ~Hire.withdrawal.has(), visible.candidates(viewer), ~visible.sealed(viewer))
    opening = joinedload(Hire.decision).joinedload(Decision.candidate).joinedload(Candidate.opening)
    more = opening.selectinload(Opening.members), opening.selectinload(Opening.weights).joinedload(Weight.competency)
    return every(session, wanted.options(*more).order_by(Candidate.name, Hire.id))


def manages_any(session: Session, viewer: Person) -> bool:
    """Is the viewer a hiring manager of any opening?"""
    return bool(session.scalar(select(exists().where(*_manages(viewer)))))


def seen(session: Session, people: Collection[int]) -> Mapping[int, Seen]:
    """Who knows something of how these people were rated. `people`: the ids that all applications of one person have
    in common; everyone of them has an answer."""
    cards = select(PERSON, Scorecard.author_id, literal("cards")).join(Scorecard.interview).join(Interview.candidate)
    signed = select(PERSON, Decision.signed_by_id, literal("signed")).join(Decision.candidate)
    in_room = select(PERSON, Presence.person_id, literal("debriefed"))
    in_room = in_room.join(Debrief, Debrief.id == Presence.debrief_id).join(Debrief.candidate)
    led = select(PERSON, Step.by_id, literal("debriefed"))
    led = led.join(Debrief, Debrief.id == Step.debrief_id).join(Debrief.candidate)
    read = select(PERSON, Reading.reader_id, literal("read")).join(Scorecard, Scorecard.id == Reading.scorecard_id)
    read = read.join(Scorecard.interview).join(Interview.candidate)
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for person, who, how in session.execute(
        union_all(*(way.where(PERSON.in_(people)) for way in (cards, signed, in_room, led, read)))
    ):
        found[person][how].add(who)
    return {person: Seen(**found[person]) for person in people}


def _hires() -> Select[tuple[Hire]]:
    decision = joinedload(Hire.decision)
    return (
        select(Hire)
        .join(Hire.decision)
        .join(Decision.candidate)
        .options(
            decision.joinedload(Decision.candidate).joinedload(Candidate.opening),
            joinedload(Hire.withdrawal),
            selectinload(Hire.askings).joinedload(Asking.person),
            selectinload(Hire.outcomes).joinedload(Outcome.by),
        )
    )


def _asks(viewer: Person) -> ColumnElement[bool]:
    """The newest asking names the viewer."""
    newest = aliased(Asking)
    last = select(newest.person_id).where(newest.hire_id == Hire.id).order_by(newest.id.desc()).limit(1)
    return (last.scalar_subquery() == viewer.id) & ~Hire.withdrawal.has() & ~visible.sealed(viewer)


def _manages(viewer: Person) -> tuple[ColumnElement[bool], ...]:
    return Member.person_id == viewer.id, Member.role == OpeningRole.MANAGER
