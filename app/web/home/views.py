"""The first page after signing in."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from app.db import db
from app.domain.people import Person
from app.queries import candidates, decisions, home
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
    return render_template(
        "home/today.html",
        day=day,
        desks=run_by_me,
        told=told,
        greeting=greeting(day, run_by_me),
        alone=person.is_admin and people == 1,
        no_opening=person.may_open and not any_opening,
    )


def _midnight(person: Person, at: datetime) -> datetime:
    """The beginning of this day where the person is."""
    local = at.astimezone(ZoneInfo(person.zone))
    return datetime.combine(local.date(), time(), local.tzinfo)
