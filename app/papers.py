"""PDFs from the console: chosen and loaded through a person, exactly as the pages do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from jinja2 import Environment

from app.db import db
from app.domain.access import standing
from app.domain.candidate import Candidate
from app.domain.candidate_file import CandidateFile
from app.domain.candidate_report import CandidateReport
from app.domain.comparison import FEWEST_CANDIDATES, MOST_CANDIDATES, Comparison
from app.domain.errors import Refused
from app.domain.how_sure import HowSure
from app.domain.opening import Opening
from app.domain.packet import open_to, packet
from app.domain.people import Person
from app.domain.proof import Answer, Kind
from app.domain.scorecard import Scorecard
from app.domain.sheet import Sheet
from app.domain.text import listed
from app.queries import bank, candidates, decisions, openings, people, proof, scorecards, trail
from app.queries import debrief as debriefs
from app.queries.comparison import compare, compare_surely
from app.reports import candidate as candidate_report
from app.reports import candidate_file
from app.reports import comparison as comparison_report
from app.reports import debrief as debrief_report
from app.reports import kit as kit_report
from app.reports import scorecard as scorecard_report
from app.reports.pdf import Paper
from app.reports.proof import fingerprint_in


@dataclass(frozen=True)
class Wish:
    """How a file is wanted. `email`: of the person for whom it is made; None for one of the hiring managers.
    `address`: where people reach the app, for the paper."""

    email: str | None = None
    paper: Paper = Paper.A4
    hides_names: bool = False
    address: str = ""


def scorecard(env: Environment, card_id: int, wish: Wish) -> bytes:
    """The submitted card."""
    reader = _reader(wish, openings.managers_of_card(db.session, card_id))
    card = scorecards.readable(db.session, reader, card_id) if reader else None
    if reader is None or card is None or not card.is_submitted:
        raise Refused(f"There is no submitted scorecard {card_id} that this person may read.")
    _noted(reader, [card], f"scorecard {card.id}")
    return scorecard_report.pdf(Sheet(card, bank.competency_names(db.session)), env, wish.paper, wish.address)


def comparison(env: Environment, opening_id: int, wish: Wish) -> bytes:
    """The first six candidates by name who have a card that this person may read."""
    reader = _reader(wish, openings.managers(db.session, opening_id))
    opening = openings.weighed(db.session, reader, opening_id) if reader else None
    if reader is None or opening is None:
        raise Refused(f"There is no opening {opening_id} that this person may see.")
    everybody = candidates.of_opening(db.session, reader, opening.id)
    compared, sure = _side_by_side(reader, opening, _rated(reader, opening, everybody), everybody)
    proof.issue(db.session, Kind.COMPARISON, compared.card_prints, datetime.now(UTC))
    _noted(reader, compared.cards, f"opening {opening.id}")
    shown, sure = _named(compared, sure, wish)
    return comparison_report.pdf(shown, env, wish.paper, sure, wish.address)


def candidate(env: Environment, candidate_id: int, wish: Wish) -> bytes:
    """All cards of one candidate that this person may read."""
    return candidate_report.pdf(_report(candidate_id, wish), env, wish.paper, wish.address)


def file(env: Environment, candidate_id: int, wish: Wish) -> bytes:
    """What the candidate may have. A hiring manager hands it over."""
    report = _report(candidate_id, wish, is_for_managers=True)
    return candidate_file.pdf(CandidateFile(report.profile), env, wish.paper, wish.address)


def kit(env: Environment, kit_id: int, wish: Wish) -> bytes:
    """A blank kit. All staff may read kits, so it is made for nobody in particular."""
    found = bank.kit(db.session, kit_id)
    if found is None:
        raise Refused(f"There is no kit {kit_id}.")
    return kit_report.pdf(found, bank.competency_names(db.session), env, wish.paper)


def debrief(env: Environment, candidate_ids: Sequence[int], wish: Wish) -> bytes:
    """What a debrief on these candidates of one opening is held with."""
    reader = _reader(wish, openings.managers_of_candidate(db.session, candidate_ids[0]))
    first = candidates.get(db.session, reader, candidate_ids[0]) if reader else None
    everybody = candidates.of_opening(db.session, reader, first.opening_id) if reader and first else []
    chosen = [one for one in everybody if one.id in candidate_ids]
    if reader is None or first is None or len(chosen) < len(set(candidate_ids)):
        raise Refused(f"This person sees no opening with the candidates {listed([str(one) for one in candidate_ids])}.")
    if len(chosen) > MOST_CANDIDATES:
        raise Refused(f"A packet is on {MOST_CANDIDATES} candidates at most.")
    whole, sure = _side_by_side(reader, first.opening, chosen, everybody)
    if whole.is_withheld:
        raise Refused("There is no card on these candidates that this person may read.")
    ids = open_to(whole)
    signed, talks = decisions.of_candidates(db.session, ids), debriefs.of_candidates(db.session, ids)
    proof.issue(db.session, Kind.PACKET, whole.card_prints, datetime.now(UTC))
    _noted(reader, whole.cards, f"opening {first.opening_id}")
    made = packet(*_named(whole, sure, wish), standing(reader, first.opening), reader, signed, talks)
    return debrief_report.pdf(made, env, wish.paper, wish.address)


def verify(content: bytes) -> Answer:
    """What the record says of the fingerprint in a PDF."""
    fingerprint = fingerprint_in(content)
    if fingerprint is None:
        raise Refused("There is no fingerprint of Palate in this file. It has to be a PDF as it came from here.")
    return proof.look_up(db.session, fingerprint)


def _rated(reader: Person, opening: Opening, everybody: Sequence[Candidate]) -> list[Candidate]:
    whole = compare(db.session, reader, opening, everybody)
    rated = [entrant.candidate for entrant in whole.entrants if entrant.cards][:MOST_CANDIDATES]
    if len(rated) < FEWEST_CANDIDATES:
        raise Refused(f"Opening {opening.id} has fewer than two candidates with a card that this person may read.")
    return rated


def _side_by_side(
    reader: Person, opening: Opening, chosen: Sequence[Candidate], everybody: Sequence[Candidate]
) -> tuple[Comparison, HowSure | None]:
    if not opening.how_sure_since:
        return compare(db.session, reader, opening, chosen), None
    sure = compare_surely(db.session, reader, opening, chosen, everybody)
    return sure.comparison, sure


def _named(whole: Comparison, sure: HowSure | None, wish: Wish) -> tuple[Comparison, HowSure | None]:
    """With the candidates' names, or without."""
    if not wish.hides_names:
        return whole, sure
    hidden = sure.without_names() if sure else None
    return (hidden.comparison if hidden else whole.without_names()), hidden


def _report(candidate_id: int, wish: Wish, is_for_managers: bool = False) -> CandidateReport:
    """What this person may read of the candidate; noted as read and exported."""
    reader = _reader(wish, openings.managers_of_candidate(db.session, candidate_id))
    found = candidates.get(db.session, reader, candidate_id) if reader else None
    profile = compare(db.session, reader, found.opening, [found]) if reader and found else None
    if reader is None or found is None or profile is None or profile.is_withheld:
        raise Refused(f"There is no candidate {candidate_id} of whom this person may read a card.")
    who = standing(reader, found.opening)
    if is_for_managers and not who.manages:
        raise Refused("Only a hiring manager of the opening hands this file over.")
    signed = decisions.of_candidates(db.session, [found.id])
    proof.issue(db.session, Kind.CANDIDATE, profile.card_prints, datetime.now(UTC))
    _noted(reader, profile.cards, f"candidate {found.id}")
    return CandidateReport(_named(profile, None, wish)[0], who, signed)


def _reader(wish: Wish, managers: list[Person]) -> Person | None:
    if wish.email is None:
        return managers[0] if managers else None
    return people.by_email(db.session, wish.email)


def _noted(reader: Person, cards: list[Scorecard], subject: str) -> None:
    """A file is a reading too: it stands in the trail, and a card that was read cannot be taken back."""
    at = datetime.now(UTC)
    scorecards.note_readings(db.session, reader, cards, at)
    trail.append(db.session, at, reader.id, "exported", subject, form="pdf", from_="console")
    db.session.commit()
