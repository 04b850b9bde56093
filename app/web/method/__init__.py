"""How the figures are made, in words that need no statistics."""

from app.web.method.views import pages

__all__ = ["pages"]
