"""What a debrief is held with, as a PDF: agenda, minutes and report of each candidate, the comparison of several."""

from jinja2 import Environment

from app.domain.agenda import ITEM_MINUTES
from app.domain.packet import Packet
from app.domain.proof import Kind
from app.reports.candidate import READING
from app.reports.files import file_name
from app.reports.pdf import Paper, render
from app.reports.proof import proof_of


def pdf(packet: Packet, env: Environment, paper: Paper = Paper.A4, address: str = "") -> bytes:
    """The packet as a tagged PDF. `env`: the application's Jinja environment; `address`: see `Proof`."""
    proof = proof_of(Kind.PACKET, packet.whole, address)
    return render(env, "debrief.html", paper, packet=packet, proof=proof, item_minutes=ITEM_MINUTES, **READING)


def pdf_name(packet: Packet) -> str:
    return file_name("debrief", packet.whole.opening.title, *packet.names, suffix="pdf")
