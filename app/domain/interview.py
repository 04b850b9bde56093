"""An interview: one candidate in one round, with a time, a panel and what became of it."""

import enum
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Words
from app.domain.candidate import Candidate
from app.domain.errors import Refused
from app.domain.kit import Kit
from app.domain.opening import Round
from app.domain.people import Person

if TYPE_CHECKING:  # the other end of a relationship; at run time SQLAlchemy finds the class by its name
    from app.domain.scorecard import Scorecard

CARD_IS_DUE_AFTER = timedelta(hours=24)
CARD_IS_VERY_LATE_AFTER = timedelta(hours=72)


class State(enum.StrEnum):
    """What became of an interview."""

    PLANNED = "planned"
    HELD = "held"
    CUT_SHORT = "cut_short"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")

    @property
    def took_place(self) -> bool:
        return self in {State.HELD, State.CUT_SHORT}

    @property
    def fell_through(self) -> bool:
        return self in {State.NO_SHOW, State.CANCELLED}


class Interview(Base):
    """Candidate and round, the slot in the zone of the place where it is held, and one card for each interviewer."""

    __tablename__ = "interview"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),)

    id: Mapped[Key]
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    kit_id: Mapped[int | None] = mapped_column(ForeignKey("kit.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int]
    place: Mapped[Words]
    begun_at: Mapped[datetime | None]
    candidate: Mapped[Candidate] = relationship(lazy="raise")
    round: Mapped[Round] = relationship(lazy="raise")
    used_kit: Mapped[Kit | None] = relationship(lazy="raise")
    changes: Mapped[list["Change"]] = relationship(
        lazy="raise",
        back_populates="interview",
        order_by="Change.id",
        cascade="all, delete-orphan",
    )
    cards: Mapped[list["Scorecard"]] = relationship(lazy="raise", back_populates="interview", order_by="Scorecard.id")

    @property
    def state(self) -> State:
        return self.changes[-1].state

    @property
    def kit(self) -> Kit | None:
        """The kit that was used, or, before it begins, the one that its round has now."""
        return self.used_kit or self.round.kit

    @property
    def is_imported(self) -> bool:
        """Was it held before, elsewhere? Its time is then that of the import."""
        return self.round.imported_at is not None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def due_at(self) -> datetime:
        """When the cards of this interview should be in."""
        return self.ends_at + CARD_IS_DUE_AFTER

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @classmethod
    def plan(
        cls,
        candidate: Candidate,
        round_: Round,
        starts_at: datetime,
        zone: str,
        minutes: int,
        place: str,
        by: Person,
        at: datetime,
    ) -> "Interview":
        """Plan an interview; the panel is assigned afterwards (`app.domain.panel.assign`)."""
        if candidate.withdrawal:
            raise Refused(
                f"{candidate.name} has withdrawn. Undo the withdrawal first.",
                "candidate",
            )
        if round_.imported_at:
            raise Refused(f"{round_.name} holds imported ratings; nobody is interviewed in it.", "round")
        interview = cls(
            candidate=candidate,
            round=round_,
            starts_at=starts_at,
            zone=zone,
            minutes=minutes,
            place=place,
        )
        interview._log(State.PLANNED, by, at, "")
        return interview

    @classmethod
    def imported(cls, candidate: Candidate, round_: Round, by: Person, at: datetime) -> "Interview":
        """One that was held before, elsewhere; `at` is now."""
        zone, minutes = by.zone, round_.minutes
        interview = cls(candidate=candidate, round=round_, starts_at=at, zone=zone, minutes=minutes, place="")
        interview._log(State.HELD, by, at, "Imported")
        return interview

    def is_on(self, now: datetime) -> bool:
        """Does `now` lie in the slot, ten minutes early and half an hour of overrun included?"""
        early, over = timedelta(minutes=10), timedelta(minutes=30)
        return self.state == State.PLANNED and self.starts_at - early <= now <= self.ends_at + over

    def begin(self, at: datetime) -> None:
        """The first card is opened: the kit is frozen and the weights of the opening are fixed."""
        if self.begun_at:
            return
        if self.round.kit is None:
            raise Refused("This round has no kit yet. Whoever runs the opening can choose one.")
        self.used_kit = self.round.kit
        self.used_kit.freeze(at)
        self.round.opening.fix(at)
        self.begun_at = at

    def reschedule(self, starts_at: datetime, zone: str, by: Person, at: datetime, note: str = "") -> None:
        """Move it, also after a no-show or a cancellation. Refused once it has taken place."""
        if self.state.took_place:
            raise Refused("This interview has taken place and keeps its time.", "starts_at")
        self.starts_at, self.zone = starts_at, zone
        self._log(State.PLANNED, by, at, note)

    def mark(self, state: State, by: Person, at: datetime, note: str = "") -> None:
        """Say what became of it. An interview with a submitted card has taken place, whatever is said later; and
        nobody calls it off who has begun a card: they would be blind no longer, and could go on rating after that."""
        if state == self.state:
            return
        if state.fell_through and any(card.author_id == by.id and card.is_under_way for card in self.cards):
            raise Refused("You have begun your card, so it is for a colleague who runs the opening to call this off.")
        if any(card.is_submitted for card in self.cards) and not state.took_place:
            raise Refused("A card of this interview has been submitted, so it took place. Mark it held or cut short.")
        self._log(state, by, at, note)

    def _log(self, state: State, by: Person, at: datetime, note: str) -> None:
        self.changes.append(Change(state=state, at=at, by_id=by.id, note=note, starts_at=self.starts_at))


class Change(Base):
    """A step in the life of an interview: what, when, by whom, and the slot as it stood then."""

    __tablename__ = "interview_change"
    __table_args__ = (Index("ix_interview_change_interview_id_id", "interview_id", "id"),)

    id: Mapped[Key]
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    state: Mapped[State]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note: Mapped[Words]
    starts_at: Mapped[datetime]
    interview: Mapped[Interview] = relationship(lazy="raise", back_populates="changes")
