"""The one way in which operations get into a card, whether a script or a plain form sends them."""

from collections.abc import Sequence

from app.db import db
from app.domain.errors import Refused
from app.domain.ops import Incoming, Result
from app.domain.scorecard import Scorecard
from app.queries import scorecards
from app.web.http import now, or_404, viewer


def take_in(card_id: int, incoming: Sequence[Incoming]) -> tuple[Scorecard, list[Result]]:
    """Record operations on the viewer's own card, not committed yet. The first one begins the card. Else 404."""
    card = or_404(scorecards.own_for_saving(db.session, viewer(), card_id))
    if incoming and card.begun_at is None and card.is_open:
        _begin(card_id)
    known = scorecards.known(db.session, card_id, [op.id for op in incoming])
    results, rows = card.record(incoming, known, now())
    db.session.add_all(rows)
    db.session.flush()
    return card, results


def _begin(card_id: int) -> None:
    """Words are kept even where there is nothing to begin, such as a round that lost its kit."""
    card = or_404(scorecards.own(db.session, viewer(), card_id))
    try:
        card.begin(now())
    except Refused:
        return
