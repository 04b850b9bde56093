"""The web: one package or module a screen family. Each knows the layers below and none of its siblings."""

from flask import Flask

from app.web import (
    auth,
    authoring,
    bank,
    candidates,
    comparison,
    debrief,
    decisions,
    errors,
    figures,
    filters,
    guide,
    home,
    interviews,
    kits,
    method,
    mirror,
    openings,
    outcomes,
    paths,
    people,
    practice,
    scorecards,
    scoring,
    security,
    verification,
)

FAMILIES = (
    home,
    openings,
    candidates,
    interviews,
    scoring,
    scorecards,
    comparison,
    debrief,
    authoring,
    decisions,
    outcomes,
    bank,
    figures,
    kits,
    people,
    mirror,
    practice,
    method,
    guide,
    verification,
)


def init_app(app: Flask) -> None:
    for part in (paths, security, auth, errors, filters):
        part.init_app(app)
    for family in FAMILIES:
        app.register_blueprint(family.pages)
