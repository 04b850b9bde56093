"""The blueprint that the modules of this package register their pages on."""

from flask import Blueprint

pages = Blueprint("scoring", __name__)
