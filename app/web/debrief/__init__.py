"""The debrief room of a candidate, and the minutes that it leaves."""

from app.web.debrief.views import pages

__all__ = ["pages"]
