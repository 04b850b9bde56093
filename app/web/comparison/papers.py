"""What is printed of candidates, one by one. Whoever may read no card of a candidate gets no file."""

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.db import db, write_from_now
from app.domain.access import standing
from app.domain.candidate_file import CandidateFile
from app.domain.candidate_report import CandidateReport
from app.domain.comparison import MOST_CANDIDATES
from app.domain.packet import open_to, packet
from app.domain.proof import Kind
from app.queries import candidates, debrief, decisions
from app.queries.comparison import compare
from app.reports import candidate as candidate_report
from app.reports import candidate_file
from app.reports import debrief as debrief_report
from app.web import pdfs
from app.web.comparison.address import HIDDEN, Address
from app.web.comparison.blueprint import pages
from app.web.comparison.table import asked_for, compared
from app.web.http import commit, note_readings, or_404, public_address, viewer


@pages.get("/candidates/<int:candidate_id>/candidate.pdf")
def candidate_pdf(candidate_id: int) -> Response:
    report = _report(candidate_id)
    _exported(report, "candidate")
    content = candidate_report.pdf(report, current_app.jinja_env, pdfs.paper(), public_address())
    return pdfs.sent(content, candidate_report.pdf_name(report))


@pages.get("/candidates/<int:candidate_id>/file.pdf")
def file_pdf(candidate_id: int) -> Response:
    """What the candidate may have. A hiring manager hands it over."""
    report = _report(candidate_id)
    if not report.who.manages:
        abort(403)
    _exported(report, "file for the candidate")
    file = CandidateFile(report.profile)
    content = candidate_file.pdf(file, current_app.jinja_env, pdfs.paper(), public_address())
    return pdfs.sent(content, candidate_file.pdf_name(file))


@pages.get("/openings/<int:opening_id>/debrief.pdf")
def debrief_pdf(opening_id: int) -> ResponseReturnValue:
    """What a debrief is held with: of one candidate, or of up to six with their comparison."""
    opening, everybody, chosen = asked_for(opening_id)
    if not 0 < len(chosen) <= MOST_CANDIDATES:
        return redirect(url_for(".show", opening_id=opening.id, candidate=[one.id for one in chosen]), 303)
    whole, sure = compared(opening, chosen, everybody, Address.of(request.args))
    or_404(None if whole.is_withheld else whole)
    ids = open_to(whole)
    signed, talks = decisions.of_candidates(db.session, ids), debrief.of_candidates(db.session, ids)
    made = packet(whole, sure, standing(viewer(), opening), viewer(), signed, talks)
    note_readings(whole.cards)
    write_from_now()
    pdfs.issue(Kind.PACKET, whole)
    commit("exported", opening, form="pdf", report="debrief", candidates=[one.id for one in chosen])
    content = debrief_report.pdf(made, current_app.jinja_env, pdfs.paper(), public_address())
    return pdfs.sent(content, debrief_report.pdf_name(made))


def _report(candidate_id: int) -> CandidateReport:
    """What the viewer may read of the candidate, with the name or without."""
    found = or_404(candidates.get(db.session, viewer(), candidate_id))
    profile = compare(db.session, viewer(), found.opening, [found])
    or_404(None if profile.is_withheld else profile)
    signed = decisions.of_candidates(db.session, [found.id])
    shown = profile.without_names() if request.args.get("names") == HIDDEN else profile
    return CandidateReport(shown, standing(viewer(), found.opening), signed)


def _exported(report: CandidateReport, what: str) -> None:
    note_readings(report.profile.cards)
    write_from_now()
    pdfs.issue(Kind.CANDIDATE, report.profile)
    commit("exported", report.entrant.candidate, form="pdf", report=what)
