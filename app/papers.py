"""PDFs from the console: chosen and loaded through a person, exactly as the pages do it."""

from datetime import UTC, datetime

from jinja2 import Environment

from app.db import db
from app.domain.comparison import FEWEST_CANDIDATES, MOST_CANDIDATES, Comparison
from app.domain.errors import Refused
from app.domain.how_sure import HowSure
from app.domain.opening import Opening
from app.domain.people import Person
from app.domain.proof import Answer, Kind
from app.domain.scorecard import Scorecard
from app.domain.sheet import Sheet
from app.queries import bank, candidates, openings, people, proof, scorecards, trail
from app.queries.comparison import compare, compare_surely
from app.reports import comparison as comparison_report
from app.reports import scorecard as scorecard_report
from app.reports.proof import fingerprint_in


def scorecard(env: Environment, card_id: int, email: str | None, address: str = "") -> bytes:
    """The submitted card, for the person with this address, or for one of the opening's hiring managers.
    `address`: where people reach the app, for the paper."""
    reader = _reader(email, openings.managers_of_card(db.session, card_id))
    card = scorecards.readable(db.session, reader, card_id) if reader else None
    if reader is None or card is None or not card.is_submitted:
        raise Refused(f"There is no submitted scorecard {card_id} that this person may read.")
    _noted(reader, [card], f"scorecard {card.id}")
    return scorecard_report.pdf(Sheet(card, bank.competency_names(db.session)), env, address=address)


def comparison(env: Environment, opening_id: int, email: str | None, address: str = "") -> bytes:
    """The first six candidates by name who have a card that this person may read."""
    reader = _reader(email, openings.managers(db.session, opening_id))
    opening = openings.weighed(db.session, reader, opening_id) if reader else None
    if reader is None or opening is None:
        raise Refused(f"There is no opening {opening_id} that this person may see.")
    compared, sure = _compared(reader, opening)
    proof.issue(db.session, Kind.COMPARISON, compared.card_prints, datetime.now(UTC))
    _noted(reader, compared.cards, f"opening {opening.id}")
    return comparison_report.pdf(compared, env, sure=sure, address=address)


def verify(content: bytes) -> Answer:
    """What the record says of the fingerprint in a PDF."""
    fingerprint = fingerprint_in(content)
    if fingerprint is None:
        raise Refused("There is no fingerprint of Palate in this file. It has to be a PDF as it came from here.")
    return proof.look_up(db.session, fingerprint)


def _compared(reader: Person, opening: Opening) -> tuple[Comparison, HowSure | None]:
    everybody = candidates.of_opening(db.session, reader, opening.id)
    whole = compare(db.session, reader, opening, everybody)
    rated = [entrant.candidate for entrant in whole.entrants if entrant.cards][:MOST_CANDIDATES]
    if len(rated) < FEWEST_CANDIDATES:
        raise Refused(f"Opening {opening.id} has fewer than two candidates with a card that this person may read.")
    if not opening.how_sure_since:
        return compare(db.session, reader, opening, rated), None
    sure = compare_surely(db.session, reader, opening, rated, everybody)
    return sure.comparison, sure


def _reader(email: str | None, managers: list[Person]) -> Person | None:
    if email is None:
        return managers[0] if managers else None
    return people.by_email(db.session, email)


def _noted(reader: Person, cards: list[Scorecard], subject: str) -> None:
    """A file is a reading too: it stands in the trail, and a card that was read cannot be taken back."""
    at = datetime.now(UTC)
    scorecards.note_readings(db.session, reader, cards, at)
    trail.append(db.session, at, reader.id, "exported", subject, form="pdf", from_="console")
    db.session.commit()
