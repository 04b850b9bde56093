"""The blueprint of this screen family, and what its templates draw with."""

from flask import Blueprint

from app.reports import plots
from app.reports.text import pieces

pages = Blueprint("comparison", __name__)
pages.add_app_template_filter(plots.plot, "plot")
pages.add_app_template_filter(plots.key, "plot_key")
pages.add_app_template_global(plots.bar, "gap_bar")
pages.add_app_template_global(plots.small, "small_plot")
pages.add_app_template_filter(pieces)
