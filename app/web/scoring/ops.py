"""The address that the script of the card saves to."""

from typing import Any

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from app.db import db
from app.domain import ops as domain
from app.domain.errors import Refused
from app.queries import scorecards
from app.web.http import now
from app.web.scoring import protocol
from app.web.scoring.blueprint import pages
from app.web.scoring.saving import take_in


@pages.post("/api/scorecards/<int:card_id>/ops")
def ops(card_id: int) -> tuple[dict[str, Any], int]:
    """Keep a batch of operations. Committed before the answer; they are their own trail, so no audit row."""
    request.max_content_length = protocol.MOST_BYTES
    try:
        said = protocol.read(request.get_data())
    except Refused as refused:
        return {"error": refused.message}, 400
    except RequestEntityTooLarge:
        return {"error": "The request is larger than a megabyte. Send fewer operations at once."}, 413
    return _kept(card_id, said), 200


def _kept(card_id: int, said: protocol.Said) -> dict[str, Any]:
    card, results = take_in(card_id, said.ops)
    touched = [op.field for op in said.ops]
    heads = domain.heads(scorecards.heads(db.session, card_id, touched))
    received = scorecards.received(db.session, card_id, said.have)
    db.session.commit()
    return protocol.answer(card, results, heads, touched, domain.held(said.have, received, now()), now())
