"""A kit to write on by hand, as a PDF."""

from collections.abc import Mapping

from jinja2 import Environment

from app.domain.kit import KIND_WORDS, Kit
from app.domain.rubric import LEVEL_NAMES, SCALE
from app.reports.files import file_name
from app.reports.pdf import Paper, render


def pdf(kit: Kit, names: Mapping[str, str], env: Environment, paper: Paper = Paper.A4) -> bytes:
    """The blank kit as a tagged PDF. `names`: competency code to name; `env`: the application's Jinja environment."""
    return render(env, "kit.html", paper, kit=kit, names=names, scale=SCALE, levels=LEVEL_NAMES, kinds=KIND_WORDS)


def pdf_name(kit: Kit) -> str:
    return file_name("kit", kit.title, suffix="pdf")
