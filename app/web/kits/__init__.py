"""Kits: the list, the page of one, and the form that makes and changes them."""

from app.web.kits.views import pages

__all__ = ["pages"]
