"""A decision is read, added to by whoever dissents, and closed. It is signed on the pages of the comparison."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import Standing, standing
from app.domain.candidate import Candidate
from app.domain.comparison import Comparison
from app.domain.decision import Decision
from app.queries import candidates, decisions
from app.queries.comparison import compare
from app.reports import decision as report
from app.web.fields import Prose, accepted
from app.web.http import commit, note_readings, now, or_404, stop_reading, viewer

pages = Blueprint("decisions", __name__)


class DissentForm(FlaskForm):
    words = Prose("What you see differently, and why", description="In your own words, under your own name. It stays.")


@dataclass(frozen=True)
class Signed:
    """A decision as the viewer may read it."""

    decision: Decision
    candidate: Candidate
    who: Standing
    profile: Comparison

    @property
    def has_rated(self) -> bool:
        return any(card.author_id == self.who.person_id for card in self.profile.cards)

    @property
    def may_dissent(self) -> bool:
        """Somebody of the panel who did not sign it, until it is closed."""
        signed = self.decision.signed_by_id == self.who.person_id
        return self.has_rated and not signed and not self.decision.closing


@pages.get("/decisions/<int:decision_id>")
def show(decision_id: int) -> ResponseReturnValue:
    return answer(found(decision_id), DissentForm(formdata=None))


@pages.post("/decisions/<int:decision_id>/dissents")
def dissent(decision_id: int) -> ResponseReturnValue:
    signed, form = found(decision_id), DissentForm()
    if not signed.has_rated:
        abort(403)
    words = form.words.data or ""
    if form.validate_on_submit() and accepted(form, lambda: signed.decision.dissents_from(words, viewer(), now())):
        commit("dissented", signed.decision)
        return to(signed)
    return answer(signed, form)


@pages.post("/decisions/<int:decision_id>/closing")
def closing(decision_id: int) -> ResponseReturnValue:
    signed, form = found(decision_id), DissentForm(formdata=None)
    if not signed.who.manages:
        abort(403)
    if accepted(form, lambda: signed.decision.close(viewer(), now())):
        commit("closed a decision", signed.decision)
        return to(signed)
    return answer(signed, form, 422)


def found(decision_id: int) -> Signed:
    """The decision, for the hiring managers and those who have a card in; never for whoever is blind."""
    if request.method == "POST":
        decisions.hold_decision(db.session, decision_id)
    decision = or_404(decisions.get(db.session, viewer(), decision_id))
    candidate = or_404(candidates.get(db.session, viewer(), decision.candidate_id))
    profile = compare(db.session, viewer(), candidate.opening, [candidate])
    entrant = profile.entrants[0]
    if entrant.sealed:
        abort(404)
    if entrant.barred:
        abort(403)
    return Signed(decision, candidate, standing(viewer(), candidate.opening), profile)


def answer(signed: Signed, form: DissentForm, status: int = 200) -> ResponseReturnValue:
    note_readings(signed.profile.cards)
    if request.method == "GET":
        stop_reading()
    page = render_template(
        "decisions/show.html",
        signed=signed,
        decision=signed.decision,
        candidate=signed.candidate,
        who=signed.who,
        form=form,
        plain=report.plain(signed.decision, signed.candidate) if signed.who.manages else "",
        me=viewer(),
    )
    return page, 422 if form.errors else status


def to(signed: Signed) -> Response:
    return redirect(url_for(".show", decision_id=signed.decision.id), 303)
