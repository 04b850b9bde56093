"""The blueprint that the modules of this package register their pages on, its words, and how a record is found."""

from collections.abc import Sequence

from flask import Blueprint

from app.bankfiles.schema import QuestionType, Status
from app.db import db
from app.domain.bank import BankRecord
from app.domain.rubric import LEVEL_NAMES, SCALE
from app.domain.text import canonical
from app.queries import bank
from app.web.http import or_404

DIGITS = 12
TYPE_WORDS = {
    QuestionType.PAST_BEHAVIOUR: "Something they did",
    QuestionType.SITUATIONAL: "A situation",
    QuestionType.AI_DRAFT_REVIEW: "A draft to review",
    QuestionType.WORK_SAMPLE: "A work sample",
    QuestionType.CASE: "A case",
}
STATUS_WORDS = {
    Status.DRAFT: "draft, not tried yet",
    Status.PILOTED: "piloted",
    Status.LIVE: "live",
    Status.RETIRED: "retired",
}
WORDS = {"level": LEVEL_NAMES, "type": TYPE_WORDS, "status": STATUS_WORDS, "scale": SCALE}

pages = Blueprint("bank", __name__)


def versions_of(key: str) -> Sequence[BankRecord]:
    """All versions of a record, newest first; 404 where there is none."""
    return or_404(bank.versions(db.session, canonical(key)) or None)


def chosen(versions: Sequence[BankRecord], prefix: str) -> BankRecord | None:
    """The version whose digest begins like this, or the newest when nothing is asked for."""
    if not prefix:
        return versions[0] if versions else None
    return next((one for one in versions if one.digest[:DIGITS] == prefix), None)
