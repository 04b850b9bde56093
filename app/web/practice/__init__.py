"""The calibration room: rate canned answers blind, then see the key."""

from app.web.practice import comments, views
from app.web.practice.blueprint import pages

__all__ = ["comments", "pages", "views"]
