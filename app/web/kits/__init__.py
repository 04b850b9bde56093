"""Kits: the list, the page of one, the form that makes and changes them, and the proposal of one."""

from app.web.kits import proposals, views  # noqa: F401 - they register their pages
from app.web.kits.blueprint import pages

__all__ = ["pages"]
