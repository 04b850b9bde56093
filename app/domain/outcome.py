"""The outcome of a hire: how somebody works after 3, 6 and 12 months, told by a person who has not seen the scores."""

import enum
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Words
from app.domain.candidate import Candidate
from app.domain.decision import Decision, Verdict
from app.domain.errors import Refused
from app.domain.opening import Opening
from app.domain.people import Person

MONTHS = (3, 6, 12)
YEARS = range(2000, 2101)
OWNS = {
    1: ("Executes what is written", "Delivers the ticket as it reads. What it is for is left to others."),
    2: (
        "Asks when the words run out",
        "Asks how, not why. Says it when something cannot be built, not when it is no use.",
    ),
    3: ("Holds the work against its purpose", "Asks what it is for, and says so when the ticket would miss it."),
    4: (
        "Changes the work for its purpose",
        "Fetches what is not known, proposes what to drop, and looks at what is out.",
    ),
    5: (
        "Owns the outcome",
        "Finds the need without a ticket, and stays until the effect is there or the thing is gone.",
    ),
}


class Again(enum.StrEnum):
    """Would the person who is asked hire them again?"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Unknown(enum.StrEnum):
    """Why there is no rating."""

    LEFT = "left"
    CANNOT_SAY = "cannot_say"

    @property
    def words(self) -> str:
        return UNKNOWN_WORDS[self]


UNKNOWN_WORDS = {Unknown.LEFT: "Left the company", Unknown.CANNOT_SAY: "Cannot say"}


@dataclass(frozen=True)
class Seen:
    """Ids of those who know something of how one person was rated, on any application of theirs."""

    cards: Collection[int] = field(default_factory=set)
    signed: Collection[int] = field(default_factory=set)
    debriefed: Collection[int] = field(default_factory=set)
    read: Collection[int] = field(default_factory=set)

    def why_not(self, person_id: int) -> str:
        """Why this person is not asked, as it follows their name; "" if nothing speaks against it."""
        reasons = [
            (self.cards, "had a card"),
            (self.signed, "signed a decision"),
            (self.debriefed, "was in the debrief"),
            (self.read, "has read ratings"),
        ]
        return next((words for ids, words in reasons if person_id in ids), "")


class Hire(Base):
    """An offer was accepted. `starts_on`: the first day at work. `askings`: who is asked; the last one counts."""

    __tablename__ = "hire"

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    starts_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[Decision] = relationship(lazy="raise")
    by: Mapped[Person] = relationship(lazy="raise")
    askings: Mapped[list["Asking"]] = relationship(lazy="raise", order_by="Asking.id", cascade="all, delete-orphan")
    outcomes: Mapped[list["Outcome"]] = relationship(lazy="raise", order_by="Outcome.id", cascade="all, delete-orphan")
    withdrawal: Mapped["HireWithdrawal | None"] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def opening(self) -> Opening:
        return self.decision.candidate.opening

    @property
    def asked(self) -> Person:
        return self.askings[-1].person

    def due_on(self, month: int) -> date:
        """The day that many months after the start; the last of a month that is too short."""
        years, place = divmod(self.starts_on.month - 1 + month, 12)
        year = self.starts_on.year + years
        return date(year, place + 1, min(self.starts_on.day, monthrange(year, place + 1)[1]))

    def outcome(self, month: int) -> "Outcome | None":
        """What was said of this month; a correction takes the place of what it corrects."""
        return next((one for one in reversed(self.outcomes) if one.month == month), None)

    @property
    def given(self) -> list["Outcome"]:
        """One for each month of which something was said."""
        return [found for month in MONTHS if (found := self.outcome(month))]

    @property
    def newest(self) -> "Outcome | None":
        """The one of the latest month that has a rating."""
        return next((one for one in reversed(self.given) if one.owns is not None), None)

    def due(self, today: date) -> int | None:
        """The month that is to be told of now. One that was missed lapses when the next comes: memory would fill it
        in. Nothing is due of who left or never started."""
        reached = [month for month in MONTHS if self.due_on(month) <= today]
        gone = any(one.missing == Unknown.LEFT for one in self.given)
        if self.withdrawal or gone or not reached or self.outcome(reached[-1]):
            return None
        return reached[-1]

    def ask(self, person: Person, seen: Seen, by: Person, at: datetime) -> None:
        """Name who is asked. `seen`: of the person who was hired. Naming the same one again changes nothing."""
        self._stands()
        _may_be_asked(self.decision.candidate, person, seen)
        if not self.askings or self.asked.id != person.id:
            self.askings.append(Asking(person=person, person_id=person.id, by_id=by.id, at=at))

    def withdraw(self, reason: str, by: Person, at: datetime) -> None:
        """They did not start after all."""
        self._stands()
        if self.outcomes:
            raise Refused("An outcome is given already, so the start stays. Who is asked can say that they left.")
        if not reason.strip():
            raise Refused("Say why they did not start, or “not known”.", "reason")
        self.withdrawal = HireWithdrawal(at=at, by_id=by.id, reason=reason.strip())

    def give(
        self, said: "Said", seen: Seen, by: Person, at: datetime, today: date, corrects: int | None = None
    ) -> "Outcome":
        """Say how it went. `corrects`: id of what was said before of the same month; it stays beside this."""
        self._stands()
        if by.id != self.asked.id:
            raise Refused(f"{self.asked.name} is asked now, and not you.")
        if why := seen.why_not(by.id):
            raise Refused(f"You are not asked any more: somebody who {why} cannot say it without them in mind.")
        said.check()
        self._is_open(said.month, by, today, corrects)
        outcome = Outcome(month=said.month, owns=said.owns, again=said.again, missing=said.missing)
        outcome.words, outcome.at, outcome.by, outcome.by_id = said.words.strip(), at, by, by.id
        outcome.corrects_id = corrects
        self.outcomes.append(outcome)
        return outcome

    def _is_open(self, month: int, by: Person, today: date, corrects: int | None) -> None:
        before = self.outcome(month)
        if before and (corrects, by.id) != (before.id, before.by_id):
            raise Refused(f"Month {month} has an outcome already. Whoever gave it can correct it; both stay.")
        if not before and corrects is not None:
            raise Refused("There is nothing of that month to correct.")
        if not before and self.due(today) != month:
            raise Refused(f"Nothing is asked about month {month} now. Go back to Today to see what is.")

    def _stands(self) -> None:
        if self.withdrawal:
            raise Refused("This hire was taken back: they did not start.")


class Asking(Base):
    """Somebody is asked how a hire works out."""

    __tablename__ = "hire_asking"

    id: Mapped[Key]
    hire_id: Mapped[int] = mapped_column(ForeignKey("hire.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])


class HireWithdrawal(Base):
    """They did not start: entered by whom, when, and why."""

    __tablename__ = "hire_withdrawal"

    hire_id: Mapped[int] = mapped_column(ForeignKey("hire.id"), primary_key=True)
    reason: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Outcome(Base):
    """What one person said of a hire at one month: a rating of ownership shown at work, or why there is none. It never
    changes; a correction is another row, and `corrects_id` is what it takes the place of."""

    __tablename__ = "outcome"
    __table_args__ = (
        CheckConstraint("month IN (3, 6, 12)", name="month"),
        CheckConstraint("owns BETWEEN 1 AND 5", name="owns"),
        CheckConstraint(
            "(missing IS NULL AND owns IS NOT NULL AND again IS NOT NULL)"
            " OR (missing IS NOT NULL AND owns IS NULL AND again IS NULL)",
            name="rated_or_missing",
        ),
    )

    id: Mapped[Key]
    hire_id: Mapped[int] = mapped_column(ForeignKey("hire.id"), index=True)
    month: Mapped[int]
    owns: Mapped[int | None]
    again: Mapped[Again | None]
    missing: Mapped[Unknown | None]
    words: Mapped[Words]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person] = relationship(lazy="raise")

    @property
    def told(self) -> str:
        """ "4, changes the work for its purpose; would hire again: yes"; "— left the company"."""
        if self.owns is None or self.again is None:
            return f"— {self.missing.words.lower()}" if self.missing else "—"
        return f"{self.owns}, {OWNS[self.owns][0].lower()}; would hire again: {self.again.value}"


@dataclass(frozen=True)
class Said:
    """An answer as it was given, before the rules have seen it."""

    month: int
    owns: int | None = None
    again: Again | None = None
    missing: Unknown | None = None
    words: str = ""

    def check(self) -> None:
        if (self.owns is None) == (self.missing is None):
            raise Refused("Choose a rating, or why there is none.", "owns")
        if self.owns is not None and self.again is None:
            raise Refused("Say whether you would hire them again. “Unsure” is an answer.", "again")
        if self.missing is not None and self.again is not None:
            raise Refused("Without a rating, leave out whether you would hire them again.", "again")
        if self.missing == Unknown.CANNOT_SAY and not self.words.strip():
            raise Refused("Say why you cannot say.", "words")


def accept(
    decision: Decision, earlier: Sequence[Hire], later: Sequence[Decision], starts_on: date, by: Person, at: datetime
) -> Hire:
    """The offer was accepted. `earlier`: hires after decisions on this candidate; `later`: decisions since this one.
    Whoever is asked is named next."""
    if decision.verdict != Verdict.OFFER:
        raise Refused(f"{decision.verdict.words} is no offer, so nothing was accepted.")
    if starts_on.year not in YEARS:
        raise Refused("Choose a day between 2000 and 2100.", "day")
    if later:
        raise Refused("A later decision stands beside this offer. Sign the offer anew first.")
    if any(one.withdrawal is None for one in earlier):
        raise Refused("It is entered already that this offer was accepted.")
    hire = Hire(decision=decision, starts_on=starts_on, by=by, by_id=by.id, at=at)
    hire.askings, hire.outcomes, hire.withdrawal = [], [], None
    return hire


def asked_now(hires: Iterable[Hire], seen: Mapping[int, Seen], person: Person, today: date) -> list[tuple[Hire, int]]:
    """Of hires about which this person is asked: those that they may tell of now, with the month."""
    fit = [one for one in hires if not seen[person_of(one.decision.candidate)].why_not(person.id)]
    return [(one, month) for one in fit if (month := one.due(today))]


def person_of(candidate: Candidate) -> int:
    """What all applications of one person have in common: the id of the first."""
    return candidate.same_as_id or candidate.id


def _may_be_asked(candidate: Candidate, person: Person, seen: Seen) -> None:
    if candidate.is_same_as(person):
        raise Refused("Nobody is asked about themselves.", "person")
    if why := seen.why_not(person.id):
        raise Refused(f"{person.name} {why}, so what they say would not stand by itself. Ask somebody else.", "person")
