"""A submitted card: reading it, taking it back, amending it, and its PDF."""

from app.web.scorecards.views import pages

__all__ = ["pages"]
