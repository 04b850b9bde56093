"""The outcome of a hire: entered by the hiring manager, told by who is asked, and looked at over many."""

from app.web.outcomes import over, views
from app.web.outcomes.blueprint import pages

__all__ = ["over", "pages", "views"]
