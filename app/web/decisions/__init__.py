"""One decision as it was signed: for those who may read it, with the dissent of those who met the candidate."""

from app.web.decisions.views import pages

__all__ = ["pages"]
