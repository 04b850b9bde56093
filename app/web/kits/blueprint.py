"""The blueprint that the modules of this package register their pages on, and what all of them need."""

from flask import Blueprint, abort

from app.db import db
from app.domain.rubric import LEVEL_NAMES
from app.queries import bank
from app.web.http import viewer
from app.web.kits.forms import KIND_WORDS

pages = Blueprint("kits", __name__)


def only_makers() -> None:
    if not viewer().may_open:
        abort(403)


def words() -> dict[str, object]:
    return {
        "viewer": viewer(),
        "names": bank.competency_names(db.session),
        "levels": LEVEL_NAMES,
        "kinds": KIND_WORDS,
    }
