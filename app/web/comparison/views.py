"""Pages on which ratings of several people meet."""

from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, abort, current_app, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from app.db import db, write_from_now
from app.domain.access import Standing, standing
from app.domain.candidate import Candidate
from app.domain.comparison import FEWEST_CANDIDATES, MOST_CANDIDATES, Comparison
from app.domain.decision import Decision, Verdict, sign
from app.domain.how_sure import HowSure
from app.domain.opening import Opening
from app.domain.profile import Entrant
from app.domain.spread import same_answers, spreads, summary
from app.queries import candidates, interviews, openings
from app.queries.comparison import compare, compare_surely
from app.reports import comparison as report
from app.reports import plots
from app.reports.pdf import Paper
from app.reports.text import pieces
from app.web.comparison.forms import DecisionForm
from app.web.fields import accepted
from app.web.http import commit, note_readings, now, or_404, stop_reading, viewer
from app.web.progress import seat_of, seat_words

pages = Blueprint("comparison", __name__)
pages.add_app_template_filter(plots.plot, "plot")
pages.add_app_template_filter(plots.key, "plot_key")
pages.add_app_template_global(plots.bar, "gap_bar")
pages.add_app_template_filter(pieces)


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
    back = redirect(url_for(".candidate", candidate_id=found.id), 303)
    earlier = candidates.decisions(db.session, [found.id])
    if form.is_submitted() and form.repeats(earlier, viewer()):
        return back
    if form.validate_on_submit() and accepted(form, lambda: _sign(entrant, form, earlier)):
        commit("decided", found, verdict=form.verdict.data)
        return back
    page = render_template(
        "comparison/decision.html", candidate=found, entrant=entrant, profile=profile, form=form, me=viewer()
    )
    return page, 422 if form.is_submitted() else 200


@pages.get("/openings/<int:opening_id>/comparison")
def show(opening_id: int) -> str | tuple[str, int]:
    opening = or_404(openings.weighed(db.session, viewer(), opening_id))
    everybody = candidates.of_opening(db.session, viewer(), opening.id)
    chosen = _chosen(everybody)
    if refusal := _refusal(chosen):
        page = render_template(
            "comparison/choose.html", opening=opening, candidates=everybody, chosen=chosen, refusal=refusal
        )
        return page, 422 if chosen else 200
    comparison, sure = _comparison(opening, chosen, everybody)
    if comparison.is_closed:
        return render_template("comparison/closed.html", opening=opening)
    note_readings(comparison.cards)
    stop_reading()
    return render_template(
        "comparison/show.html",
        opening=opening,
        comparison=comparison,
        sure=sure,
        who=standing(viewer(), opening),
        here=request.full_path,
        me=viewer(),
    )


@pages.get("/openings/<int:opening_id>/comparison.pdf")
def pdf(opening_id: int) -> Response:
    opening = or_404(openings.weighed(db.session, viewer(), opening_id))
    everybody = candidates.of_opening(db.session, viewer(), opening.id)
    chosen = _chosen(everybody)
    if _refusal(chosen):
        return redirect(url_for(".show", opening_id=opening.id, candidate=[one.id for one in chosen]), 303)
    comparison, sure = _comparison(opening, chosen, everybody)
    if comparison.is_withheld:
        abort(404)
    note_readings(comparison.cards)
    write_from_now()
    commit("exported", opening, form="pdf", candidates=[one.id for one in chosen])
    content = report.pdf(comparison, current_app.jinja_env, _paper(), sure)
    return send_file(BytesIO(content), "application/pdf", as_attachment=True, download_name=report.pdf_name(comparison))


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


def _chosen(everybody: list[Candidate]) -> list[Candidate]:
    """The candidates that the address names, each once; one that is not among `everybody` is not found."""
    known = {str(one.id): one for one in everybody}
    return [or_404(known.get(asked)) for asked in dict.fromkeys(request.args.getlist("candidate"))]


def _refusal(chosen: list[Candidate]) -> str:
    """Why these cannot be compared, or ""."""
    if not chosen:
        return "Choose two to six candidates."
    if len(chosen) < FEWEST_CANDIDATES:
        return "One candidate alone cannot be compared. Choose at least two."
    if len(chosen) > MOST_CANDIDATES:
        return f"You chose {len(chosen)} candidates. Choose six at most, so that all fit side by side."
    return ""


def _comparison(
    opening: Opening, chosen: list[Candidate], everybody: list[Candidate]
) -> tuple[Comparison, HowSure | None]:
    """The comparison, with names or without; and how sure it is, where the opening says so."""
    hidden = request.args.get("names") == "hidden"
    if not opening.how_sure_since:
        comparison = compare(db.session, viewer(), opening, chosen)
        return (comparison.without_names() if hidden else comparison), None
    sure = compare_surely(db.session, viewer(), opening, chosen, everybody)
    sure = sure.without_names() if hidden else sure
    return sure.comparison, sure


def _paper() -> Paper:
    return Paper.LETTER if request.args.get("paper") == "letter" else Paper.A4
