"""The command `palate`. Each command imports what it needs when it runs, so that `palate --help` is quick."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from flask import Flask

HERE = "http://127.0.0.1:8000"

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="PALATE_DATA",
    help="Folder for the database, the key and files. Default: PALATE_DATA, else ~/.local/share/palate.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Structured interviews on product thinking: live scoring, comparison, PDF scorecards."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", is_flag=True, help="Serve a made-up company, and print a sign-in link for four of its people.")
@data_option
def serve(host: str, port: int, demo: bool, data: Path | None) -> None:
    """Serve the app, with the database brought up to date first."""
    from app import server

    app = _app(data, demo=demo)
    _prepare(app)
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
    app = _app(data, demo=True)
    _prepare(app)
    _fill_demo(app, {name: number for name, number in size.items() if number is not None})
    click.echo("The demo company is there. Start it with: palate serve --demo --data " + str(app.config["PALATE"].data))


@main.command()
@data_option
def init(data: Path | None) -> None:
    """Prepare a data folder: key, database, question bank."""
    app = _app(data)
    _prepare(app)
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

    app = _app(data)
    _prepare(app)
    with app.app_context():
        token = _refusals(seed.invite, email, role)
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

    app = _app(data)
    _prepare(app)
    with app.app_context():
        done = _refusals(importing.import_ratings, file.read_bytes(), file.name, opening, email, level)
    click.echo(done.told)


@main.group()
def bank() -> None:
    """The question bank's files."""


@bank.command()
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check(path: Path | None, as_json: bool) -> None:
    """Check the bank files in PATH (default: the bank that is shipped). Exit code 1 if something must be mended."""
    from app import shipped
    from app.bankfiles import linter, reader

    found = reader.read_bank(path or shipped("question_bank"))
    problems = [*found.problems, *linter.check(found)]
    click.echo(linter.as_json(found, problems) if as_json else linter.report(found, problems))
    if problems:
        raise SystemExit(1)


@bank.command("load")
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@data_option
def load_bank(path: Path | None, data: Path | None) -> None:
    """Take new and changed records from PATH into the database. All of them, or, with one problem, none."""
    from app import seed, shipped
    from app.db import db

    app = _app(data)
    _prepare(app)
    with app.app_context():
        counted = _refusals(seed.load_bank, db.session, path or shipped("question_bank"))
        db.session.commit()
    click.echo(f"{counted} new versions.")


@bank.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--yes", is_flag=True, help="Take what the plan says. Without it the plan is only shown.")
@data_option
def import_bank(path: Path, yes: bool, data: Path | None) -> None:
    """Bring in the questions and scenarios of PATH: a folder, a ZIP or a YAML file. All of them or nothing."""
    from app import intake

    app = _app(data)
    _prepare(app)
    with app.app_context():
        click.echo(_refusals(intake.import_files, path, yes))


@main.group("outcomes")
def outcomes() -> None:
    """How hires work out after 3, 6 and 12 months."""


@outcomes.command("due")
@data_option
def outcomes_due(data: Path | None) -> None:
    """Print which outcomes are due and who is asked. Nothing of ratings."""
    from datetime import UTC, datetime

    from app import asking

    app = _app(data)
    _prepare(app)
    with app.app_context():
        lines = asking.due(datetime.now(UTC).date())
    click.echo("\n".join(lines) or "Nothing is due.")


@main.group()
def pdf() -> None:
    """PDFs, as the person who may see everything of the opening gets them."""


def _pdf_options(command):  # type: ignore[no-untyped-def]
    for option in (
        click.argument("identity", metavar="ID", type=int),
        click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path)),
        click.option("--as", "email", help="The address of the person for whom it is made; default: a hiring manager."),
        data_option,
    ):
        command = option(command)
    return command


@pdf.command()
@_pdf_options
def scorecard(identity: int, output: Path, email: str | None, data: Path | None) -> None:
    """Write the submitted scorecard ID."""
    _write_pdf("scorecard", identity, output, email, data)


@pdf.command()
@_pdf_options
def comparison(identity: int, output: Path, email: str | None, data: Path | None) -> None:
    """Write the comparison of the candidates of opening ID (the first six by name who have a card)."""
    _write_pdf("comparison", identity, output, email, data)


def _write_pdf(kind: str, identity: int, output: Path, email: str | None, data: Path | None) -> None:
    from app import papers

    app = _app(data)
    _prepare(app)
    with app.app_context():
        content = _refusals(getattr(papers, kind), app.jinja_env, identity, email)
    output.write_bytes(content)
    click.echo(f"{output}: {len(content)} bytes")


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

    click.echo(_refusals(command.analyse, file.read(), scale, as_json), nl=as_json)


def _app(data: Path | None, demo: bool = False) -> "Flask":
    from pydantic import ValidationError

    from app import create_app
    from app.config import Settings, Unfit

    chosen = {"data": data.resolve()} if data else {}
    try:
        return create_app(Settings(**chosen, demo=demo))
    except (Unfit, ValidationError, PermissionError) as error:
        raise click.ClickException(str(error)) from error


def _prepare(app: "Flask") -> None:
    """Bring the database up to date and see that the shipped bank is in it."""
    from app import seed

    with app.app_context():
        _refusals(seed.prepare)


def _fill_demo(app: "Flask", size: dict[str, int] | None = None) -> None:
    from app import demo as company

    with app.app_context():
        _refusals(company.ensure_of_size, size) if size else _refusals(company.ensure)


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


def _refusals(verb, *arguments):  # type: ignore[no-untyped-def]
    """Call a verb; what it refuses becomes the sentence of the command."""
    from app.domain.errors import Refused

    try:
        return verb(*arguments)
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
