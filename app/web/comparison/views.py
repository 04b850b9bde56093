"""Pages on which ratings of several people meet: one candidate, and the decision on them."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import Standing, standing
from app.domain.candidate import Candidate
from app.domain.comparison import Comparison
from app.domain.decision import Decision, Verdict, sign
from app.domain.profile import Entrant
from app.domain.spread import same_answers, spreads, summary
from app.queries import candidates, interviews
from app.queries.comparison import compare
from app.web.comparison.blueprint import pages
from app.web.comparison.forms import DecisionForm
from app.web.fields import accepted
from app.web.http import commit, note_readings, now, or_404, stop_reading, viewer
from app.web.progress import seat_of, seat_words


@pages.get("/candidates/<int:candidate_id>")
def candidate(candidate_id: int) -> str:
    found = or_404(candidates.get(db.session, viewer(), candidate_id))
    who, profile = _profile(found)
    planned = interviews.of_candidates(db.session, viewer(), [found.id])
    decided = candidates.decisions(db.session, [found.id]) if _may_decide(who, profile) else []
    note_readings(profile.cards)
    stop_reading()
    apart = spreads(profile)
    return render_template(
        "comparison/candidate.html",
        candidate=found,
        who=who,
        profile=profile,
        spreads=apart,
        apart=summary(apart),
        same=same_answers(profile),
        entrant=profile.entrants[0],
        interviews=planned,
        own_open=[card for one in planned if (card := seat_of(one, viewer().id)) and card.is_open],
        decisions=decided,
        seat_words=seat_words,
        me=viewer(),
        now=now(),
    )


@pages.route("/candidates/<int:candidate_id>/decisions", methods=["GET", "POST"])
def decision(candidate_id: int) -> str | Response | tuple[str, int]:
    found = or_404(candidates.get(db.session, viewer(), candidate_id))
    who, profile = _profile(found)
    if not who.manages:
        abort(403)
    entrant, form = profile.entrants[0], DecisionForm()
    back = redirect(url_for(".candidate", candidate_id=found.id, _anchor="decisions"), 303)
    earlier = candidates.decisions(db.session, [found.id])
    if form.is_submitted() and not entrant.sealed and form.repeats(earlier, viewer()):
        return back
    if form.validate_on_submit() and accepted(form, lambda: _sign(entrant, form, earlier)):
        commit("decided", found, verdict=form.verdict.data)
        return back
    page = render_template(
        "comparison/decision.html", candidate=found, entrant=entrant, profile=profile, form=form, me=viewer()
    )
    return page, 422 if form.is_submitted() else 200


def _profile(found: Candidate) -> tuple[Standing, Comparison]:
    return standing(viewer(), found.opening), compare(db.session, viewer(), found.opening, [found])


def _may_decide(who: Standing, profile: Comparison) -> bool:
    """Decisions tell what the ratings were, so a manager with an own open card does not see them either."""
    return who.manages and not profile.entrants[0].sealed


def _sign(entrant: Entrant, form: DecisionForm, earlier: Sequence[Decision]) -> None:
    form.check(entrant)
    signed = sign(
        entrant.candidate,
        Verdict(form.verdict.data),
        form.reason.data or "",
        form.dissent.data or "",
        cards=(len(entrant.cards), len(entrant.awaited)),
        by=viewer(),
        at=now(),
        further=form.further(entrant.candidate.opening, earlier),
    )
    db.session.add(signed)
