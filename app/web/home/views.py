"""The first page after signing in."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from app.db import db
from app.domain.outcome import Hire, asked_now, person_of
from app.domain.people import Person, Role
from app.domain.practice import FIRST_SETS, PracticeSet, practice_sets
from app.queries import bank, candidates, decisions, home, outcomes, practice
from app.web.home.day import Day, desks, greeting
from app.web.http import now, viewer

pages = Blueprint("home", __name__)

TOLD_FOR = timedelta(days=14)
REACH = timedelta(days=180)  # how far back an opening's interviews are looked through


@pages.get("/")
def today() -> str:
    person, at = viewer(), now()
    found = home.interviews(db.session, person, _midnight(person, at), at - REACH)
    run = home.run_openings(db.session, person)
    signed = candidates.open_decisions(db.session, person, list({one.candidate_id for one in found}))
    people, any_opening = home.set_up(db.session)
    told = decisions.to_tell(db.session, person, at - TOLD_FOR)
    day, run_by_me = Day(person, found, at), desks(person, run, found, signed, at)
    asked = _asked(person, day.today_is)
    return render_template(
        "home/today.html",
        day=day,
        desks=run_by_me,
        told=told,
        asked=asked,
        greeting=greeting(day, run_by_me, len(asked)),
        alone=person.is_admin and people == 1,
        no_opening=person.may_open and not any_opening,
        first_sets=[] if run else _first_sets(person),  # whoever runs an opening has a desk full of other work
    )


def _asked(person: Person, today: date) -> list[tuple[Hire, int]]:
    """Hires of whom this person is to tell now, with the month."""
    hires = outcomes.to_give(db.session, person)
    seen = outcomes.seen(db.session, {person_of(one.decision.candidate) for one in hires})
    return asked_now(hires, seen, person, today)


def _first_sets(person: Person) -> list[PracticeSet]:
    """The sets that a new interviewer is reminded of; none for who is through, has rated a candidate, or said no."""
    if Role.INTERVIEWER not in person.roles or practice.needs_no_reminder(db.session, person):
        return []
    places = {code: n for n, code in enumerate(bank.competency_names(db.session))}
    sets = practice_sets(practice.answers(db.session), places, practice.own_ids(db.session, person))[:FIRST_SETS]
    return [] if all(one.is_done for one in sets) else sets


def _midnight(person: Person, at: datetime) -> datetime:
    """The beginning of this day where the person is."""
    local = at.astimezone(ZoneInfo(person.zone))
    return datetime.combine(local.date(), time(), local.tzinfo)
