"""The interviews of one opening of a company of any size, from plan to the card that its manager has read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from app.demo import names, plan, sentences
from app.demo.card import typed
from app.demo.desk import lock, type_in
from app.demo.draw import Draw
from app.demo.drawn import MINUTES, Writer
from app.demo.plan import Applicant, Meeting
from app.demo.staff import ZONE
from app.domain.candidate import Candidate
from app.domain.interview import Interview, State
from app.domain.opening import Opening
from app.domain.ops import Op, Quarantined
from app.domain.panel import assign
from app.domain.people import Person
from app.domain.scorecard import Reading, Scorecard

SLOT_MINUTES = 60
PLACES = ("Room 3", "Room 5", "Video call")
ADDED_BEFORE, PLANNED_BEFORE, WITHDRAWN_BEFORE = timedelta(days=12), timedelta(days=5), timedelta(hours=20)
NOT_THERE_AFTER = timedelta(minutes=20)
CUT_AFTER = (15, 40)  # minutes
FRESH = timedelta(days=4)
STAYS_OPEN, BEGUN = 0.3, 0.5  # of fresh cards; of those that stay open
VERY_LATE, LATE = 0.03, 0.1


class Meetings:
    """Plans interviews and holds those that are past. `people`: the interviewers by number; `planner` asks them in, and
    `manager` reads what they say."""

    def __init__(
        self,
        session: Session,
        draw: Draw,
        midnight: datetime,
        people: Sequence[Person],
        planner: Person,
        manager: Person,
    ) -> None:
        self.session, self.draw, self.midnight, self.people = session, draw, midnight, people
        self.planner, self.manager = planner, manager
        self.numbers = {person.id: number for number, person in enumerate(people)}
        self.cards: list[Scorecard] = []  # of all interviews so far

    def hold(self, opening: Opening, applicants: Sequence[Applicant], competencies: Mapping[str, str]) -> None:
        """The opening's candidates, and what has happened with them so far. `competencies`: code to name."""
        planned = [one for applicant in applicants for one in self._planned(opening, applicant)]
        self.session.add_all(interview for _, _, interview in planned)
        self.session.flush()  # now each card has its number
        for number, meeting, interview in planned:
            if meeting.slot < 0:
                self.session.add_all(self._passed(number, meeting, interview, competencies))
        self.session.flush()
        cards = [card for _, _, interview in planned for card in interview.cards]
        self.cards += cards
        self.session.add_all(self._read(cards))

    def _planned(self, opening: Opening, applicant: Applicant) -> Iterator[tuple[int, Meeting, Interview]]:
        first = self._moment(applicant.meetings[0])
        candidate = _candidate(opening, applicant.number, self.draw.seed, first - ADDED_BEFORE)
        for meeting in applicant.meetings:
            starts_at = self._moment(meeting)
            at = min(starts_at, self.midnight) - PLANNED_BEFORE
            place = PLACES[applicant.number % len(PLACES)]
            round_ = opening.rounds[meeting.round]
            interview = Interview.plan(candidate, round_, starts_at, ZONE, SLOT_MINUTES, place, self.planner, at)
            for number in meeting.panel:
                assign(interview, self.people[number], self.planner, at)
            yield applicant.number, meeting, interview

    def _passed(
        self, number: int, meeting: Meeting, interview: Interview, competencies: Mapping[str, str]
    ) -> Iterator[Op | Quarantined]:
        """What became of an interview; the operations that were typed."""
        chance = self.draw.chance("passed", number, meeting.round)
        if meeting.outcome == State.CANCELLED:
            self._withdrawn(interview, chance)
        elif meeting.outcome == State.NO_SHOW:
            at = interview.starts_at + NOT_THERE_AFTER
            interview.mark(State.NO_SHOW, self.people[meeting.panel[0]], at, sentences.NO_SHOW)
        else:
            minutes = self._minutes(meeting, interview, chance)
            for card in interview.cards:
                yield from self._written(number, card, minutes, chance, competencies)

    def _withdrawn(self, interview: Interview, chance: Random) -> None:
        at = interview.starts_at - WITHDRAWN_BEFORE
        interview.candidate.withdraw(at, self.planner.id, chance.choice(sentences.WITHDREW))
        interview.mark(State.CANCELLED, self.planner, at)

    def _minutes(self, meeting: Meeting, interview: Interview, chance: Random) -> int:
        """How long it was."""
        if meeting.outcome == State.HELD:
            return MINUTES
        minutes = chance.randrange(*CUT_AFTER)
        at = interview.starts_at + timedelta(minutes=minutes)
        interview.mark(State.CUT_SHORT, self.people[meeting.panel[0]], at, chance.choice(sentences.CUT_SHORT))
        return minutes

    def _written(
        self, number: int, card: Scorecard, minutes: int, chance: Random, competencies: Mapping[str, str]
    ) -> list[Op | Quarantined]:
        interview, kit = card.interview, card.interview.round.kit
        assert kit is not None  # noqa: S101 - every round has one
        writer = Writer(self.draw, number, self.numbers[card.author_id], kit.items)
        sent_at = interview.ends_at + _delay(chance)
        if sent_at >= self.midnight or (interview.ends_at + FRESH > self.midnight and chance.random() < STAYS_OPEN):
            return self._left_open(card, writer) if chance.random() < BEGUN else []
        rows = type_in(card, typed(writer.whole(minutes)))
        lock(card, rows, competencies, sent_at)
        return rows

    def _read(self, cards: Sequence[Scorecard]) -> Iterator[Reading]:
        """Who manages the opening reads what is said of a candidate when the last of their cards is in."""
        waiting = {card.interview.candidate for card in cards if card.is_open}
        for card in cards:
            if card.submission and card.interview.candidate not in waiting:
                yield Reading(scorecard_id=card.id, reader_id=self.manager.id, at=card.submission.at)

    @staticmethod
    def _left_open(card: Scorecard, writer: Writer) -> list[Op | Quarantined]:
        rows = type_in(card, typed(writer.half()))
        if not card.interview.state.took_place:
            card.interview.mark(State.HELD, card.author, card.interview.ends_at)
        return rows

    def _moment(self, meeting: Meeting) -> datetime:
        return plan.moment(self.midnight.date(), meeting.slot)


def _candidate(opening: Opening, number: int, seed: int, at: datetime) -> Candidate:
    return Candidate(
        opening=opening,
        name=names.name_of(number, seed),
        email=f"candidate-{number + 1}@candidates.example",
        note="",
        added_at=at,
        withdrawal=None,
    )


def _delay(chance: Random) -> timedelta:
    """From the end of an interview to the locked card."""
    drawn = chance.random()
    hours = (73, 120) if drawn < VERY_LATE else (25, 60) if drawn < VERY_LATE + LATE else (1, 8)
    return timedelta(minutes=chance.randrange(60 * hours[0], 60 * hours[1]))
