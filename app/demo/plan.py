"""Who meets whom, when, and what comes of it, in a company of any size. Numbers only: no person, no database.

Interviewers work in groups of five to nine (of as many as there are, if fewer), each with its openings one after the
other. Time is counted in slots: hours of working days, the first one after today being 0.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise
from math import ceil
from random import Random

from app.demo.draw import Draw
from app.domain.interview import State

MOST_IN_OPENING = 40
FEWEST_IN_GROUP = 5
HOURS = (7, 8, 9, 11, 12, 13, 14)  # UTC
BUSY = 0.6  # of somebody's slots
BETWEEN_ROUNDS = 2 * len(HOURS)
MOST_DAYS_TO_COME = 3
TWO_LISTEN, NO_SHOW, CUT_SHORT, WITHDRAWS = 0.25, 0.03, 0.03, 0.04


@dataclass(frozen=True)
class Meeting:
    """One interview: in which round, with whom, in which slot, and what becomes of it once that is past. Cancelled
    are those before which the candidate withdrew."""

    round: int
    panel: tuple[int, ...]
    slot: int
    outcome: State


@dataclass(frozen=True)
class Applicant:
    """A candidate by number, with interviews in the order of the rounds."""

    number: int
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Search:
    """One opening: the group that interviews for it, and its candidates."""

    number: int
    group: range
    applicants: tuple[Applicant, ...] = ()

    @property
    def slots(self) -> list[int]:
        return [meeting.slot for applicant in self.applicants for meeting in applicant.meetings]


def searches(draw: Draw, candidates: int, interviewers: int, rounds: int) -> list[Search]:
    """All openings, the one that began first first."""
    parts = _parts(candidates, ceil(candidates / MOST_IN_OPENING))
    groups = _parts(interviewers, min(len(parts), max(1, interviewers // FEWEST_IN_GROUP)))
    found: list[Search] = []
    for n, group in enumerate(groups):
        mine = {number: parts[number] for number in range(n, len(parts), len(groups))}
        found += _until_now([Search(*one) for one in _filled(draw, group, mine, rounds)])
    return sorted(found, key=lambda search: (min(search.slots), search.number))


def moment(today: date, slot: int) -> datetime:
    """The beginning of a slot. Slots before 0 are on working days before today, the others on those after it."""
    day, hour = divmod(slot, len(HOURS))
    of_the_week = min(today.weekday() + (day >= 0), 5)
    weeks, weekday = divmod(of_the_week + day, 5)
    monday = today - timedelta(days=today.weekday())
    return datetime.combine(monday + timedelta(weeks=weeks, days=weekday), time(HOURS[hour]), UTC)


def _parts(total: int, number: int) -> list[range]:
    """0 to total in so many nearly equal parts."""
    edges = [total * n // number for n in range(number + 1)]
    return [range(*pair) for pair in pairwise(edges)]


def _filled(
    draw: Draw, group: range, openings: dict[int, range], rounds: int
) -> Iterator[tuple[int, range, tuple[Applicant, ...]]]:
    """The openings of one group, from slot 0 on, as fast as its people have time."""
    calendar = _Group(draw, group, rounds)
    for number, candidates in openings.items():
        yield number, group, tuple(calendar.applicant(candidate) for candidate in candidates)


class _Group:
    """The diary of the people who interview together."""

    def __init__(self, draw: Draw, people: range, rounds: int) -> None:
        self.draw, self.people, self.rounds = draw, people, rounds
        self.pace = rounds * (1 + TWO_LISTEN) / (BUSY * len(people))
        self.taken: set[tuple[int, int]] = set()
        self.begins = 0.0

    def applicant(self, number: int) -> Applicant:
        chance = self.draw.chance("meetings", number)
        order = chance.sample(self.people, len(self.people))
        self.begins += self.pace
        return Applicant(number, tuple(self._meetings(chance, order, int(self.begins))))

    def _meetings(self, chance: Random, order: Sequence[int], begins: int) -> Iterator[Meeting]:
        for n in range(self.rounds):
            panel = self._panel(chance, order, n)
            slot = self._take(panel, begins)
            outcome = _outcome(chance, n)
            yield Meeting(n, panel, slot, outcome)
            if outcome.fell_through:
                return
            begins = slot + BETWEEN_ROUNDS

    def _panel(self, chance: Random, order: Sequence[int], n: int) -> tuple[int, ...]:
        """Somebody new in each round as long as there is somebody, and now and then a second listener."""
        first = order[n % len(order)]
        others = [one for one in order if one != first]
        return (first, chance.choice(others)) if others and chance.random() < TWO_LISTEN else (first,)

    def _take(self, panel: Collection[int], begins: int) -> int:
        slot = next(slot for slot in count(begins) if all((one, slot) not in self.taken for one in panel))
        self.taken.update((one, slot) for one in panel)
        return slot


def _outcome(chance: Random, n: int) -> State:
    drawn = chance.random()
    if drawn < NO_SHOW:
        return State.NO_SHOW
    if drawn < NO_SHOW + CUT_SHORT:
        return State.CUT_SHORT
    return State.CANCELLED if n and drawn < NO_SHOW + CUT_SHORT + WITHDRAWS else State.HELD


def _until_now(found: list[Search]) -> list[Search]:
    """The same with the last days of the group still to come, if it has had enough of them."""
    days = 1 + max(slot for search in found for slot in search.slots) // len(HOURS)
    past = len(HOURS) * (days - min(MOST_DAYS_TO_COME, days // 4))
    return [replace(search, applicants=tuple(_earlier(one, past) for one in search.applicants)) for search in found]


def _earlier(applicant: Applicant, slots: int) -> Applicant:
    return replace(applicant, meetings=tuple(replace(one, slot=one.slot - slots) for one in applicant.meetings))
