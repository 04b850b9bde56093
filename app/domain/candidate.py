"""A candidate: somebody who is interviewed for one opening."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Name, Words
from app.domain.errors import Refused
from app.domain.opening import Opening
from app.domain.people import Person


class Candidate(Base):
    """One application. Somebody who applies again is a new candidate with the same address; `same_as_id` is their first
    application, which holds all of them together."""

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("opening_id", "email"),)

    id: Mapped[Key]
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"), index=True)
    name: Mapped[Name]
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    note: Mapped[Words]
    added_at: Mapped[datetime]
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    opening: Mapped[Opening] = relationship(lazy="raise")
    withdrawal: Mapped["Withdrawal | None"] = relationship(
        lazy="raise", back_populates="candidate", cascade="all, delete-orphan"
    )

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    def is_same_as(self, person: Person) -> bool:
        """Has somebody who works here applied? They never see this candidate, and never interview them."""
        return self.email is not None and self.email == person.email

    def was_here_as(self, earlier: "Candidate", later: Iterable["Candidate"], is_sealed: bool) -> None:
        """The same person has applied before, for another opening. `later`: applications that came back after this one,
        and go along. `is_sealed`: whoever says so has an own open card on this person; they cut no link."""
        if earlier.opening_id == self.opening_id:
            raise Refused(f"{earlier.name} is a candidate of this opening too. Choose an earlier opening.", "earlier")
        first = earlier.same_as_id or earlier.id
        if first == self.id:
            raise Refused(f"{earlier.name} is entered as somebody who came back after this.", "earlier")
        if is_sealed and self.same_as_id not in {None, first}:
            raise Refused(f"Your own card on {self.name} is open. Submit it first, or ask a colleague.", "earlier")
        for one in (self, *later):
            one.same_as_id = first

    def withdraw(self, at: datetime, by_id: int, reason: str) -> None:
        if self.withdrawal:
            raise Refused(f"{self.name} has withdrawn already.")
        self.withdrawal = Withdrawal(at=at, by_id=by_id, reason=reason)

    def come_back(self) -> None:
        """Undo a withdrawal. Interviews that it cancelled stay cancelled and are planned anew."""
        self.withdrawal = None


class Withdrawal(Base):
    """The candidate has withdrawn: when, entered by whom, and what they said of it."""

    __tablename__ = "withdrawal"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[Words]
    candidate: Mapped[Candidate] = relationship(lazy="raise", back_populates="withdrawal")
