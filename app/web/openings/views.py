"""Pages of openings. Whoever runs one may change it; everybody who sees it may read what is on it."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db import db
from app.domain.access import Standing, standing
from app.domain.decision import Decision
from app.domain.errors import Refused
from app.domain.opening import Opening, OpeningRole
from app.domain.people import Role
from app.queries import bank, candidates, interviews, openings, people
from app.web.fields import accepted, number
from app.web.http import commit, note_readings, now, or_404, viewer
from app.web.openings.forms import MemberForm, OpeningForm
from app.web.openings.gaps import gaps
from app.web.paths import own_path
from app.web.progress import Progress, count, interview_words, progress, seat_words, seats

pages = Blueprint("openings", __name__)


@pages.get("/openings")
def index() -> str:
    found = openings.listed(db.session, viewer())
    ways = _ways(candidates.of_openings(db.session, viewer(), [opening.id for opening in found]), ())
    lines = [(one, standing_words([way for way in ways if way.candidate.opening_id == one.id])) for one in found]
    return render_template("openings/index.html", lines=lines, me=viewer())


@pages.route("/openings/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    if not viewer().may_open:
        abort(403)
    form = OpeningForm.of(None, bank.competencies(db.session), bank.kits(db.session))
    opening = Opening(created_at=now(), created_by_id=viewer().id)
    if form.validate_on_submit() and accepted(form, lambda: form.fill(opening, set())):
        opening.join(viewer(), OpeningRole.MANAGER if Role.MANAGER in viewer().roles else OpeningRole.COORDINATOR)
        db.session.add(opening)
        commit("made an opening", opening)
        return redirect(url_for(".show", opening_id=opening.id), 303)
    return _form_page(form, None)


@pages.get("/openings/<int:opening_id>")
def show(opening_id: int) -> ResponseReturnValue:
    opening = or_404(openings.get(db.session, viewer(), opening_id))
    return _page(opening, MemberForm.among(people.interviewers(db.session)))


@pages.route("/openings/<int:opening_id>/edit", methods=["GET", "POST"])
def edit(opening_id: int) -> ResponseReturnValue:
    opening = run(opening_id)
    form = OpeningForm.of(opening, bank.competencies(db.session), bank.kits(db.session))
    used = interviews.rounds_in_use(db.session, opening.id)
    if form.validate_on_submit() and accepted(form, lambda: form.fill(opening, used)):
        commit("changed an opening", opening)
        return redirect(url_for(".show", opening_id=opening.id), 303)
    return _form_page(form, opening)


@pages.post("/openings/<int:opening_id>/closing")
def closing(opening_id: int) -> ResponseReturnValue:
    opening = run(opening_id)
    opening.close(now())
    commit("closed an opening", opening)
    return redirect(url_for(".show", opening_id=opening.id), 303)


@pages.post("/openings/<int:opening_id>/reopening")
def reopening(opening_id: int) -> ResponseReturnValue:
    opening = run(opening_id)
    opening.reopen()
    commit("reopened an opening", opening)
    return redirect(url_for(".show", opening_id=opening.id), 303)


@pages.post("/openings/<int:opening_id>/how-sure")
def how_sure(opening_id: int) -> ResponseReturnValue:
    opening = run(opening_id)
    shown = request.form.get("show") == "yes"
    opening.show_how_sure(now()) if shown else opening.hide_how_sure()
    commit("showed how sure" if shown else "hid how sure", opening)
    back = own_path(request.form.get("next")) or url_for(".show", opening_id=opening.id, _anchor="how-sure")
    return redirect(back, 303)


@pages.post("/openings/<int:opening_id>/members")
def members(opening_id: int) -> ResponseReturnValue:
    opening = run(opening_id)
    everybody = people.interviewers(db.session)
    form = MemberForm.among(everybody)
    if form.validate_on_submit() and accepted(form, lambda: _join(opening, form, everybody)):
        commit("added somebody", opening, person=form.person.data, role=form.role.data)
        return redirect(url_for(".show", opening_id=opening.id, _anchor="people"), 303)
    return _page(opening, form)


@pages.post("/openings/<int:opening_id>/departures")
def departure(opening_id: int) -> ResponseReturnValue:
    opening = run(opening_id)
    person_id, role = number(request.form.get("person")), request.form.get("role")
    if (person_id, role) not in {(member.person_id, member.role.value) for member in opening.members}:
        abort(404)
    form = MemberForm.among(people.interviewers(db.session))
    if accepted(form, lambda: opening.leave(person_id, OpeningRole(role))):
        commit("took somebody off", opening, person=person_id, role=role)
        return redirect(url_for(".show", opening_id=opening.id, _anchor="people"), 303)
    return _page(opening, form)


def run(opening_id: int) -> Opening:
    """The opening, for somebody who may change it: 404 when they do not see it, 403 when they only see it."""
    opening = or_404(openings.get(db.session, viewer(), opening_id))
    if not standing(viewer(), opening).runs:
        abort(403)
    return opening


def standing_words(ways: list[Progress]) -> str:
    """Where things stand: "3 candidates · 2 interviews ahead · 1 card late"."""
    going = [way for way in ways if not way.candidate.withdrawal]
    if not going:
        return "No candidates yet"
    parts = [(len(going), "candidate"), (sum(len(way.ahead) for way in going), "interview ahead", "interviews ahead")]
    parts.append((sum(len(way.late) for way in going), "card late", "cards late"))
    return " · ".join(count(*part) for part in parts if part[0])


def _join(opening: Opening, form: MemberForm, everybody: Any) -> None:
    person = next(one for one in everybody if one.id == form.person.data)
    role = OpeningRole(form.role.data)
    managed = any(member.role == OpeningRole.MANAGER for member in opening.members)
    if role == OpeningRole.MANAGER and person.id == viewer().id and managed and not standing(person, opening).manages:
        raise Refused("Who manages an opening reads its ratings. Ask the hiring manager to add you.", "person")
    opening.join(person, role)


def _page(opening: Opening, form: MemberForm) -> ResponseReturnValue:
    who = standing(viewer(), opening)
    found = candidates.of_opening(db.session, viewer(), opening.id)
    ways = _ways(found, _decisions(who, found))
    # A decision tells what the ratings were: who sees it counts as having read them.
    note_readings(card for way in ways if way.decision for card in way.cards if card.is_submitted)
    page = render_template(
        "openings/show.html",
        opening=opening,
        me=viewer(),
        who=who,
        form=form,
        ways=ways,
        gaps=gaps(opening) if who.runs else [],
        now=now(),
        words={"seat": seat_words, "interview": interview_words, "seats": seats},
    )
    return page, 422 if form.errors else 200


def _form_page(form: OpeningForm, opening: Opening | None) -> ResponseReturnValue:
    page = render_template("openings/form.html", form=form, opening=opening)
    return page, 422 if form.errors else 200


def _decisions(who: Standing, found: Any) -> Any:
    return candidates.open_decisions(db.session, viewer(), [candidate.id for candidate in found]) if who.manages else ()


def _ways(found: Any, decisions: "Any | tuple[Decision, ...]") -> list[Progress]:
    held = interviews.of_candidates(db.session, viewer(), [candidate.id for candidate in found])
    return progress(found, held, decisions, viewer().id, now())
