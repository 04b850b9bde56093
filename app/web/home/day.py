"""One person's day out of the interviews that were loaded for it: what is on, what waits, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from app.domain.access import standing
from app.domain.decision import Decision
from app.domain.interview import Interview, State
from app.domain.opening import Opening
from app.domain.people import Person
from app.domain.scorecard import Scorecard
from app.web.progress import Progress, count, interview_words, lasting, listed, progress, seat_of, seats, spelled

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Line:
    """An interview on somebody's list, with their own seat in it if they have one."""

    interview: Interview
    own: Scorecard | None
    now: datetime

    @property
    def is_past(self) -> bool:
        return self.now > self.interview.ends_at and not self.interview.is_on(self.now)

    @property
    def company(self) -> str:
        """Who else sits there: "with Bo Lind", "with you alone"."""
        mine = self.own.author_id if self.own else None
        others = [_seated(card) for card in seats(self.interview) if card.author_id != mine]
        if not self.own:
            return f"{listed(others)} {'has' if len(others) == 1 else 'have'} it"
        return f"with {listed(others)}{', you shadow' if self.own.is_shadow else ''}" if others else "with you alone"

    @property
    def free(self) -> list[Scorecard]:
        """The seats that somebody else could take over."""
        return [card for card in seats(self.interview) if card.is_open and not card.is_shadow]

    @property
    def words(self) -> str:
        """The interview as it stands: "on now", "cancelled", nothing while it is just planned."""
        words = interview_words(self.interview, self.now)
        return "" if words == "planned" else words

    @property
    def since(self) -> str:
        """How long ago it began, or how soon it does."""
        gone = int((self.now - self.interview.starts_at).total_seconds() // 60)
        return f"began {gone} min ago" if gone > 0 else "begins now" if gone == 0 else f"begins in {-gone} min"

    @property
    def late_words(self) -> str:
        due = self.interview.due_at
        return f"Late by {lasting(self.now - due)}" if self.now > due else ""


def _seated(card: Scorecard) -> str:
    return f"{card.author.name}{' (shadow)' if card.is_shadow else ''}"


class Day:
    """Everything the page shows. `interviews`: in the order of time, as `app.queries.home` loads them."""

    def __init__(self, person: Person, interviews: Sequence[Interview], now: datetime) -> None:
        self.person, self.now = person, now
        self.lines = [Line(one, seat_of(one, person.id), now) for one in interviews]
        self.own = [line for line in self.lines if line.own]

    @cached_property
    def on(self) -> Line | None:
        """The interview to go to: the slot is now, and the card is not in."""
        return next((one for one in self.own if one.own.is_open and one.interview.is_on(self.now)), None)

    @property
    def today(self) -> list[Line]:
        """Own interviews of this day, and colleagues' that can be taken over."""
        return [
            one for one in self.lines if self._day(one.interview) == self.today_is and (one.own or self._spare(one))
        ]

    @property
    def waiting(self) -> list[Line]:
        """Own cards of interviews that are over, and still to be finished."""
        return [one for one in self.own if one.own.is_open and one.is_past]

    @property
    def later(self) -> list[Line]:
        soon = self.now + AHEAD
        return [
            one
            for one in self.own
            if self._day(one.interview) > self.today_is
            and one.interview.starts_at <= soon
            and not one.interview.state.fell_through
        ]

    @property
    def ahead(self) -> list[Line]:
        """Own interviews of this day that are still to begin."""
        return [one for one in self.today if one.own and one is not self.on and self._is_ahead(one)]

    def _is_ahead(self, line: Line) -> bool:
        return line.interview.state == State.PLANNED and line.own.is_open and self.now < line.interview.starts_at

    def _spare(self, line: Line) -> bool:
        """Can this person take it over?"""
        interview = line.interview
        may = standing(self.person, interview.candidate.opening).sees_every_interview
        return may and bool(line.free) and interview.state == State.PLANNED and not line.is_past

    @property
    def today_is(self) -> date:
        """The date where the person is."""
        return self.now.astimezone(ZoneInfo(self.person.zone)).date()

    def _day(self, interview: Interview) -> object:
        return interview.starts_at.astimezone(ZoneInfo(self.person.zone)).date()


@dataclass(frozen=True)
class Desk:
    """One opening that the person runs: how many cards are in, who is late, who waits for a decision."""

    opening: Opening
    ways: list[Progress]
    manages: bool

    @property
    def in_words(self) -> str:
        cards = [card for way in self.ways for card in way.cards]
        if not cards:
            return "No interviews yet."
        sent = [card for card in cards if card.is_submitted]
        ahead = sum(len(way.ahead) for way in self.ways)
        coming = f", {count(ahead, 'interview')} ahead" if ahead else ""
        return f"{len(sent)} of {count(len(cards), 'card')} in{coming}."

    @property
    def late(self) -> list[tuple[Scorecard, str]]:
        """Late cards with how late they are."""
        return [(card, lasting(way.now - card.interview.due_at)) for way in self.ways for card in way.late]

    @property
    def to_decide(self) -> list[Progress]:
        return [way for way in self.ways if way.waits_for_decision]


def greeting(day: Day, desks: Sequence[Desk], asked: int = 0) -> str:
    """The day in one sentence: "One interview now, one card to finish". `asked`: outcomes to tell."""
    late = sum(len(desk.late) for desk in desks)
    to_decide = sum(len(desk.to_decide) for desk in desks if desk.manages)
    parts = [
        "one interview now" if day.on else "",
        f"{spelled(len(day.ahead), 'interview')} {'later' if day.on else 'today'}" if day.ahead else "",
        f"{spelled(len(day.waiting), 'card')} to finish" if day.waiting else "",
        f"{spelled(to_decide, 'decision')} to make" if to_decide else "",
        f"{spelled(late, 'late card')} to ask for" if late else "",
        f"{spelled(asked, 'outcome')} to tell" if asked else "",
    ]
    said = ", ".join(part for part in parts if part) or "nothing waits for you today"
    return f"{said[0].upper()}{said[1:]}."


def desks(
    person: Person,
    openings: Sequence[Opening],
    interviews: Sequence[Interview],
    decisions: Sequence[Decision],
    now: datetime,
) -> list[Desk]:
    candidates = {one.candidate_id: one.candidate for one in interviews}
    ways = progress(candidates.values(), interviews, decisions, person.id, now)
    return [_desk(person, one, [way for way in ways if way.candidate.opening_id == one.id]) for one in openings]


def _desk(person: Person, opening: Opening, ways: list[Progress]) -> Desk:
    manages = bool(ways) and standing(person, ways[0].candidate.opening).manages
    return Desk(opening, ways, manages)
