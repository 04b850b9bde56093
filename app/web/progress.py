"""How far interviews and cards are, in words. Seats and dates only: nothing in here knows a rating."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.access import is_blind
from app.domain.candidate import Candidate
from app.domain.decision import Decision
from app.domain.interview import Interview, State
from app.domain.scorecard import Scorecard

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def count(number: int, one: str, many: str = "") -> str:
    """In figures: "1 card", "3 cards"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def spelled(number: int, one: str, many: str = "") -> str:
    """In words: "one card", "three cards"; in figures beyond twelve."""
    written = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{written} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """As one says them: "Ada, Bo and Cy"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def lasting(time: timedelta) -> str:
    """In hours up to three days: "26 hours", "4 days"."""
    hours = int(time.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    return count(hours, "hour") if hours < 72 else count(hours // 24, "day")


def seats(interview: Interview) -> list[Scorecard]:
    """The panel as it stands: cards of people who have not been taken off."""
    return [card for card in interview.cards if not card.released_at]


def seat_of(interview: Interview, person_id: int) -> Scorecard | None:
    return next((card for card in seats(interview) if card.author_id == person_id), None)


def seat_words(card: Scorecard, now: datetime) -> str:
    """How far one card is: "in", "late by 26 hours", "to come"."""
    if card.is_submitted:
        return "in"
    if card.interview.state.fell_through:
        return "not needed"
    if card.is_late(now):
        return f"late by {lasting(now - card.interview.due_at)}"
    if card.begun_at:
        return "writing"
    return "not in yet" if now > card.interview.ends_at else "to come"


def interview_words(interview: Interview, now: datetime) -> str:
    """What one interview is now: "planned", "on now", "over", "held", "no show"."""
    if interview.state != State.PLANNED:
        return interview.state.words
    if interview.is_on(now):
        return "on now"
    return "over" if now > interview.ends_at else "planned"


@dataclass(frozen=True)
class Progress:
    """One candidate on the way: interviews in the order of time, and the newest decision the viewer may see."""

    candidate: Candidate
    interviews: tuple[Interview, ...]
    decision: Decision | None
    now: datetime

    @property
    def alive(self) -> list[Interview]:
        return [interview for interview in self.interviews if not interview.state.fell_through]

    @property
    def cards(self) -> list[Scorecard]:
        """Those that count: nobody waits for a shadow's."""
        return [card for interview in self.alive for card in seats(interview) if not card.is_shadow]

    @property
    def late(self) -> list[Scorecard]:
        return [card for card in self.cards if card.is_late(self.now)]

    @property
    def ahead(self) -> list[Interview]:
        return [one for one in self.alive if self.now < one.ends_at and not one.state.took_place]

    @property
    def waits_for_decision(self) -> bool:
        """Are all cards in, with nothing planned, and no decision since the last of them?"""
        sent = [card.submission.at for card in self.cards if card.submission]
        if self.candidate.withdrawal or self.ahead or not sent or len(sent) < len(self.cards):
            return False
        return self.decision is None or self.decision.signed_at < max(sent)


def progress(
    candidates: Iterable[Candidate],
    interviews: Iterable[Interview],
    decisions: Iterable[Decision],
    viewer_id: int,
    now: datetime,
) -> list[Progress]:
    """Put together what belongs to each candidate. `decisions`: newest first.

    A decision tells what the ratings were, so it stays hidden from whoever still has an open card on the candidate.
    """
    planned, newest = list(interviews), {one.candidate_id: one for one in reversed(list(decisions))}
    ways = []
    for candidate in candidates:
        own = tuple(interview for interview in planned if interview.candidate_id == candidate.id)
        blind = is_blind(viewer_id, [card for interview in own for card in interview.cards])
        ways.append(Progress(candidate, own, None if blind else newest.get(candidate.id), now))
    return ways
