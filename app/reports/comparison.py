"""Two to six candidates side by side, as a PDF."""

from jinja2 import Environment

from app.domain.comparison import Comparison
from app.domain.how_sure import HowSure
from app.domain.proof import Kind
from app.reports.files import file_name
from app.reports.pdf import Paper, render
from app.reports.proof import proof_of


def pdf(
    comparison: Comparison,
    env: Environment,
    paper: Paper = Paper.A4,
    sure: HowSure | None = None,
    address: str = "",
) -> bytes:
    """The comparison as a tagged PDF, with how sure it is where that is given. `env`: the app's Jinja environment;
    `address`: see `Proof`."""
    proof = proof_of(Kind.COMPARISON, comparison, address)
    return render(env, "comparison.html", paper, comparison=comparison, sure=sure, proof=proof)


def pdf_name(comparison: Comparison) -> str:
    names = [entrant.name for entrant in comparison.entrants]
    return file_name("comparison", comparison.opening.title, *names, suffix="pdf")
