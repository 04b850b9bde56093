"""What the commands share: the data folder, the app on it, and refusals as sentences."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="PALATE_DATA",
    help="Folder for the database, the key and files. Default: PALATE_DATA, else ~/.local/share/palate.",
)


def app_on(data: Path | None, demo: bool = False) -> "Flask":
    from pydantic import ValidationError

    from app import create_app
    from app.config import Settings, Unfit

    chosen = {"data": data.resolve()} if data else {}
    try:
        return create_app(Settings(**chosen, demo=demo))
    except (Unfit, ValidationError, PermissionError) as error:
        raise click.ClickException(str(error)) from error


def prepare(app: "Flask") -> None:
    """Bring the database up to date and see that the shipped bank is in it."""
    from app import seed

    with app.app_context():
        refusals(seed.prepare)


def refusals(verb, *arguments):  # type: ignore[no-untyped-def]
    """Call a verb; what it refuses becomes the sentence of the command."""
    from app.domain.errors import Refused

    try:
        return verb(*arguments)
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
