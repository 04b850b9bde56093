"""The command `palate`. Each command imports what it needs when it runs, so that `palate --help` is quick."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from app.cli.bank_files import bank
from app.cli.common import app_on, data_option, prepare, refusals
from app.cli.hires import outcomes
from app.cli.papers import pdf, verify

if TYPE_CHECKING:
    from flask import Flask

HERE = "http://127.0.0.1:8000"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Structured interviews on product thinking: live scoring, comparison, PDF scorecards."""


for command in (bank, outcomes, pdf, verify):
    main.add_command(command)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", is_flag=True, help="Serve a made-up company, and print a sign-in link for four of its people.")
@data_option
def serve(host: str, port: int, demo: bool, data: Path | None) -> None:
    """Serve the app, with the database brought up to date first."""
    from app import server

    app = app_on(data, demo=demo)
    prepare(app)
    url = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104 - compared, not bound
    _say_how_to_enter(app, url, demo)
    click.echo(f"Serving at {url}. Stop with Ctrl+C.")
    server.run(app, host, port)


@main.command()
@click.option(
    "--candidates", type=int, help="How many candidates, up to 40 an opening; 10,000 take minutes.  [default: 40]"
)
@click.option("--interviewers", type=int, help="How many people interview them.  [default: 5]")
@click.option("--rounds", type=int, help="How many interviews for each candidate.  [default: 2]")
@click.option("--seed", type=int, help="Another number makes another company of that size.  [default: 1]")
@data_option
def demo(data: Path | None, **size: int | None) -> None:
    """Make the made-up company in an empty data folder. With a number, one of that size, filled by a fixed draw."""
    app = app_on(data, demo=True)
    prepare(app)
    _fill_demo(app, {name: number for name, number in size.items() if number is not None})
    click.echo("The demo company is there. Start it with: palate serve --demo --data " + str(app.config["PALATE"].data))


@main.command()
@data_option
def init(data: Path | None) -> None:
    """Prepare a data folder: key, database, question bank."""
    app = app_on(data)
    prepare(app)
    folder = app.config["PALATE"].data
    click.echo(
        f"Ready in {folder}.\nLet the first admin in with: palate invite NAME@COMPANY --role admin --data {folder}"
    )


@main.command()
@click.argument("email")
@click.option(
    "--role", required=True, type=click.Choice(["admin", "manager", "coordinator", "interviewer", "author", "auditor"])
)
@click.option("--url", default=HERE, show_default=True, help="Where the app is reached, for the link.")
@data_option
def invite(email: str, role: str, url: str, data: Path | None) -> None:
    """Print a link with which EMAIL joins, or sets a new password. It works once, for 72 hours."""
    from app import seed

    app = app_on(data)
    prepare(app)
    with app.app_context():
        token = refusals(seed.invite, email, role)
    click.echo(f"{url.rstrip('/')}/links/{token}")


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--opening", required=True, help="Title of the opening that gets the cards; made if there is none.")
@click.option("--as", "email", help="The hiring manager's address. Default: the opening's, or the only one there is.")
@click.option("--level", default="senior", show_default=True, help="Level of an opening that is made.")
@data_option
def import_(file: Path, opening: str, email: str | None, level: str, data: Path | None) -> None:
    """Make submitted cards, marked as imported, of a table: candidate,interviewer,item,rating. All of it or nothing."""
    from app import importing

    app = app_on(data)
    prepare(app)
    with app.app_context():
        done = refusals(importing.import_ratings, file.read_bytes(), file.name, opening, email, level)
    click.echo(done.told)


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--scale", default="1-5", show_default=True, help="The lowest and the highest rating.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def analyse(file: BinaryIO, scale: str, as_json: bool) -> None:
    """Say what the ratings in FILE tell, and how surely.

    FILE is a sheet (CSV, UTF-8) with the columns candidate, interviewer, item and rating; a rating that is missing is
    an empty cell. No database is used. FILE can be - for standard input.
    """
    from app.analysis import command

    click.echo(refusals(command.analyse, file.read(), scale, as_json), nl=as_json)


def _fill_demo(app: "Flask", size: dict[str, int] | None = None) -> None:
    from app import demo as company

    with app.app_context():
        refusals(company.ensure_of_size, size) if size else refusals(company.ensure)


def _say_how_to_enter(app: "Flask", url: str, demo: bool) -> None:
    from app import demo as company
    from app import seed

    if not demo:
        with app.app_context():
            if seed.nobody_is_here():
                click.echo("No account yet. In another terminal: palate invite NAME@COMPANY --role admin")
        return
    _fill_demo(app)
    click.echo("Come in as one of them; each link works once, for 72 hours:")
    with app.app_context():
        for role, name, token in company.links():
            click.echo(f"{role:<20} {name:<12} {url}/links/{token}")
