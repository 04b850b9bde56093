"""Palate: structured interviews on product thinking. `create_app` puts the parts together.

Flask is imported by `create_app`: the arithmetic and the bank's files are used without it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings

HERE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder `templates` or `question_bank`: inside an installed wheel, or beside `app` in a checkout."""
    installed = HERE / "_shipped" / name
    return installed if installed.is_dir() else HERE.parent / name


def create_app(settings: "Settings | None" = None, overrides: Mapping[str, Any] | None = None) -> "Flask":
    """Make the application. `overrides` replaces single Flask settings, for tests."""
    from flask import Flask

    from app import db, web
    from app.config import Settings
    from app.reports.shelf import Shelf

    settings = settings or Settings()
    app = Flask(
        __name__,
        template_folder=str(shipped("templates")),
        static_folder=str(HERE / "static"),
    )
    app.config.from_mapping(
        SECRET_KEY=(overrides or {}).get("SECRET_KEY") or settings.secret_key,
        SQLALCHEMY_ENGINES={"default": settings.engine_url},
        PALATE=settings,
    )
    app.config.update(overrides or {})
    db.init_app(app)
    web.init_app(app)
    app.jinja_env.extend(shelf=Shelf(settings.data / "papers"))
    return app
