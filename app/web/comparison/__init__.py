"""One candidate, several side by side, all of an opening, and the decision on one."""

from app.web.comparison import overview, papers, table, views
from app.web.comparison.blueprint import pages

__all__ = ["overview", "pages", "papers", "table", "views"]
