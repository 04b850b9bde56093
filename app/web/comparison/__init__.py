"""One candidate, several side by side, and the decision on one."""

from app.web.comparison.views import pages

__all__ = ["pages"]
