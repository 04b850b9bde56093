"""The blueprint, in a module of its own, so that the modules of this family can all add to it."""

from flask import Blueprint

from app.reports.dots import dots

pages = Blueprint("practice", __name__)
pages.add_app_template_filter(dots)
