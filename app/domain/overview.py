"""All candidates of an opening in one list: who is how far, and how each competency was rated. Pure.

By name, by how far they are, or by one competency; no rank is counted, nothing is cut off. Of whom the reader still
has a card to finish, nothing is said but that: no figure, no count, no place in an order by figures.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from app.domain.access import Standing, is_blind, readable
from app.domain.candidate import Candidate
from app.domain.decision import Verdict
from app.domain.opening import Opening
from app.domain.rubric import MISSING_WORDS, Competency, Missing
from app.measure import headline

One = TypeVar("One")
BY_STATE = "state"


class State(enum.StrEnum):
    """How far a candidate is, for this reader; in the order in which somebody has to do something."""

    OWN_CARD = "own_card"
    LATE = "late"
    WAITING = "waiting"
    IN = "in"
    DECIDED = "decided"
    NO_PANEL = "no_panel"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        return STATE_WORDS[self]


STATE_WORDS = {
    State.OWN_CARD: "Your card is open",
    State.LATE: "A card is late",
    State.WAITING: "Cards to come",
    State.IN: "All cards in",
    State.DECIDED: "Decided",
    State.NO_PANEL: "No panel yet",
    State.WITHDRAWN: "Withdrawn",
}
ORDER = list(State)


@dataclass(frozen=True)
class Seat:
    """One seat on a candidate: whose, in which state, and, by competency, what its locked card counts for."""

    id: int
    author_id: int
    candidate_id: int
    is_shadow: bool
    is_submitted: bool
    is_open: bool
    due_at: datetime
    lock: str = ""
    kit_id: int | None = None


@dataclass(frozen=True)
class Told:
    """What one card says, by the code of a competency: its ratings, and in words why others are missing."""

    ratings: Mapping[str, tuple[int, ...]]
    reasons: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Figure:
    """The ratings of one candidate in one competency, lowest first; without any, `reason` says why."""

    values: tuple[int, ...]
    reason: str = ""

    @property
    def n(self) -> int:
        return len(self.values)

    @cached_property
    def mean(self) -> float | None:
        return headline.mean(self.values)


@dataclass(frozen=True)
class Line:
    """One candidate. `seats`: all that count, shadows left out. `read`: of these, what the reader may read. `own`: the
    reader's open cards. `is_sealed`: there is one, here or on another application of the same person. `verdict`: of
    the newest decision that they may see."""

    candidate: Candidate
    seats: Sequence[Seat]
    read: Sequence[Seat]
    figures: Mapping[str, Figure]
    own: Sequence[Seat]
    is_sealed: bool
    is_barred: bool
    verdict: Verdict | None
    state: State

    @property
    def progress(self) -> str:
        """How far the cards are: "3 of 5 cards in". "" for a sealed candidate, and where there is no seat."""
        if self.is_sealed or not self.seats:
            return ""
        taken = sum(seat.is_submitted for seat in self.seats)
        return f"{taken} of {len(self.seats)} {'card' if len(self.seats) == 1 else 'cards'} in"

    @property
    def lack(self) -> str:
        """Why there is no figure at all, or ""."""
        if self.is_sealed:
            return "Sealed until your own card is in"
        if self.is_barred:
            return "For the hiring manager and the panel"
        if not self.read:
            return "No card yet" if self.seats else "No interview yet"
        return ""


@dataclass(frozen=True)
class Look:
    """What of the list is looked at. `by`: "" for names, "state", or the code of a competency. `state`: only those.
    `search`: a part of the name."""

    by: str = ""
    state: State | None = None
    search: str = ""


class Overview:
    """All candidates of one opening, as one reader may see them."""

    def __init__(self, opening: Opening, lines: Iterable[Line]) -> None:
        self.opening = opening
        self.lines = sorted(lines, key=_name)

    @property
    def competencies(self) -> list[Competency]:
        return [weight.competency for weight in self.opening.weights]

    @property
    def shows_figures(self) -> bool:
        """Is there anybody whose ratings this reader may read, now or after finishing an own card?"""
        return any(not line.is_barred for line in self.lines)

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many are in each state, in the order of the states; none is left out."""
        found = Counter(line.state for line in self.lines)
        return {state: found[state] for state in ORDER if found[state]}

    def chosen(self, look: Look) -> list[Line]:
        wanted = look.search.strip().casefold()
        found = [line for line in self.lines if wanted in line.candidate.name.casefold()]
        return self._sorted([line for line in found if look.state in (None, line.state)], look.by)

    def sorts_by(self, by: str) -> bool:
        return by in ("", BY_STATE, *(one.code for one in self.competencies))

    def _sorted(self, lines: list[Line], by: str) -> list[Line]:
        if by == BY_STATE:
            return sorted(lines, key=lambda line: ORDER.index(line.state))
        if by and self.sorts_by(by):
            return sorted(lines, key=lambda line: -_mean(line, by))
        return lines


def told_by(data: Mapping[str, Any], competencies: Mapping[str, str]) -> Told:
    """What a locked card says, from its JSON as `Content.as_json` made it. `competencies`: item to competency, of its
    kit; an imported card says them itself."""
    ratings: dict[str, list[int]] = {}
    reasons: dict[str, list[str]] = {}
    for key, code in (competencies or data.get("competencies", {})).items():
        item = data["items"].get(key, {})
        if item.get("rating") is not None:
            ratings.setdefault(code, []).append(item["rating"])
        elif item.get("missing"):
            reasons.setdefault(code, []).append(MISSING_WORDS[Missing(item["missing"])])
    return Told(_fixed(ratings), _fixed(reasons))


def _fixed(lists: Mapping[str, list[One]]) -> dict[str, tuple[One, ...]]:
    return {code: tuple(values) for code, values in lists.items()}


def line_of(
    candidate: Candidate,
    seats: Sequence[Seat],
    told: Mapping[int, Told],
    verdict: Verdict | None,
    opening: Opening,
    who: Standing,
    is_sealed: bool,
    now: datetime,
) -> Line:
    """`seats`: all on the candidate. `told`: by the id of the card. `verdict`: of the newest decision. `is_sealed`:
    the reader has a card to finish on another application of this person."""
    blind = is_sealed or is_blind(who.person_id, seats)
    read = [] if blind else readable(who, seats)
    counted = [seat for seat in seats if not seat.is_shadow and (seat.is_open or seat.is_submitted)]
    visible = verdict if who.manages and not blind else None
    has_handed_in = any(seat.author_id == who.person_id and seat.is_submitted for seat in seats)
    return Line(
        candidate=candidate,
        seats=counted,
        read=read,
        figures=_figures(opening, read, counted, told) if read else {},
        own=[seat for seat in seats if seat.author_id == who.person_id and seat.is_open],
        is_sealed=blind,
        is_barred=not (blind or read or who.manages or has_handed_in),
        verdict=visible,
        state=_state(candidate, counted, visible, blind, now),
    )


def _figures(
    opening: Opening, read: Sequence[Seat], counted: Sequence[Seat], told: Mapping[int, Told]
) -> dict[str, Figure]:
    cards = [told[seat.id] for seat in read]
    is_waiting = len(read) < len(counted)
    return {weight.competency_code: _figure(cards, weight.competency_code, is_waiting) for weight in opening.weights}


def _figure(cards: Sequence[Told], code: str, is_waiting: bool) -> Figure:
    values = tuple(sorted(value for card in cards for value in card.ratings.get(code, ())))
    if values:
        return Figure(values)
    reasons = dict.fromkeys(reason for card in cards for reason in card.reasons.get(code, ()))
    return Figure((), ", ".join(reasons) or ("Card missing" if is_waiting else "Not in the kits"))


def _state(candidate: Candidate, seats: Sequence[Seat], verdict: Verdict | None, blind: bool, now: datetime) -> State:
    if candidate.withdrawal:
        return State.WITHDRAWN
    if blind:
        return State.OWN_CARD
    if verdict:
        return State.DECIDED
    open_ = [seat for seat in seats if seat.is_open]
    if any(now > seat.due_at for seat in open_):
        return State.LATE
    if open_:
        return State.WAITING
    return State.IN if seats else State.NO_PANEL


def _name(line: Line) -> tuple[str, int]:
    return line.candidate.name.casefold(), line.candidate.id


def _mean(line: Line, code: str) -> float:
    """0, which is on no scale, where there is no rating."""
    figure = line.figures.get(code)
    return (figure.mean or 0.0) if figure else 0.0
