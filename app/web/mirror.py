"""How somebody rates, for that person and for the admins. For everybody else there is no such page."""

from flask import Blueprint, abort, render_template

from app.db import db
from app.domain.access import counted_until, sees_mirror_of
from app.domain.mirror import FEWEST_COLLEAGUES, Mirror
from app.domain.people import Person
from app.domain.ratings import MIRROR_FROM
from app.queries import figures, people
from app.reports.columns import columns
from app.web.http import now, or_404, viewer

pages = Blueprint("mirror", __name__)
pages.add_app_template_filter(columns)


@pages.get("/mirror")
def own() -> str:
    return _page(viewer())


@pages.get("/people/<int:person_id>/mirror")
def of_person(person_id: int) -> str:
    if not sees_mirror_of(viewer(), person_id):
        abort(404)
    return _page(or_404(people.by_id(db.session, person_id)))


def _page(person: Person) -> str:
    until = counted_until(now())
    return render_template(
        "mirror/show.html",
        mirror=Mirror(
            person,
            figures.cards_of(db.session, viewer(), person, until),
            figures.cards_around(db.session, viewer(), person, until),
        ),
        is_own=person.id == viewer().id,
        fewest=(MIRROR_FROM, FEWEST_COLLEAGUES),
        until=until,
        zone=viewer().zone,
    )
