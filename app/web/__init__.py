"""The web: one package or module a screen family. Each knows the layers below and none of its siblings."""

from flask import Flask


def init_app(app: Flask) -> None:
    from app.web import (
        auth,
        bank,
        candidates,
        comparison,
        errors,
        filters,
        home,
        interviews,
        kits,
        openings,
        people,
        scorecards,
        scoring,
        security,
    )

    security.init_app(app)
    auth.init_app(app)
    errors.init_app(app)
    filters.init_app(app)
    for module in (
        home,
        openings,
        candidates,
        interviews,
        scoring,
        scorecards,
        comparison,
        bank,
        kits,
        people,
    ):
        app.register_blueprint(module.pages)
