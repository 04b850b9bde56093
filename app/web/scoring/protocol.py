"""The save protocol on the wire: what a request may say, and what it is answered.

    POST /api/scorecards/<id>/ops   {protocol: 1, ops: [{id, field, parents, value, typed_at}], have: [id]}
    200   {results: [{id, status, reason?}], heads: {field: [{id, value, typed_at, received_at}]},
           missing: [id], safe: [id], state, cursor}

What a client must do so that nothing is lost (`tests/protocol/replicas.py` is one, and is held to it):

- Every load of the page is a new replica: an id is used for one content only.
- An operation is on the disk of the device before it is sent, and marked as sent there before it leaves. Once sent
  it never changes; a retry sends the same. One that was never sent may be replaced by a later one of its field that
  takes over its parents, if it is all that the page shows of the field; look and replace in one transaction.
- `parents` are the operations whose values were on this page when the author typed, and no others.
- Whatever stands in `results` is acknowledged: it is not sent any more, and it is held on to.
- Any other answer than 200 settles nothing. 401: sign in again, in another window; 403 `csrf`: take a new token;
  404: another account is signed in; 409, 429, 500 and no answer at all: try again later; 400, 413: send fewer at once,
  and when it is one alone, keep it, say so and go on with the others.
- `have` names acknowledged operations that the device still holds, at most 500 in a request; those that were asked
  about longest ago first, in turns. Ask when a page is loaded, after requests have failed, and every few minutes;
  `ops` may be empty then.
- `missing`: the server was restored from a backup and lacks these. They wait to be sent again, unchanged.
  `safe`: delete these, if they are acknowledged still. Only the server's clock decides.

A server that is restored from its newest backup, not older than a day, is fed again by the devices in this way. A
client without `have` gets two empty lists, and may delete what is acknowledged: then it cannot feed a restored server.
Ids, and not a number that grows with every restore: whoever copies a file back tells nobody, and ids need no state on
either side. 500 of them are 30 kB at most.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.errors import Refused
from app.domain.ops import MOST_OPS, Held, Incoming, Op, Result, ids_of
from app.domain.scorecard import Scorecard

VERSION = 1
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Said:
    """A request: operations to keep, and ids of acknowledged ones that the device still holds."""

    ops: list[Incoming]
    have: list[str]


def read(body: bytes) -> Said:
    """Read `{protocol: 1, ops: [...], have: [...]}`; `have` may be left out. Refused says what is wrong with it."""
    said = _parsed(body)
    if not isinstance(said, dict) or said.get("protocol") != VERSION:
        raise Refused("This page speaks another version of the protocol. Load it anew; what you typed is kept.")
    ops = said.get("ops")
    if not isinstance(ops, list) or len(ops) > MOST_OPS:
        raise Refused(f"A request holds a list of at most {MOST_OPS} operations.")
    return Said([Incoming.parse(op) for op in ops], ids_of(said.get("have", [])))


def answer(
    card: Scorecard,
    results: Sequence[Result],
    heads: Mapping[str, Sequence[Op]],
    touched: Sequence[str],
    held: Held,
    at: datetime,
) -> dict[str, Any]:
    """`results` in the order of the request, the heads of every field in `touched`, what became of what the device
    still holds, the state of the card, and as `cursor` the instant of this answer by the server's clock."""
    return {
        "results": [_result(result) for result in results],
        "heads": {field: [_head(op) for op in heads.get(field, ())] for field in dict.fromkeys(touched)},
        "missing": held.missing,
        "safe": held.safe,
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
