"""A card of the demo as somebody tells it, and as it is typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.demo.desk import Typed

Rated = tuple[int | str, int, tuple[str, ...]]


@dataclass(frozen=True)
class DemoCard:
    """`ratings`: item key to (rating or reason, seconds, lines), a line that begins with "*" being starred. `facts`:
    item key to {fact: "asked" or "given"}; `faults`: item key to {fault: outcome}. Not finished without the rest."""

    ratings: Mapping[str, Rated]
    recommendation: str = ""
    summary: str = ""
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    faults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def typed(card: DemoCard) -> Iterator[Typed]:
    """A told card as fields with their values and the second at which each was typed."""
    last = 0
    for key, (rating, at, lines) in card.ratings.items():
        yield from _notes(key, at, lines)
        yield from _told_facts(key, at, card.facts.get(key, {}))
        yield from ((f"fault/{key}/{fault}", outcome, at - 20) for fault, outcome in card.faults.get(key, {}).items())
        yield f"rating/{key}", {"rating": rating} if isinstance(rating, int) else {"missing": rating}, at
        last = at
    if card.recommendation:
        yield "recommendation", card.recommendation, last + 600
        yield "summary", card.summary, last + 640


def _notes(key: str, at: int, lines: Sequence[str]) -> Iterator[Typed]:
    for n, line in enumerate(lines):
        heard = at - 85 * (len(lines) - n)
        note = {"text": line.lstrip("*"), "item": key, "at": heard, "starred": line.startswith("*")}
        yield f"note/demo-{key.lower().replace('.', '-')}-{n}", note, heard


def _told_facts(key: str, at: int, facts: Mapping[str, str]) -> Iterator[Typed]:
    for n, (fact, state) in enumerate(facts.items()):
        told_at = at - 290 + 45 * n if state == "asked" else at - 15
        yield f"fact/{key}/{fact}", {"state": state, "at": told_at}, told_at
    if facts:
        yield f"stage/{key}", {"at": at - 15}, at - 15
