"""Locked cards over many candidates, for figures. Colleagues' come through `visible.counted` and no other way."""

from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.bankfiles.schema import Item
from app.domain.access import sees_verdicts
from app.domain.bank import BankRecord
from app.domain.candidate import Candidate
from app.domain.exposure import Exposure, Wear, exposures, times_asked, wear
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.people import Person
from app.domain.questions import NO_USE, QuestionFigure, Use, Verdict, cards_by_version, uses, verdicts
from app.domain.scorecard import Amendment, Scorecard, Submission
from app.queries import visible
from app.queries.load import every

KEPT = 8  # viewers and months


@dataclass(frozen=True)
class Told:
    """What the cards that count for one viewer tell: by item key, by the digest of a version, by the family of a
    question, and by its key."""

    uses: Mapping[str, Use]
    verdicts: Mapping[str, Verdict]
    versions: Counter[str]
    exposures: Mapping[str, Exposure]
    asked: Counter[str]


_kept: OrderedDict[Hashable, Told] = OrderedDict()
_keeping = Lock()


def of_items(session: Session, viewer: Person, items: Iterable[Item], until: datetime) -> list[QuestionFigure]:
    """Items of the bank with what the cards that count for the viewer tell about them."""
    told, sees = _told(session, viewer, until), sees_verdicts(viewer)
    return [
        QuestionFigure(item, told.uses.get(item.key, NO_USE), told.verdicts.get(item.key) if sees else None)
        for item in items
    ]


def of_versions(session: Session, viewer: Person, until: datetime) -> Counter[str]:
    """Digest to the number of cards that count for the viewer and hold that version."""
    return _told(session, viewer, until).versions


def of_wear(session: Session, viewer: Person, records: Iterable[BankRecord], until: datetime) -> dict[str, Wear]:
    """Key to how far each record is worn, by the cards that count for the viewer."""
    found = _told(session, viewer, until).exposures
    return {record.key: wear(record, found, until) for record in records}


def asked(session: Session, viewer: Person, until: datetime) -> Counter[str]:
    """Key to the number of interviews in which the record was asked, by the cards that count for the viewer."""
    return _told(session, viewer, until).asked


def cards(session: Session, viewer: Person, until: datetime) -> Sequence[Scorecard]:
    """All that count for the viewer, in the order of the interviews."""
    return _locked(session, visible.counted(viewer, until))


def cards_around(session: Session, viewer: Person, person: Person, until: datetime) -> Sequence[Scorecard]:
    """Those that count for the viewer in the openings for which `person` has rated."""
    return _locked(session, visible.counted(viewer, until) & Candidate.opening_id.in_(_openings_of(person)))


def cards_of(session: Session, viewer: Person, person: Person, until: datetime) -> Sequence[Scorecard]:
    """Those that `person` has locked: all of them for the person, and for others those that count for the viewer."""
    own = Scorecard.author_id == person.id
    return _locked(session, own if viewer.id == person.id else own & visible.counted(viewer, until))


def _told(session: Session, viewer: Person, until: datetime) -> Told:
    """Loaded and worked out once for the same cards: of a large company that takes most of a second."""
    marks = _marks(session, viewer, until)
    with _keeping:
        if marks in _kept:
            _kept.move_to_end(marks)
            return _kept[marks]
    found = cards(session, viewer, until)
    told = Told(uses(found), verdicts(found), cards_by_version(found), exposures(found), times_asked(found))
    with _keeping:
        _kept[marks] = told
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return told


def _marks(session: Session, viewer: Person, until: datetime) -> tuple[object, ...]:
    """What tells the cards that count apart from any others, without what they say."""
    versions = (Submission.fingerprint, Amendment.id, Amendment.fingerprint, Amendment.had_read_others)
    seats = (Scorecard.id, Scorecard.author_id, Interview.id, Interview.starts_at, Interview.minutes, Candidate.id)
    wanted = select(*seats, *versions).join(Scorecard.interview).join(Interview.candidate).join(Scorecard.submissions)
    wanted = wanted.outerjoin(Submission.amendments).where(visible.counted(viewer, until))
    found = session.execute(wanted.where(Submission.taken_back_at.is_(None)).order_by(Submission.id, Amendment.id))
    return tuple(tuple(row) for row in found)


def _locked(session: Session, which: ColumnElement[bool]) -> Sequence[Scorecard]:
    standing = Scorecard.submissions.any(Submission.taken_back_at.is_(None))
    wanted = select(Scorecard).join(Scorecard.interview).join(Interview.candidate).where(standing, which)
    return every(session, wanted.options(*_whole()).order_by(Interview.starts_at, Scorecard.id))


def _openings_of(person: Person):  # type: ignore[no-untyped-def]
    card, interview, candidate = aliased(Scorecard), aliased(Interview), aliased(Candidate)
    rated = select(candidate.opening_id).join(interview, interview.candidate_id == candidate.id)
    rated = rated.join(card, card.interview_id == interview.id)
    return rated.where(card.author_id == person.id, card.submissions.any(Submission.taken_back_at.is_(None)))


def _whole() -> tuple[ORMOption, ...]:
    """Joined, all but the few kits: what comes in a statement of its own comes in ever more of them."""
    kit = joinedload(Scorecard.interview).joinedload(Interview.used_kit)
    return (
        joinedload(Scorecard.submissions).joinedload(Submission.amendments),
        kit.selectinload(Kit.slots).joinedload(KitSlot.record),
    )
