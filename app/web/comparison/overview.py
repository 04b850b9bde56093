"""All candidates of an opening in one list, with what may be read of each; from here two to six are compared."""

from dataclasses import dataclass
from math import ceil

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.domain.access import standing
from app.domain.overview import BY_STATE, Line, Look, Overview, State
from app.queries import candidates, openings
from app.queries.overview import overview as load
from app.web.comparison.blueprint import pages
from app.web.fields import number
from app.web.http import note_readings, now, or_404, stop_reading, viewer

A_PAGE = 50
ALL = "all"
BY_NAME = "name"


@pages.get("/openings/<int:opening_id>/overview")
def overview(opening_id: int) -> ResponseReturnValue:
    opening = or_404(openings.weighed(db.session, viewer(), opening_id))
    everybody = candidates.of_opening(db.session, viewer(), opening.id)
    found = load(db.session, viewer(), opening, everybody, now())
    look = _look()
    lines = found.chosen(look)
    part = Part.of(lines, request.args.get("page", ""))
    note_readings(seat for line in _told(found, look, part) for seat in line.read)
    stop_reading()
    return render_template(
        "comparison/overview.html",
        opening=opening,
        overview=found,
        look=look,
        refusal=_refusal(found),
        part=part,
        chosen=_chosen(found),
        who=standing(viewer(), opening),
    )


@dataclass(frozen=True)
class Part:
    """The lines of one page. `number`: from 1 on; 0 for all on one page."""

    lines: list[Line]
    number: int
    pages: int
    first: int
    all: int

    @classmethod
    def of(cls, lines: list[Line], asked: str) -> "Part":
        """A page that there is not is the nearest that there is."""
        pages_ = max(1, ceil(len(lines) / A_PAGE))
        if asked == ALL:
            return cls(lines, 0, pages_, 1, len(lines))
        here = min(max(number(asked) or 1, 1), pages_)
        first = A_PAGE * (here - 1)
        return cls(lines[first : first + A_PAGE], here, pages_, first + 1, len(lines))

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1


def _look() -> Look:
    state, by = request.args.get("state"), request.args.get("by", "")
    known = next((one for one in State if one == state), None)
    return Look("" if by == BY_NAME else by, known, request.args.get("q", ""))


def _refusal(found: Overview) -> str:
    """Why the list is not sorted or not cut down as it was asked for, or ""."""
    by, state = request.args.get("by", ""), request.args.get("state", "")
    if not found.sorts_by("" if by == BY_NAME else by):
        return "The list is sorted by name, by how far candidates are, or by one competency of this opening."
    if state and state not in list(State):
        return "There is no such state, so all are shown."
    return ""


def _told(found: Overview, look: Look, part: Part) -> list[Line]:
    """Whose ratings this page tells: those on it; and everybody's, where their means make the order."""
    return found.chosen(look) if look.by not in ("", BY_STATE) else part.lines


def _chosen(found: Overview) -> set[int]:
    """Ids of the candidates who are ticked."""
    known = {line.candidate.id for line in found.lines}
    return {one for one in map(number, request.args.getlist("candidate")) if one in known}
