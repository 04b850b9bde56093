"""`palate bank`: the question bank's files."""

from pathlib import Path

import click

from app.cli.common import app_on, data_option, prepare, refusals


@click.group()
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

    app = app_on(data)
    prepare(app)
    with app.app_context():
        counted = refusals(seed.load_bank, db.session, path or shipped("question_bank"))
        db.session.commit()
    click.echo(f"{counted} new versions.")


@bank.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--yes", is_flag=True, help="Take what the plan says. Without it the plan is only shown.")
@data_option
def import_bank(path: Path, yes: bool, data: Path | None) -> None:
    """Bring in the questions and scenarios of PATH: a folder, a ZIP or a YAML file. All of them or nothing."""
    from app import intake

    app = app_on(data)
    prepare(app)
    with app.app_context():
        click.echo(refusals(intake.import_files, path, yes))
