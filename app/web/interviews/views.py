"""Interviews: planned and changed by whoever runs the opening, read by the panel, taken over by the pool."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import standing
from app.domain.candidate import Candidate
from app.domain.errors import Refused
from app.domain.interview import Interview, State
from app.domain.panel import cover as take_over
from app.domain.scorecard import Scorecard
from app.queries import candidates, interviews, people, scorecards
from app.web.fields import accepted, number
from app.web.http import commit, now, or_404, viewer
from app.web.interviews.forms import Crew, StateForm, changed_plan, new_plan
from app.web.interviews.page import answer, form_answer
from app.web.interviews.plan import change, flag_readers, let_go, plan
from app.web.progress import seat_of, seats

pages = Blueprint("interviews", __name__)


@pages.route("/candidates/<int:candidate_id>/interviews/new", methods=["GET", "POST"])
def new(candidate_id: int) -> ResponseReturnValue:
    candidate = run_candidate(candidate_id)
    form = new_plan(candidate.opening, crew(candidate), viewer())
    made: list[Interview] = []
    if form.validate_on_submit() and accepted(form, lambda: made.append(plan(form, candidate))):
        commit("planned an interview", made[0], panel=form.panel.data)
        return _to(made[0])
    return form_answer("interviews/new.html", form, candidate)


@pages.get("/interviews/<int:interview_id>")
def show(interview_id: int) -> ResponseReturnValue:
    return answer(get(interview_id), StateForm(formdata=None))


@pages.route("/interviews/<int:interview_id>/edit", methods=["GET", "POST"])
def edit(interview_id: int) -> ResponseReturnValue:
    interview = run(interview_id)
    candidate = run_candidate(interview.candidate_id)
    form = changed_plan(interview, candidate.opening, crew(candidate))
    if form.validate_on_submit() and accepted(form, lambda: change(form, interview)):
        commit("changed an interview", interview, panel=form.panel.data)
        return _to(interview)
    return form_answer("interviews/edit.html", form, candidate, interview)


@pages.post("/interviews/<int:interview_id>/state")
def state(interview_id: int) -> ResponseReturnValue:
    interview = get(interview_id)
    if not (standing(viewer(), interview.candidate.opening).runs or seat_of(interview, viewer().id)):
        abort(403)
    form = StateForm()
    if form.validate_on_submit() and accepted(form, lambda: _mark(form, interview)):
        commit("marked an interview", interview, state=form.state.data)
        return _to(interview)
    return answer(interview, form)


@pages.post("/interviews/<int:interview_id>/cover")
def cover(interview_id: int) -> ResponseReturnValue:
    interview = get(interview_id)
    seat = _posted_seat(interview)
    if seat_of(interview, viewer().id):
        return answer(interview, StateForm(formdata=None), "You are on this panel already.")
    has_read = scorecards.has_read_others(db.session, viewer(), interview.candidate_id)
    try:
        taken = take_over(seat, viewer(), has_read, now())
    except Refused as refused:
        return answer(interview, StateForm(formdata=None), refused.message)
    commit("took a seat over", interview, seat=seat.id)
    return redirect(url_for("scoring.card", card_id=taken.id), 303)


@pages.post("/interviews/<int:interview_id>/release")
def release(interview_id: int) -> ResponseReturnValue:
    interview = run(interview_id)
    seat = _posted_seat(interview)
    form = StateForm(formdata=None)
    if accepted(form, lambda: let_go(seat)):
        commit("took somebody off a panel", interview, seat=seat.id)
        return _to(interview)
    return answer(interview, form, *form.form_errors)


def get(interview_id: int) -> Interview:
    if request.method == "POST":
        interviews.hold(db.session, interview_id)
    return or_404(interviews.get(db.session, viewer(), interview_id))


def run(interview_id: int) -> Interview:
    """The interview, for somebody who runs its opening: 404 when they do not see it, 403 when they only see it."""
    interview = get(interview_id)
    if not standing(viewer(), interview.candidate.opening).runs:
        abort(403)
    return interview


def run_candidate(candidate_id: int) -> Candidate:
    candidate = or_404(candidates.to_plan_for(db.session, viewer(), candidate_id))
    if not standing(viewer(), candidate.opening).runs:
        abort(403)
    return candidate


def crew(candidate: Candidate) -> Crew:
    return Crew(people.interviewers(db.session), interviews.panelists(db.session, candidate.opening_id))


def _posted_seat(interview: Interview) -> Scorecard:
    wanted = number(request.form.get("seat"))
    return or_404(next((card for card in seats(interview) if card.id == wanted), None))


def _mark(form: StateForm, interview: Interview) -> None:
    fell_through = interview.state.fell_through
    interview.mark(State(form.state.data), viewer(), now(), form.note.data or "")
    if fell_through:
        flag_readers(interview, seats(interview))


def _to(interview: Interview) -> Response:
    return redirect(url_for(".show", interview_id=interview.id), 303)
