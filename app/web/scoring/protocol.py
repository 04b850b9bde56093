"""The save protocol on the wire: what a request may say, and what it is answered."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.domain.errors import Refused
from app.domain.ops import MOST_OPS, Incoming, Op, Result
from app.domain.scorecard import Scorecard

VERSION = 1
MOST_BYTES = 1_000_000


def incoming(body: bytes) -> list[Incoming]:
    """Read `{protocol: 1, ops: [...]}`; Refused says what is wrong with it."""
    said = _parsed(body)
    if not isinstance(said, dict) or said.get("protocol") != VERSION:
        raise Refused("This page speaks another version of the protocol. Load it anew; what you typed is kept.")
    ops = said.get("ops")
    if not isinstance(ops, list) or len(ops) > MOST_OPS:
        raise Refused(f"A request holds a list of at most {MOST_OPS} operations.")
    return [Incoming.parse(op) for op in ops]


def answer(
    card: Scorecard, results: Sequence[Result], heads: Mapping[str, Sequence[Op]], touched: Sequence[str], at: datetime
) -> dict[str, Any]:
    """`results` in the order of the request, the heads of every field in `touched`, the state of the card, and as
    `cursor` the instant of this answer: everything received before it is on the server."""
    return {
        "results": [_result(result) for result in results],
        "heads": {field: [_head(op) for op in heads.get(field, ())] for field in dict.fromkeys(touched)},
        "state": _state(card),
        "cursor": at.isoformat(),
    }


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("The request is not JSON.") from error


def _result(result: Result) -> dict[str, str]:
    said = {"id": result.id, "status": result.status.value}
    return said | {"reason": result.reason} if result.reason else said


def _head(op: Op) -> dict[str, Any]:
    return {"id": op.id, "value": op.value, "typed_at": op.typed_at, "received_at": op.received_at.isoformat()}


def _state(card: Scorecard) -> str:
    if card.is_submitted:
        return "submitted"
    return "open" if card.is_open else "closed"
