"""The question bank and its kits."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.bank import BankRecord, Level, Retirement, Status
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot, RoundKind
from app.domain.opening import Round
from app.domain.people import Person
from app.domain.rubric import Competency
from app.queries import visible
from app.queries.load import every, one


def competencies(session: Session) -> Sequence[Competency]:
    return every(session, select(Competency).order_by(Competency.position))


def competency_names(session: Session) -> dict[str, str]:
    return {one.code: one.name for one in competencies(session)}


def newest(session: Session) -> Sequence[BankRecord]:
    """The newest version of every record, by key."""
    latest = select(func.max(BankRecord.id)).group_by(BankRecord.key)
    return every(
        session,
        select(BankRecord).where(BankRecord.id.in_(latest)).order_by(BankRecord.key),
    )


def versions(session: Session, key: str) -> Sequence[BankRecord]:
    """All versions of one record, newest first."""
    return every(
        session,
        select(BankRecord).where(BankRecord.key == key).order_by(BankRecord.id.desc()),
    )


def newest_among(session: Session, keys: Collection[str]) -> dict[str, BankRecord]:
    """Key to the newest version, for these keys."""
    latest = select(func.max(BankRecord.id)).where(BankRecord.key.in_(keys)).group_by(BankRecord.key)
    found = every(session, select(BankRecord).where(BankRecord.id.in_(latest)))
    return {record.key: record for record in found}


def retired(session: Session) -> dict[str, Retirement]:
    """Key to the retirement that stands, for every question that is not to be asked any more."""
    found = every(session, select(Retirement).where(Retirement.ended_at.is_(None)))
    return {one.key: one for one in found}


def retirements(session: Session, key: str) -> Sequence[Retirement]:
    """All of one question, those that were ended too, newest first."""
    who = (joinedload(Retirement.by), joinedload(Retirement.ended_by))
    return every(session, select(Retirement).where(Retirement.key == key).options(*who).order_by(Retirement.id.desc()))


def digests(session: Session) -> set[tuple[str, str]]:
    """Key and digest of every version that there is."""
    return {(key, digest) for key, digest in session.execute(select(BankRecord.key, BankRecord.digest))}


def standings(session: Session) -> set[tuple[str, str, Status]]:
    """Key, digest and status of every newest version, as they are in this instant."""
    latest = select(func.max(BankRecord.id)).group_by(BankRecord.key)
    found = session.execute(
        select(BankRecord.key, BankRecord.digest, BankRecord.status).where(BankRecord.id.in_(latest))
    )
    return {(key, digest, status) for key, digest, status in found}


def some(session: Session, ids: Sequence[int]) -> Sequence[BankRecord]:
    return every(session, select(BankRecord).where(BankRecord.id.in_(ids)))


def usable(session: Session, level: Level | None = None) -> Sequence[BankRecord]:
    """Newest versions that are not retired, for one level or for all."""
    latest = select(func.max(BankRecord.id)).group_by(BankRecord.key)
    wanted = select(BankRecord).where(BankRecord.id.in_(latest), BankRecord.status != Status.RETIRED)
    wanted = wanted.where(BankRecord.key.not_in(select(Retirement.key).where(Retirement.ended_at.is_(None))))
    if level:
        wanted = wanted.where(BankRecord.level == level)
    return every(session, wanted.order_by(BankRecord.key))


def kits(session: Session) -> Sequence[Kit]:
    return every(session, select(Kit).options(_slots()).order_by(Kit.level, Kit.title, Kit.id))


def kit(session: Session, kit_id: int) -> Kit | None:
    return one(session, select(Kit).where(Kit.id == kit_id).options(_slots()))


def asked_in(session: Session, kit_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Kit id to its questions, key to title; a question keeps its key over all versions."""
    asked: dict[int, dict[str, str]] = {kit_id: {} for kit_id in kit_ids}
    wanted = select(KitSlot.kit_id, BankRecord.key, BankRecord.title).join(KitSlot.record)
    for kit_id, key, title in session.execute(wanted.where(KitSlot.kit_id.in_(kit_ids))):
        asked[kit_id][key] = title
    return asked


def kit_uses(session: Session) -> dict[int, int]:
    """Kit id to the number of interviews that were held with it."""
    rows = session.execute(
        select(Interview.kit_id, func.count()).where(Interview.kit_id.is_not(None)).group_by(Interview.kit_id)
    )
    return {kit_id: count for kit_id, count in rows if kit_id is not None}


def shipped_kits(session: Session, level: Level, kind: RoundKind) -> Sequence[Kit]:
    """Kits that came with the bank, as they are now."""
    wanted = select(Kit).where(Kit.key.is_not(None), Kit.level == level, Kit.round_kind == kind)
    return every(session, wanted.order_by(Kit.id))


def rounds_with(session: Session, viewer: Person, kit_id: int) -> Sequence[Round]:
    """Rounds that use this kit now, with their opening, as far as the viewer may see it."""
    seen = Round.opening.has(visible.openings(viewer))
    wanted = select(Round).where(Round.kit_id == kit_id, seen).options(joinedload(Round.opening))
    return every(session, wanted.order_by(Round.id))


def rounds_asking(session: Session, viewer: Person, key: str) -> Sequence[Round]:
    """Rounds whose kit holds any version of this record, with their opening, as far as the viewer may see it."""
    holds = Round.kit.has(Kit.slots.any(KitSlot.record.has(BankRecord.key == key)))
    wanted = select(Round).where(holds, Round.opening.has(visible.openings(viewer))).options(joinedload(Round.opening))
    return every(session, wanted.order_by(Round.id))


def kits_with(session: Session, key: str) -> Sequence[Kit]:
    """Kits that hold any version of this record."""
    holds = Kit.slots.any(KitSlot.record.has(BankRecord.key == key))
    return every(session, select(Kit).where(holds).options(_slots()).order_by(Kit.title, Kit.id))


def _slots():  # type: ignore[no-untyped-def]
    return selectinload(Kit.slots).joinedload(KitSlot.record)
