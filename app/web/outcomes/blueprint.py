"""The blueprint of this screen family."""

from flask import Blueprint

pages = Blueprint("outcomes", __name__)
