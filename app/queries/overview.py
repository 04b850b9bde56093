"""All candidates of an opening with what was rated, in a constant number of statements and without whole cards.

What a locked card says never changes, so it is read once and kept by its fingerprint. The keeping knows nobody:
`app.domain.access` has chosen the cards before anybody asks for what they say.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, selectinload

from app.domain.access import is_blind, readable, standing
from app.domain.candidate import Candidate
from app.domain.interview import CARD_IS_DUE_AFTER, Change, Interview
from app.domain.kit import Kit, KitSlot
from app.domain.opening import Opening
from app.domain.overview import Overview, Seat, Told, line_of, told_by
from app.domain.people import Person
from app.domain.scorecard import Amendment, Scorecard, Submission
from app.queries import candidates, scorecards
from app.queries.load import every

KEPT = 20_000  # cards, a kilobyte each

Key = tuple[str, int | None]
_kept: OrderedDict[Key, Told] = OrderedDict()
_keeping = Lock()


def overview(
    session: Session, viewer: Person, opening: Opening, everybody: Sequence[Candidate], now: datetime
) -> Overview:
    """`everybody`: all candidates of the opening, loaded through `viewer`."""
    who, ids = standing(viewer, opening), [one.id for one in everybody]
    on: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats(session, ids):
        on[seat.candidate_id].append(seat)
    read = [seat for cards in on.values() if not is_blind(who.person_id, cards) for seat in readable(who, cards)]
    told, shut = _told(session, read), scorecards.sealed(session, viewer, ids)
    verdicts = candidates.verdicts(session, ids) if who.manages else {}
    lines = (
        line_of(one, on[one.id], told, verdicts.get(one.id), opening, who, one.id in shut, now) for one in everybody
    )
    return Overview(opening, lines)


def seats(session: Session, candidate_ids: Sequence[int]) -> Sequence[Seat]:
    """Every seat on these candidates with its state, in the order of the interviews; of what it says, the name of the
    version that counts."""
    state = select(Change.state).where(Change.interview_id == Interview.id).order_by(Change.id.desc()).limit(1)
    wanted = (
        select(
            Scorecard.id,
            Scorecard.author_id,
            Scorecard.is_shadow,
            Scorecard.released_at.is_not(None).label("is_released"),
            Interview.candidate_id,
            Interview.starts_at,
            Interview.minutes,
            Interview.kit_id,
            state.scalar_subquery().label("state"),
            Submission.id.label("lock_id"),
            Submission.fingerprint,
        )
        .join(Scorecard.interview)
        .outerjoin(Submission, (Submission.scorecard_id == Scorecard.id) & Submission.taken_back_at.is_(None))
        .where(Interview.candidate_id.in_(candidate_ids))
        .order_by(Interview.starts_at, Scorecard.id)
    )
    found = session.execute(wanted).all()
    amended = _amended(session, candidate_ids)
    return [_seat(row, amended) for row in found]


def _amended(session: Session, candidate_ids: Sequence[int]) -> Mapping[int, str]:
    """Submission to the fingerprint of the amendment that counts, as `Submission.counted` has it."""
    wanted = (
        select(Amendment.submission_id, Amendment.fingerprint)
        .join(Submission, Submission.id == Amendment.submission_id)
        .join(Scorecard, Scorecard.id == Submission.scorecard_id)
        .join(Scorecard.interview)
        .where(Interview.candidate_id.in_(candidate_ids), Amendment.had_read_others.is_(False))
        .order_by(Amendment.id)
    )
    return {row.submission_id: row.fingerprint for row in session.execute(wanted)}


def _seat(row: Row[Any], amended: Mapping[int, str]) -> Seat:
    is_submitted = row.lock_id is not None
    return Seat(
        id=row.id,
        author_id=row.author_id,
        candidate_id=row.candidate_id,
        is_shadow=row.is_shadow,
        is_submitted=is_submitted,
        is_open=not (row.is_released or is_submitted or row.state.fell_through),
        due_at=row.starts_at + timedelta(minutes=row.minutes) + CARD_IS_DUE_AFTER,
        lock=amended.get(row.lock_id, row.fingerprint) if is_submitted else "",
        kit_id=row.kit_id,
    )


def _told(session: Session, read: Sequence[Seat]) -> Mapping[int, Told]:
    """By the id of the card. What is not kept yet is read, in three statements more."""
    with _keeping:
        known = {_key(seat): _kept[_key(seat)] for seat in read if _key(seat) in _kept}
    unknown = [seat for seat in read if _key(seat) not in known]
    if unknown:
        known |= _read(session, unknown)
        with _keeping:
            _kept.update(known)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return {seat.id: known[_key(seat)] for seat in read}


def _key(seat: Seat) -> Key:
    return seat.lock, seat.kit_id


def _read(session: Session, unread: Iterable[Seat]) -> dict[Key, Told]:
    by_lock = {seat.lock: seat for seat in unread}
    contents: dict[str, Any] = {}
    for version in (Submission, Amendment):
        wanted = select(version.fingerprint, version.content).where(version.fingerprint.in_(list(by_lock)))
        contents.update((row.fingerprint, row.content) for row in session.execute(wanted))
    rated = _competencies(session, {seat.kit_id for seat in unread if seat.kit_id})
    return {_key(seat): told_by(contents[seat.lock], rated.get(seat.kit_id, {})) for seat in unread}


def _competencies(session: Session, kit_ids: Iterable[int]) -> dict[int | None, Mapping[str, str]]:
    """Kit to the competency of each of its items."""
    wanted = select(Kit).where(Kit.id.in_(list(kit_ids))).options(selectinload(Kit.slots).joinedload(KitSlot.record))
    return {kit.id: {item.key: item.competency for item in kit.items} for kit in every(session, wanted)}
