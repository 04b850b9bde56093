"""Carrying out a plan: the interview, its time, and who sits in it."""

from app.db import db
from app.domain.candidate import Candidate
from app.domain.decision import goes_on
from app.domain.errors import Refused
from app.domain.interview import Interview
from app.domain.panel import assign
from app.domain.people import Person
from app.domain.scorecard import Scorecard
from app.queries import candidates, scorecards
from app.web.http import now, viewer
from app.web.interviews.forms import PlanForm, round_of
from app.web.progress import seats


def plan(form: PlanForm, candidate: Candidate) -> Interview:
    """A new interview with its panel, in the session."""
    goes_on(candidate, candidates.decisions(db.session, [candidate.id]))
    round_ = round_of(form, candidate.opening.rounds)
    minutes = form.minutes.data or round_.minutes
    place, zone = form.place.data or "", form.zone.data
    with db.session.no_autoflush:
        interview = Interview.plan(candidate, round_, form.starts_at, zone, minutes, place, viewer(), now())
        _seat_all(interview, form)
    db.session.add(interview)
    return interview


def change(form: PlanForm, interview: Interview) -> None:
    """Time, place and panel as the form has them now. What fell through is planned again."""
    if form.day:
        _move(form, interview)
    interview.place = form.place.data or ""
    for card in seats(interview):
        if card.author_id not in {*(form.panel.data or ()), *(form.shadows.data or ())}:
            let_go(card)
    _seat_all(interview, form)


def flag_readers(interview: Interview, cards: list[Scorecard]) -> None:
    """Keep on each card that its author had read ratings of this candidate before they took, or took up, the seat."""
    readers = scorecards.have_read(db.session, interview.candidate.id) if cards else set()
    for card in cards:
        card.had_seen_ratings = card.had_seen_ratings or card.author_id in readers


def let_go(card: Scorecard) -> None:
    """Take somebody off the panel. Refused for the own card once begun: it would be a way to read the others' first."""
    if card.author_id == viewer().id and card.begun_at and not card.is_submitted:
        raise Refused(
            "You have begun your card, so you stay on this panel. Submit it, or let a colleague cover your seat.",
            "panel",
        )
    card.release(now())


def _move(form: PlanForm, interview: Interview) -> None:
    fell_through = interview.state.fell_through
    interview.minutes = form.minutes.data or interview.minutes
    if fell_through or (form.starts_at, form.zone.data) != (interview.starts_at, interview.zone):
        interview.reschedule(form.starts_at, form.zone.data, viewer(), now(), form.note.data or "")
    if fell_through:
        flag_readers(interview, seats(interview))


def _seat_all(interview: Interview, form: PlanForm) -> None:
    _seat(interview, form.chosen, shadow=False)
    _seat(interview, form.chosen_shadows, shadow=True)


def _seat(interview: Interview, people: list[Person], shadow: bool) -> None:
    held = {card.author_id for card in seats(interview) if card.is_shadow == shadow}
    new = [person for person in people if person.id not in held]
    flag_readers(interview, [assign(interview, person, viewer(), now(), shadow) for person in new])
