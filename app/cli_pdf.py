"""The commands `palate pdf ...`: which papers there are, and what can be said of each on the console."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import click


class Paper(NamedTuple):
    """`told`: the help. `named`: candidates' names can be hidden. `several`: of one ID or more."""

    told: str
    named: bool = True
    several: bool = False


PAPERS = {
    "scorecard": Paper("Write the submitted scorecard ID.", named=False),
    "comparison": Paper(
        "Write the comparison of the candidates of opening ID (the first six by name who have a card)."
    ),
    "candidate": Paper("Write all cards of candidate ID in one report."),
    "file": Paper("Write what candidate ID may have: ratings and evidence, without a name of an interviewer."),
    "debrief": Paper("Write agenda, minutes and report of each candidate ID, and the comparison.", several=True),
    "kit": Paper("Write kit ID, blank, to be filled in by hand.", named=False),
}


def group(data_option: Callable[..., Any], write: Callable[..., None]) -> click.Group:
    """A command for each paper. `write`: takes the name of the paper, then the options by name."""
    made = click.Group("pdf", help="PDFs, as the person who may see everything of the opening gets them.")
    for name, paper in PAPERS.items():
        made.add_command(_command(name, paper, data_option, write))
    return made


def _command(name: str, paper: Paper, data_option: Callable[..., Any], write: Callable[..., None]) -> click.Command:
    def run(**asked: Any) -> None:
        write(name, **asked)

    for option in (*_options(paper), data_option):
        option(run)
    return click.command(name, help=paper.told)(run)


def _options(paper: Paper) -> list[Callable[..., Any]]:
    ids: dict[str, Any] = {"metavar": "ID...", "nargs": -1, "required": True} if paper.several else {"metavar": "ID"}
    hide = click.option("--hide-names", "hides_names", is_flag=True, help="Call candidates A, B and so on.")
    return [
        click.argument("identity", type=int, **ids),
        click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path)),
        click.option("--as", "email", help="The address of the person for whom it is made; default: a hiring manager."),
        click.option("--paper", default="A4", show_default=True, type=click.Choice(["A4", "letter"])),
        *([hide] if paper.named else []),
    ]
