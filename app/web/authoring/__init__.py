"""Writing for the bank in the browser: drafts, lint while typing, preview, proposal, review."""

from app.web.authoring import drafts, editing, files, preview, proposing, reviewing  # noqa: F401 - they register their pages
from app.web.authoring.blueprint import pages

__all__ = ["pages"]
