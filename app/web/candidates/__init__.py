"""Candidates: entering them one by one or from a sheet, and their withdrawal."""

from app.web.candidates.views import pages

__all__ = ["pages"]
