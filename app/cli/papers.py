"""`palate pdf` writes papers, `palate verify` looks one up."""

from pathlib import Path
from typing import Any, BinaryIO

import click

from app.cli.common import app_on, data_option, prepare, refusals


@click.group()
def pdf() -> None:
    """PDFs, as the person who may see everything of the opening gets them."""


def _paper(several: bool = False, named: bool = True):  # type: ignore[no-untyped-def]
    """A command that writes the paper of its name. `several`: of one ID or more; `named`: its names can be hidden."""
    hide = click.option("--hide-names", "hides_names", is_flag=True, help="Call candidates A, B and so on.")
    ids = {"metavar": "ID...", "nargs": -1, "required": True} if several else {"metavar": "ID"}
    options = (
        click.argument("identity", type=int, **ids),
        click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path)),
        click.option("--as", "email", help="The address of the person for whom it is made; default: a hiring manager."),
        click.option("--paper", default="A4", show_default=True, type=click.Choice(["A4", "letter"])),
        *([hide] if named else []),
        data_option,
    )

    def command(described):  # type: ignore[no-untyped-def]
        def write(**asked: Any) -> None:
            _write_pdf(described.__name__, **asked)

        for option in options:
            option(write)
        return pdf.command(described.__name__, help=described.__doc__)(write)

    return command


@_paper(named=False)
def scorecard() -> None:
    """Write the submitted scorecard ID."""


@_paper()
def comparison() -> None:
    """Write the comparison of the candidates of opening ID (the first six by name who have a card)."""


@_paper()
def candidate() -> None:
    """Write all cards of candidate ID in one report."""


@_paper()
def file() -> None:
    """Write what candidate ID may have: their ratings and the evidence, without a name of an interviewer."""


@_paper(several=True)
def debrief() -> None:
    """Write agenda, minutes and report of each candidate ID of one opening, and the comparison of several."""


@_paper(named=False)
def kit() -> None:
    """Write kit ID, blank, to be filled in by hand."""


def _write_pdf(kind: str, identity: int, output: Path, data: Path | None, paper: str, **wish: Any) -> None:
    """`identity` is a tuple where several may be named."""
    from app import papers

    app = app_on(data)
    prepare(app)
    with app.app_context():
        wanted = papers.Wish(paper=papers.Paper(paper), address=app.config["PALATE"].url, **wish)
        content = refusals(getattr(papers, kind), app.jinja_env, identity, wanted)
    output.write_bytes(content)
    click.echo(f"{output}: {len(content)} bytes")


@click.command()
@click.argument("file", type=click.File("rb"))
@data_option
def verify(file: BinaryIO, data: Path | None) -> None:
    """Say whether FILE, a PDF from here, shows cards as they are on record. Exit code 1 if it does not."""
    from app import papers
    from app.domain.proof import Answer

    app = app_on(data)
    prepare(app)
    with app.app_context():
        answer = refusals(papers.verify, file.read())
    click.echo(f"{answer}: {answer.words}. {answer.sentence}")
    if answer is not Answer.MATCHES:
        raise SystemExit(1)
