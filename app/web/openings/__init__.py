"""Openings: the list, the form, the page of one, and who works on it."""

from app.web.openings.views import pages

__all__ = ["pages"]
