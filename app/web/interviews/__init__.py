"""Interviews: planning them, what becomes of them, and taking over a seat."""

from app.web.interviews.views import pages

__all__ = ["pages"]
