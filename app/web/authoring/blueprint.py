"""The blueprint that the modules of this package register their pages on, and what all of them need."""

from flask import Blueprint, abort

from app.db import db
from app.domain.drafting import Draft, may_review, may_write
from app.domain.rubric import LEVEL_NAMES, SCALE
from app.queries import bank, drafts
from app.web.http import or_404, viewer

pages = Blueprint("authoring", __name__)


def only_writers() -> None:
    if not may_write(viewer()):
        abort(403)


def only_reviewers() -> None:
    if not may_review(viewer()):
        abort(403)


def own(draft_id: int) -> Draft:
    """A draft of the viewer, loaded to be changed."""
    drafts.hold_draft(db.session, draft_id)
    return or_404(drafts.own(db.session, viewer(), draft_id))


def words() -> dict[str, object]:
    return {
        "viewer": viewer(),
        "zone": viewer().zone,
        "names": bank.competency_names(db.session),
        "levels": LEVEL_NAMES,
        "scale": SCALE,
        "may_review": may_review(viewer()),
    }
