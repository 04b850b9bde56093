"""The interviewer's screen: one card, typed in during the interview, reviewed, and locked."""

from app.web.scoring import notes, ops, paper, views, worker  # noqa: F401 - they register their pages
from app.web.scoring.blueprint import pages

__all__ = ["pages"]
