"""Over all hires whose outcome is known: did the ratings foretell it?"""

from collections import defaultdict
from collections.abc import Sequence

from flask import abort, render_template

from app.db import db
from app.domain.access import readable, sees_outcomes, standing
from app.domain.outcome_figures import SAID_FROM, LevelOutcomes, by_level
from app.domain.scorecard import Scorecard
from app.queries import outcomes, scorecards
from app.reports.scatter import scatter
from app.web.http import note_readings, stop_reading, viewer
from app.web.outcomes.blueprint import pages
from app.web.outcomes.views import today


@pages.get("/outcomes")
def index() -> str:
    if not sees_outcomes(viewer(), outcomes.manages_any(db.session, viewer())):
        abort(404)
    levels = by_level(outcomes.managed(db.session, viewer()), today())
    for level in levels:
        if level.is_enough:
            level.cards = _cards(level)
    note_readings(card for level in levels if level.says for dot in level.dots for card in level.cards_of(dot.hire))
    stop_reading()
    return render_template("outcomes/index.html", levels=levels, said_from=SAID_FROM, scatter=scatter)


def _cards(level: LevelOutcomes) -> dict[int, list[Scorecard]]:
    """Those that the viewer may read, by candidate."""
    candidates = {one.decision.candidate_id: one.opening for one in level.told}
    seats: dict[int, list[Scorecard]] = defaultdict(list)
    for card in _seats(list(candidates)):
        seats[card.interview.candidate_id].append(card)
    return {one: readable(standing(viewer(), opening), seats[one]) for one, opening in candidates.items()}


def _seats(candidate_ids: Sequence[int]) -> Sequence[Scorecard]:
    return scorecards.on_candidates(db.session, candidate_ids)
