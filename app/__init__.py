"""Palate: structured interviews on product thinking. `create_app` puts the parts together."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

HERE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder `templates` or `question_bank`: inside an installed wheel, or beside `app` in a checkout."""
    installed = HERE / "_shipped" / name
    return installed if installed.is_dir() else HERE.parent / name


def create_app(settings: "Settings | None" = None, overrides: Mapping[str, Any] | None = None) -> Flask:  # noqa: F821
    """Make the application. `overrides` replaces single Flask settings, for tests."""
    from app import db, web
    from app.config import Settings

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
    return app
