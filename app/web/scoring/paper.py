"""A card that was filled in on paper: when the interview was held, before it is typed in."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.db import db
from app.domain.scorecard import Scorecard
from app.queries import scorecards
from app.web.clocks import Clock, Day, instant
from app.web.fields import accepted
from app.web.http import commit, now, or_404, viewer
from app.web.scoring.blueprint import pages


class PaperForm(FlaskForm):
    day = Day("Day")
    clock = Clock("Time", format=["%H:%M", "%H:%M:%S"])


@pages.route("/scorecards/<int:card_id>/paper", methods=["GET", "POST"])
def paper(card_id: int) -> ResponseReturnValue:
    if request.method == "POST":
        scorecards.hold_own(db.session, viewer(), card_id)  # first, so that two clicks queue
    own = or_404(scorecards.own(db.session, viewer(), card_id))
    local = own.interview.local_start
    form = PaperForm(data={"day": local.date(), "clock": local.time()})
    if form.validate_on_submit() and accepted(form, lambda: _enter(own, form)):
        commit("entered a card from paper", own, held=own.on_paper_at and own.on_paper_at.isoformat())
        return redirect(url_for(".card", card_id=own.id), 303)
    return render_template("scoring/paper.html", form=form, card=own), 422 if form.errors else 200


def _enter(own: Scorecard, form: PaperForm) -> None:
    own.enter_from_paper(instant(form.day.data, form.clock.data, own.interview.zone), now())
