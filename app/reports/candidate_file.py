"""What a candidate may have of their own interviews, as a PDF."""

from jinja2 import Environment

from app.domain.candidate_file import CandidateFile
from app.domain.proof import Kind
from app.domain.rubric import SCALE
from app.reports.files import file_name
from app.reports.pdf import Paper, render
from app.reports.proof import proof_of


def pdf(file: CandidateFile, env: Environment, paper: Paper = Paper.A4, address: str = "") -> bytes:
    """The file as a tagged PDF. `env`: the application's Jinja environment; `address`: see `Proof`."""
    proof = proof_of(Kind.CANDIDATE, file.profile, address)
    return render(env, "candidate_file.html", paper, file=file, scale=SCALE, proof=proof)


def pdf_name(file: CandidateFile) -> str:
    return file_name("file", file.name, file.opening.title, suffix="pdf")
