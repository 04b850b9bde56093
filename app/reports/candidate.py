"""One candidate over all cards, as a PDF."""

from jinja2 import Environment

from app.domain.candidate_report import CandidateReport
from app.domain.evidence import anchor_of, are_abreast, asked, not_heard
from app.domain.proof import Kind
from app.reports.files import file_name
from app.reports.pdf import Paper, render
from app.reports.proof import proof_of

# What the template takes evidence apart with.
READING = {"asked": asked, "not_heard": not_heard, "anchor_of": anchor_of, "are_abreast": are_abreast}


def pdf(report: CandidateReport, env: Environment, paper: Paper = Paper.A4, address: str = "") -> bytes:
    """The report as a tagged PDF. `env`: the application's Jinja environment; `address`: see `Proof`."""
    proof = proof_of(Kind.CANDIDATE, report.profile, address)
    return render(env, "candidate.html", paper, report=report, proof=proof, **READING)


def pdf_name(report: CandidateReport) -> str:
    return file_name("candidate", report.opening.title, report.name, suffix="pdf")
