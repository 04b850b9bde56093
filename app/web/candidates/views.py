"""Candidates of an opening: entered, changed and withdrawn by whoever runs it."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import standing
from app.domain.candidate import Candidate
from app.domain.errors import Refused
from app.domain.interview import Interview, State
from app.domain.opening import Opening
from app.queries import candidates, interviews, openings, scorecards
from app.web.candidates.forms import CandidateForm, EarlierForm, SheetForm, WithdrawalForm
from app.web.candidates.sheet import read_sheet
from app.web.fields import accepted
from app.web.http import commit, now, or_404, viewer

pages = Blueprint("candidates", __name__)


@pages.route("/openings/<int:opening_id>/candidates/new", methods=["GET", "POST"])
def new(opening_id: int) -> ResponseReturnValue:
    opening = run_opening(opening_id)
    form = CandidateForm()
    candidate = Candidate(opening_id=opening.id, added_at=now())
    taken = candidates.taken_emails(db.session, opening.id)
    if form.validate_on_submit() and accepted(form, lambda: _write(form, candidate, taken)):
        db.session.add(candidate)
        commit("added a candidate", candidate)
        return _to_opening(opening)
    return _answer("candidates/new.html", form, opening=opening)


@pages.route("/openings/<int:opening_id>/candidates/import", methods=["GET", "POST"])
def upload(opening_id: int) -> ResponseReturnValue:
    opening = run_opening(opening_id)
    form, problems = SheetForm(), ()
    if form.validate_on_submit():
        sheet = read_sheet(form.text.data or "", candidates.taken_emails(db.session, opening.id))
        problems = sheet.problems
        if not problems:
            db.session.add_all(
                Candidate(opening_id=opening.id, added_at=now(), name=row.name, email=row.email, note=row.note)
                for row in sheet.entries
            )
            commit("imported candidates", opening, count=len(sheet.entries))
            return _to_opening(opening)
    return _answer("candidates/import.html", form, opening=opening, problems=problems)


@pages.route("/candidates/<int:candidate_id>/edit", methods=["GET", "POST"])
def edit(candidate_id: int) -> ResponseReturnValue:
    candidate = run_candidate(candidate_id)
    form = CandidateForm(obj=candidate)
    taken = candidates.taken_emails(db.session, candidate.opening_id) - {candidate.email or ""}
    if form.validate_on_submit() and accepted(form, lambda: _write(form, candidate, taken)):
        commit("changed a candidate", candidate)
        return _to_opening(candidate.opening)
    return _changed(candidate, form)


@pages.post("/candidates/<int:candidate_id>/earlier")
def earlier(candidate_id: int) -> ResponseReturnValue:
    candidate = run_candidate(candidate_id)
    found = candidates.look_alikes(db.session, viewer(), candidate)
    back = EarlierForm()
    back.offer(found)
    known = {one.id: one for one in found}
    if back.validate_on_submit() and accepted(back, lambda: _joined(candidate, known[back.earlier.data])):
        commit("said that a candidate came back", candidate, first=candidate.same_as_id)
        return redirect(url_for(".edit", candidate_id=candidate.id, _anchor="before"), 303)
    return _changed(candidate, CandidateForm(formdata=None, obj=candidate), back)


@pages.post("/candidates/<int:candidate_id>/withdrawal")
def withdrawal(candidate_id: int) -> ResponseReturnValue:
    candidate = run_candidate(candidate_id)
    planned = interviews.of_candidates(db.session, viewer(), [candidate.id])
    form = WithdrawalForm()
    if form.validate_on_submit() and accepted(form, lambda: candidate.withdraw(now(), viewer().id, form.reason.data)):
        cancelled = [_cancelled(interview) for interview in planned if _has_not_begun(interview)]
        commit("withdrew a candidate", candidate, cancelled=cancelled)
        return _to_opening(candidate.opening)
    return _answer("candidates/withdrawal.html", form, candidate=candidate)


@pages.post("/candidates/<int:candidate_id>/comeback")
def comeback(candidate_id: int) -> ResponseReturnValue:
    candidate = run_candidate(candidate_id)
    candidate.come_back()
    commit("undid a withdrawal", candidate)
    return _to_opening(candidate.opening)


def run_opening(opening_id: int) -> Opening:
    """The opening, for somebody who may change it: 404 when they do not see it, 403 when they only see it."""
    opening = or_404(openings.get(db.session, viewer(), opening_id))
    if not standing(viewer(), opening).runs:
        abort(403)
    return opening


def run_candidate(candidate_id: int) -> Candidate:
    """The candidate, for somebody who runs the opening."""
    candidate = or_404(candidates.get(db.session, viewer(), candidate_id))
    if not standing(viewer(), candidate.opening).runs:
        abort(403)
    return candidate


def _write(form: CandidateForm, candidate: Candidate, taken: set[str]) -> None:
    if form.address in taken:
        raise Refused(f"{form.address} is a candidate of this opening already. Change that entry instead.", "email")
    candidate.name, candidate.email, candidate.note = form.name.data, form.address, form.note.data


def _joined(candidate: Candidate, earlier: Candidate) -> None:
    is_sealed = bool(scorecards.sealed(db.session, viewer(), [candidate.id]))
    candidate.was_here_as(earlier, candidates.later(db.session, candidate), is_sealed)
    db.session.flush()
    readers = scorecards.have_read(db.session, candidate.id)
    for card in scorecards.seats_on(db.session, [candidate.id]):
        card.had_seen_ratings = card.had_seen_ratings or (card.is_open and card.author_id in readers)


def _has_not_begun(interview: Interview) -> bool:
    return interview.state == State.PLANNED and interview.begun_at is None


def _cancelled(interview: Interview) -> int:
    interview.mark(State.CANCELLED, viewer(), now(), "The candidate has withdrawn.")
    return interview.id


def _changed(candidate: Candidate, form: CandidateForm, back: EarlierForm | None = None) -> ResponseReturnValue:
    found = candidates.look_alikes(db.session, viewer(), candidate)
    offered = back or EarlierForm(formdata=None)
    offered.offer(found)
    page = render_template(
        "candidates/edit.html",
        form=form,
        candidate=candidate,
        alike=found,
        back=offered,
        withdrawal=WithdrawalForm(formdata=None),
        me=viewer(),
    )
    return page, 422 if form.errors or offered.errors else 200


def _to_opening(opening: Opening) -> Response:
    return redirect(url_for("openings.show", opening_id=opening.id, _anchor="candidates"), 303)


def _answer(template: str, form: CandidateForm | SheetForm | WithdrawalForm, **found: object) -> ResponseReturnValue:
    refused = form.errors or found.get("problems")
    return render_template(template, form=form, me=viewer(), **found), 422 if refused else 200
