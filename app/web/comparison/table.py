"""Two to six candidates side by side: the table, the evidence behind it, the file."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db import db, write_from_now
from app.domain.access import standing
from app.domain.arrangement import Arranged
from app.domain.candidate import Candidate
from app.domain.comparison import FEWEST_CANDIDATES, MOST_CANDIDATES, Comparison
from app.domain.evidence import anchor_of, asked, not_heard
from app.domain.how_sure import HowSure
from app.domain.opening import Opening
from app.domain.proof import Kind
from app.queries import candidates, openings
from app.queries.comparison import compare, compare_surely
from app.reports import comparison as report
from app.web import pdfs
from app.web.comparison.address import Address
from app.web.comparison.blueprint import pages
from app.web.http import commit, note_readings, or_404, public_address, stop_reading, viewer


@pages.get("/openings/<int:opening_id>/comparison")
def show(opening_id: int) -> ResponseReturnValue:
    opening, everybody, chosen = asked_for(opening_id)
    if refusal := _refusal(chosen):
        return _choice(opening, everybody, chosen, refusal)
    address = Address.of(request.args)
    if not address.is_plain:
        return redirect(url_for(".show", opening_id=opening.id, **address.arguments), 303)
    comparison, sure = compared(opening, chosen, everybody, address)
    if comparison.is_closed:
        return render_template("comparison/closed.html", opening=opening)
    note_readings(comparison.cards)
    stop_reading()
    return render_template(
        "comparison/show.html",
        opening=opening,
        comparison=comparison,
        table=Arranged(comparison, address.wish),
        sure=sure,
        who=standing(viewer(), opening),
        address=address,
        here=request.full_path,
        me=viewer(),
    )


@pages.get("/openings/<int:opening_id>/comparison/evidence")
def evidence(opening_id: int) -> ResponseReturnValue:
    """What was heard in one competency, from each."""
    opening, everybody, chosen = asked_for(opening_id)
    codes = [weight.competency_code for weight in opening.weights]
    code = request.args.get("competency", codes[0] if codes else "")
    or_404(code if code in codes else None)
    if refusal := _refusal(chosen):
        return _choice(opening, everybody, chosen, refusal)
    address = Address.of(request.args)
    comparison = _plain(compare(db.session, viewer(), opening, chosen), address)
    if comparison.is_closed:
        return render_template("comparison/closed.html", opening=opening)
    note_readings(comparison.cards)
    stop_reading()
    table = Arranged(comparison, address.everything)
    return render_template(
        "comparison/evidence.html",
        opening=opening,
        comparison=comparison,
        table=table,
        row=next(row for row in table.rows if row.competency.code == code),
        asked=asked,
        not_heard=not_heard,
        anchor_of=anchor_of,
        address=address,
    )


@pages.get("/openings/<int:opening_id>/comparison.pdf")
def pdf(opening_id: int) -> ResponseReturnValue:
    opening, everybody, chosen = asked_for(opening_id)
    if _refusal(chosen):
        return redirect(url_for(".show", opening_id=opening.id, candidate=[one.id for one in chosen]), 303)
    comparison, sure = compared(opening, chosen, everybody, Address.of(request.args))
    if comparison.is_withheld:
        return or_404(None)
    note_readings(comparison.cards)
    write_from_now()
    pdfs.issue(Kind.COMPARISON, comparison)
    commit("exported", opening, form="pdf", candidates=[one.id for one in chosen])
    content = report.pdf(comparison, current_app.jinja_env, pdfs.paper(), sure, public_address())
    return pdfs.sent(content, report.pdf_name(comparison))


def asked_for(opening_id: int) -> tuple[Opening, list[Candidate], list[Candidate]]:
    """The opening, everybody in it whom the viewer sees, and those whom the address names."""
    opening = or_404(openings.weighed(db.session, viewer(), opening_id))
    everybody = list(candidates.of_opening(db.session, viewer(), opening.id))
    return opening, everybody, _chosen(everybody)


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


def _choice(opening: Opening, everybody: list[Candidate], chosen: list[Candidate], refusal: str) -> ResponseReturnValue:
    page = render_template(
        "comparison/choose.html", opening=opening, candidates=everybody, chosen=chosen, refusal=refusal
    )
    return page, 422 if chosen else 200


def compared(
    opening: Opening, chosen: list[Candidate], everybody: list[Candidate], address: Address
) -> tuple[Comparison, HowSure | None]:
    """The comparison, with names or without; and how sure it is, where the opening says so."""
    if not opening.how_sure_since:
        return _plain(compare(db.session, viewer(), opening, chosen), address), None
    sure = compare_surely(db.session, viewer(), opening, chosen, everybody)
    sure = sure.without_names() if address.hides_names else sure
    return sure.comparison, sure


def _plain(comparison: Comparison, address: Address) -> Comparison:
    return comparison.without_names() if address.hides_names else comparison
