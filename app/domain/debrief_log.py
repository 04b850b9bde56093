"""What happens in a debrief, as rows that only grow: steps, people who came in, minutes, changed ratings."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Words
from app.domain.people import Person


class StepKind(enum.StrEnum):
    """What somebody did in the room."""

    OPENED = "opened"
    LEADS = "leads"
    SCRIBE = "scribe"
    REVEALED = "revealed"
    ORDERED = "ordered"
    STARTED = "started"
    CLOSED = "closed"


class ChangeKind(enum.StrEnum):
    """Why a rating changed in the talk."""

    EVIDENCE = "evidence"
    READING = "reading"
    BAR = "bar"

    @property
    def words(self) -> str:
        return f"different {self.value}"


class Step(Base):
    """One thing that was done. `about`: an item, a person's id, or ids in order; `words`: the reason, when opening."""

    __tablename__ = "debrief_step"

    id: Mapped[Key]
    debrief_id: Mapped[int] = mapped_column(ForeignKey("debrief.id"), index=True)
    kind: Mapped[StepKind]
    about: Mapped[str] = mapped_column(String(2_000), default="")
    words: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person] = relationship(lazy="raise")


class Presence(Base):
    """Somebody came into the room."""

    __tablename__ = "debrief_presence"

    debrief_id: Mapped[int] = mapped_column(ForeignKey("debrief.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="raise")


class Minute(Base):
    """What was said about one item, as it stood after one writing. Earlier versions stay."""

    __tablename__ = "debrief_minute"

    id: Mapped[Key]
    debrief_id: Mapped[int] = mapped_column(ForeignKey("debrief.id"), index=True)
    item: Mapped[str] = mapped_column(String(40))
    text: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person] = relationship(lazy="raise")


class RatingChange(Base):
    """A rating as its author sees it after the talk. `first`: the one on the card, which counts."""

    __tablename__ = "debrief_rating"
    __table_args__ = (
        CheckConstraint("value BETWEEN 1 AND 5", name="value"),
        CheckConstraint("first BETWEEN 1 AND 5", name="first"),
    )

    id: Mapped[Key]
    debrief_id: Mapped[int] = mapped_column(ForeignKey("debrief.id"), index=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), index=True)
    item_key: Mapped[str] = mapped_column(String(120))
    first: Mapped[int]
    value: Mapped[int]
    kind: Mapped[ChangeKind]
    words: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person] = relationship(lazy="raise")

    @property
    def told(self) -> str:
        """ "3, now 4 after the talk: different reading"."""
        return f"{self.first}, now {self.value} after the talk: {self.kind.words}"
