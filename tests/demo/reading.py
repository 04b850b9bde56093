"""Reading what the demo has made."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.demo.size import Size, build
from app.domain.candidate import Candidate
from app.domain.comparison import Comparison
from app.domain.interview import Interview
from app.domain.kit import Kit, KitSlot
from app.domain.opening import Opening
from app.domain.people import Person
from app.domain.scorecard import Scorecard, Submission
from app.measure.doubt import Doubt, doubt
from app.measure.table import Rating, Table
from app.queries import candidates, openings, people
from app.queries.comparison import compare

COMPARED = ["Dana Whitlock", "Leo Marchetti", "Suki Tanabe"]
MIDNIGHT = datetime(2026, 3, 4, tzinfo=UTC)  # a Wednesday


def made(session: Session, size: Size) -> list[str]:
    """Build it, say what was locked, and take it back."""
    with session.begin_nested() as trial:
        build(session, size, MIDNIGHT)
        prints = fingerprints(session)
        trial.rollback()
    return prints


def fingerprints(session: Session) -> list[str]:
    """Of every locked card: candidate, author and fingerprint."""
    locked = (card for card in all_cards(session) if card.submission)
    return sorted(f"{_who(card)} {card.submission.fingerprint}" for card in locked if card.submission)


def _who(card: Scorecard) -> str:
    return f"{card.interview.candidate.name} {card.author.name}"


def all_cards(session: Session) -> Sequence[Scorecard]:
    """Every card that counts, so no shadow's."""
    interview = joinedload(Scorecard.interview)
    wanted = select(Scorecard).options(
        joinedload(Scorecard.author),
        joinedload(Scorecard.submissions).joinedload(Submission.amendments),
        interview.joinedload(Interview.candidate),
        interview.joinedload(Interview.changes),
        interview.joinedload(Interview.used_kit).selectinload(Kit.slots).joinedload(KitSlot.record),
    )
    counts = wanted.where(Scorecard.is_shadow.is_(False))
    return session.scalars(counts.order_by(Scorecard.id)).unique().all()


def all_interviews(session: Session) -> Sequence[Interview]:
    wanted = select(Interview).options(
        joinedload(Interview.candidate).joinedload(Candidate.withdrawal),
        joinedload(Interview.round),
        joinedload(Interview.changes),
        joinedload(Interview.cards).joinedload(Scorecard.author),
        joinedload(Interview.cards).joinedload(Scorecard.submissions),
    )
    return session.scalars(wanted.order_by(Interview.id)).unique().all()


def begun(session: Session, opening: Opening | None = None) -> dict[int, list[datetime]]:
    """Number of the round to the moments at which its interviews began; of all openings, or of one."""
    begun: dict[int, list[datetime]] = defaultdict(list)
    for interview in all_interviews(session):
        if interview.begun_at and (opening is None or interview.candidate.opening_id == opening.id):
            begun[interview.round.position].append(interview.begun_at)
    return begun


def told_opening(session: Session) -> Opening:
    """The told one."""
    (found,) = openings.titled(session, "Senior engineer, Checkout")
    return found


def the_manager(session: Session) -> Person:
    found = people.by_email(session, "hana@palate.example")
    assert found
    return found


def told_compared(session: Session) -> Comparison:
    hana = the_manager(session)
    opening = openings.weighed(session, hana, told_opening(session).id)
    assert opening
    everybody = candidates.of_opening(session, hana, opening.id)
    return compare(session, hana, opening, [one for one in everybody if one.name in COMPARED])


def told_doubt(session: Session) -> Doubt:
    """As the page has it: every locked rating of the opening, with its weights."""
    rows = [
        Rating(card.interview.candidate.name, card.author.name, item.key, item.rating, _competency(card, item.key))
        for card in all_cards(session)
        if card.submission and card.interview.candidate.opening_id == told_opening(session).id
        for item in card.submission.card_content.items.values()
        if item.rating is not None
    ]
    weights = told_compared(session).opening.weights
    return doubt(Table.of(rows), COMPARED, {weight.competency_code: weight.percent / 100 for weight in weights})


def _competency(card: Scorecard, key: str) -> str:
    item = card.interview.used_kit.item(key) if card.interview.used_kit else None
    assert item
    return item.competency
