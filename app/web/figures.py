"""What the company's own cards tell about its questions. All staff see how they are used; ratings are for fewer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from app.db import db
from app.domain.access import counted_until, sees_verdicts
from app.domain.exposure import LIMITS
from app.domain.questions import QuestionFigure, by_separation
from app.domain.rubric import Competency
from app.queries import bank, figures
from app.web.http import now, viewer

pages = Blueprint("figures", __name__)

BY_SEPARATION = "separates"


@dataclass(frozen=True)
class Group:
    """Rows of one table under a heading."""

    code: str
    heading: str
    rows: Sequence[QuestionFigure]


@pages.get("/bank/figures")
def questions() -> str:
    competencies, until = bank.competencies(db.session), counted_until(now())
    records = bank.newest(db.session)
    items = [item for record in records for item in record.items]
    wear = figures.of_wear(db.session, viewer(), records, until)
    found = figures.of_items(db.session, viewer(), items, until)
    known = [one for one in found if one.is_known]
    sees = sees_verdicts(viewer())
    is_sorted = sees and request.args.get("sort") == BY_SEPARATION
    return render_template(
        "bank/figures.html",
        groups=[Group("all", "All questions", by_separation(known))] if is_sorted else groups(competencies, known),
        is_sorted=is_sorted,
        wear=wear,
        resting=[(record, wear[record.key]) for record in records if wear[record.key].rests_until],
        limits=LIMITS,
        sees=sees,
        unknown=len(found) - len(known),
        names={one.code: one.name for one in competencies},
        until=until,
        zone=viewer().zone,
    )


def groups(competencies: Iterable[Competency], rows: Sequence[QuestionFigure]) -> list[Group]:
    """By competency, in the order of the rubric, and then by key."""
    by_key = sorted(rows, key=lambda row: row.item.key)
    found = (
        Group(one.code, one.name, [row for row in by_key if row.item.competency == one.code]) for one in competencies
    )
    return [group for group in found if group.rows]
