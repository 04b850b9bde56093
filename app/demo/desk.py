"""Typing a card and locking it, with the product's own verbs."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from app.domain.content import read
from app.domain.ops import Incoming, Op, Quarantined, heads, mark
from app.domain.scorecard import Scorecard

Typed = tuple[str, Any, int]  # field, value, seconds since the clock was started


def type_in(card: Scorecard, typed: Iterable[Typed]) -> list[Op | Quarantined]:
    """Begin the card at the start of its interview and type on it, no field twice; the rows to insert."""
    started = card.interview.starts_at
    card.begin(started)
    clock = ("clock", {"started_at": started.isoformat()}, 0)
    return [row for n, told in enumerate([clock, *typed], 1) for row in _typed(card, n, told, started)]


def _typed(card: Scorecard, n: int, told: Typed, started: datetime) -> list[Op | Quarantined]:
    field, value, seconds = told
    at = started + timedelta(seconds=seconds)
    op = Incoming(f"demo-{card.id:06}.{n}", field, (), value, at.isoformat())
    return card.record([op], {}, at)[1]


def lock(card: Scorecard, rows: Iterable[Op | Quarantined], names: Mapping[str, str], at: datetime) -> None:
    """Submit the card as these rows leave it. `names`: competency code to name."""
    fields = heads(row for row in rows if isinstance(row, Op))
    kit = card.interview.kit
    assert kit is not None  # noqa: S101 - begun, so it has one
    card.submit(read(kit, fields), mark(fields), mark(fields), names, card.author, at)
