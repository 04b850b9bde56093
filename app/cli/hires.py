"""`palate outcomes`: how hires work out after 3, 6 and 12 months."""

from datetime import UTC, datetime
from pathlib import Path

import click

from app.cli.common import app_on, data_option, prepare


@click.group()
def outcomes() -> None:
    """How hires work out after 3, 6 and 12 months."""


@outcomes.command()
@data_option
def due(data: Path | None) -> None:
    """Print which outcomes are due and who is asked. Nothing of ratings."""
    from app import asking

    app = app_on(data)
    prepare(app)
    with app.app_context():
        lines = asking.due(datetime.now(UTC).date())
    click.echo("\n".join(lines) or "Nothing is due.")
