"""Today: what each person has to do now."""

from app.web.home.views import pages

__all__ = ["pages"]
