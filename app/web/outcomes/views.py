"""A hire is entered, withdrawn and asked about by the hiring manager; who is asked says how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import standing
from app.domain.candidate import Candidate
from app.domain.decision import Decision
from app.domain.outcome import MONTHS, Hire, Outcome, Seen, accept, person_of
from app.domain.people import Person
from app.queries import candidates, decisions, outcomes, people, scorecards
from app.web.fields import accepted, number
from app.web.http import commit, now, or_404, viewer
from app.web.outcomes.blueprint import pages
from app.web.outcomes.forms import AskForm, HireForm, NoStartForm, OutcomeForm


@dataclass(frozen=True)
class Accepted:
    """A decision on a candidate, for its hiring manager. `hires`: newest first."""

    decision: Decision
    candidate: Candidate
    hires: Sequence[Hire]
    seen: Seen
    everybody: Sequence[Person]

    @cached_property
    def hire(self) -> Hire | None:
        """The one that stands."""
        return next((one for one in self.hires if not one.withdrawal and one.decision_id == self.decision.id), None)

    @cached_property
    def fit(self) -> list[Person]:
        """Whoever can sign in and knows nothing of the ratings."""
        return [one for one in self._staff if not self.seen.why_not(one.id)]

    @cached_property
    def left_out(self) -> list[tuple[Person, str]]:
        found = ((one, self.seen.why_not(one.id)) for one in self._staff)
        return [(one, why) for one, why in found if why]

    @property
    def asked_knows(self) -> str:
        """What the person who is asked has come to know since."""
        return self.seen.why_not(self.hire.asked.id) if self.hire else ""

    @property
    def _staff(self) -> list[Person]:
        return [one for one in self.everybody if one.email and not self.candidate.is_same_as(one)]


@pages.route("/decisions/<int:decision_id>/hire", methods=["GET", "POST"])
def hire(decision_id: int) -> ResponseReturnValue:
    found, form = found_on(decision_id), HireForm()
    form.offer(found.fit)
    if form.validate_on_submit() and accepted(form, lambda: _enter(found, form)):
        commit("entered a hire", found.decision)
        return to(found)
    return answer(found, form)


@pages.post("/hires/<int:hire_id>/asking")
def asking(hire_id: int) -> ResponseReturnValue:
    found, form = of_hire(hire_id), AskForm()
    form.offer(found.fit)
    standing_ = or_404(found.hire)
    if form.validate_on_submit() and accepted(form, lambda: standing_.ask(form.chosen, found.seen, viewer(), now())):
        commit("named who is asked", standing_, person=form.person.data)
        return to(found)
    return answer(found, form)


@pages.post("/hires/<int:hire_id>/withdrawal")
def withdrawal(hire_id: int) -> ResponseReturnValue:
    found, form = of_hire(hire_id), NoStartForm()
    standing_ = or_404(found.hire)
    if form.validate_on_submit() and accepted(
        form, lambda: standing_.withdraw(form.reason.data or "", viewer(), now())
    ):
        commit("took a hire back", standing_)
        return to(found)
    return answer(found, form)


@pages.route("/hires/<int:hire_id>/outcome", methods=["GET", "POST"])
def outcome(hire_id: int) -> ResponseReturnValue:
    form = OutcomeForm()
    if form.is_submitted():
        outcomes.hold_hire(db.session, hire_id)
        scorecards.hold_readings(db.session, viewer())
    asked = or_404(outcomes.asked_of(db.session, viewer(), hire_id))
    key = person_of(asked.decision.candidate)
    seen = outcomes.seen(db.session, [key])[key]
    if form.validate_on_submit() and accepted(form, lambda: _give(asked, form, seen)):
        commit("gave an outcome", asked, month=form.said.month)
        return redirect(url_for(".outcome", hire_id=asked.id), 303)
    month = asked.due(today()) or (own(asked)[-1].month if own(asked) else None)
    if month and not form.is_submitted():
        form.begin(asked, month, viewer())
    page = render_template(
        "outcomes/give.html",
        hire=asked,
        candidate=asked.decision.candidate,
        form=form,
        month=month,
        due=asked.due(today()),
        own=own(asked),
        why_not=seen.why_not(viewer().id),
        me=viewer(),
    )
    return page, 422 if form.is_submitted() else 200


def found_on(decision_id: int) -> Accepted:
    """For the hiring managers; for whom the person is sealed, it does not exist."""
    if request.method == "POST":
        decisions.hold_decision(db.session, decision_id)
    decision = or_404(decisions.get(db.session, viewer(), decision_id))
    candidate = or_404(candidates.get(db.session, viewer(), decision.candidate_id))
    if scorecards.sealed(db.session, viewer(), [candidate.id]):
        abort(404)
    if not standing(viewer(), candidate.opening).manages:
        abort(403)
    key = person_of(candidate)
    return Accepted(
        decision,
        candidate,
        outcomes.of_candidate(db.session, candidate.id),
        outcomes.seen(db.session, [key])[key],
        people.everybody(db.session),
    )


def of_hire(hire_id: int) -> Accepted:
    outcomes.hold_hire(db.session, hire_id)
    return found_on(or_404(outcomes.decision_of(db.session, hire_id)))


def answer(found: Accepted, form: FlaskForm) -> ResponseReturnValue:
    forms: dict[str, FlaskForm] = {"entry": HireForm, "asking": AskForm, "no_start": NoStartForm}
    shown = {name: form if type(form) is kind else kind(formdata=None) for name, kind in forms.items()}
    for name in ("entry", "asking"):
        shown[name].offer(found.fit)
    page = render_template(
        "outcomes/hire.html",
        found=found,
        hire=found.hire,
        candidate=found.candidate,
        decision=found.decision,
        months=MONTHS,
        today=today(),
        me=viewer(),
        form=form,
        **shown,
    )
    return page, 422 if form.is_submitted() else 200


def to(found: Accepted) -> Response:
    return redirect(url_for(".hire", decision_id=found.decision.id), 303)


def own(asked: Hire) -> list[Outcome]:
    """What the viewer has said, a month each."""
    return [one for one in asked.given if one.by_id == viewer().id]


def today() -> date:
    return now().astimezone(ZoneInfo(viewer().zone)).date()


def _enter(found: Accepted, form: HireForm) -> None:
    later = [one for one in candidates.decisions(db.session, [found.candidate.id]) if one.id > found.decision.id]
    made = accept(found.decision, found.hires, later, form.starts_on, viewer(), now())
    made.ask(form.chosen, found.seen, viewer(), now())
    db.session.add(made)


def _give(asked: Hire, form: OutcomeForm, seen: Seen) -> None:
    asked.give(form.said, seen, viewer(), now(), today(), number(form.corrects.data))
