"""Writing for the bank: drafts, their proposals, the reader's blind order of the anchors, and the review.

Whoever interviews may write. A draft is its author's alone until it is proposed; then hiring managers and admins may
review it, never the author. Going live adds a version to the bank; what was asked before keeps its words.
"""

import hashlib
import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.bank import BankRecord, Kind
from app.domain.base import Base, Key, Words
from app.domain.errors import Refused
from app.domain.people import Person, Role
from app.domain.rubric import POINTS

LETTERS = "ABCDE"
WRITERS = frozenset({Role.ADMIN, Role.MANAGER, Role.COORDINATOR, Role.INTERVIEWER, Role.AUTHOR})
REVIEWERS = frozenset({Role.ADMIN, Role.MANAGER})


class Moved(Refused):
    """The draft was saved somewhere else since this page was opened; nothing has been written over."""


def may_write(person: Person) -> bool:
    """May this person write for the bank and propose?"""
    return bool(person.roles & WRITERS)


def may_review(person: Person) -> bool:
    """May this person review proposals of others, and bring records in from files?"""
    return bool(person.roles & REVIEWERS)


class Draft(Base):
    """A question or a scenario that somebody is writing. `text` is a bank file as typed, whole or not."""

    __tablename__ = "draft"

    id: Mapped[Key]
    kind: Mapped[Kind]
    key: Mapped[str] = mapped_column(String(64), default="", index=True)
    text: Mapped[str] = mapped_column(Text)
    because: Mapped[Words]
    edition: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("bank_record.id"))
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]
    author: Mapped[Person] = relationship(lazy="raise")
    base: Mapped[BankRecord | None] = relationship(lazy="raise")
    proposals: Mapped[list["Proposal"]] = relationship(lazy="raise", back_populates="draft", order_by="Proposal.id")

    @classmethod
    def begin(
        cls, kind: Kind, key: str, text: str, author: Person, at: datetime, base: BankRecord | None, because: str = ""
    ) -> "Draft":
        draft = cls(kind=kind, key=key, text=text, because=because, edition=1, begun_at=at, saved_at=at)
        draft.author, draft.author_id, draft.base = author, author.id, base
        draft.proposals = []
        return draft

    @property
    def proposal(self) -> "Proposal | None":
        """The one that waits for a review, or the last that was reviewed; not one that was withdrawn."""
        last = self.proposals[-1] if self.proposals else None
        return last if last and not last.withdrawn_at else None

    @property
    def waits(self) -> bool:
        return self.proposal is not None and self.proposal.review is None

    @property
    def review(self) -> "Review | None":
        return self.proposal.review if self.proposal else None

    @property
    def is_live(self) -> bool:
        return self.review is not None and self.review.goes_live

    @property
    def is_open(self) -> bool:
        """May its words still change?"""
        return not (self.discarded_at or self.waits or self.is_live)

    def write(self, text: str, because: str, key: str, seen: int, at: datetime) -> None:
        """Replace the words. Refused when they moved on since `seen`, the edition that the author's page showed."""
        self._only_open()
        if (text, because) == (self.text, self.because):
            return
        if seen != self.edition:
            raise Moved("This draft was saved somewhere else since you opened it here.")
        self.text, self.because, self.key = text, because, key
        self.edition, self.saved_at = self.edition + 1, at

    def propose(self, seen: int, at: datetime) -> "Proposal":
        self._only_open()
        if seen != self.edition:
            raise Moved("This draft was saved somewhere else since you opened this page. Read it once more.")
        if not self.because:
            raise Refused("Say why this should be in the bank: the reviewer and the history need it.", "because")
        proposal = Proposal(text=self.text, because=self.because, at=at, review=None, sorts=[])
        self.proposals.append(proposal)
        return proposal

    def withdraw(self, at: datetime) -> None:
        if not self.waits or self.proposal is None:
            raise Refused("There is nothing to withdraw: this draft does not wait for a review.")
        self.proposal.withdrawn_at = at

    def discard(self, at: datetime) -> None:
        self._only_open()
        self.discarded_at = at

    def restore(self) -> None:
        self.discarded_at = None

    def stand_on(self, newest: BankRecord, text: str) -> None:
        """The author has seen the version that went live since, and goes on from it. `text`: with the next version."""
        self._only_open()
        if self.base is not newest:
            self.base, self.text, self.edition = newest, text, self.edition + 1

    def _only_open(self) -> None:
        if self.waits:
            raise Refused("This draft waits for a review. Withdraw the proposal, then change it.")
        if self.is_live:
            raise Refused("This draft is live and stays as it is. Begin another from the record's page.")
        if self.discarded_at:
            raise Refused("This draft is discarded. Take it back, then go on.")


class Proposal(Base):
    """The words of a draft as they were proposed."""

    __tablename__ = "proposal"

    id: Mapped[Key]
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    because: Mapped[Words]
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    draft: Mapped[Draft] = relationship(lazy="raise_on_sql", back_populates="proposals")
    sorts: Mapped[list["BlindSort"]] = relationship(lazy="raise", back_populates="proposal")
    review: Mapped["Review | None"] = relationship(lazy="raise", back_populates="proposal")

    def shuffled(self, stage: str) -> dict[str, int]:
        """Letter to grade, in the order in which every reader of this proposal gets the anchors of a stage ("" for a
        question). Fixed by the words, and never the order from 1 to 5 or back."""
        draw = random.Random(hashlib.sha256(f"{stage}\n{self.text}".encode()).digest())  # noqa: S311 - no secret
        grades = list(POINTS)
        while grades in (list(POINTS), list(POINTS)[::-1]):
            draw.shuffle(grades)
        return dict(zip(LETTERS, grades, strict=True))

    def sort_of(self, reader: Person) -> "BlindSort | None":
        return next((one for one in self.sorts if one.reader_id == reader.id), None)

    def sort(self, reader: Person, placed: Mapping[str, Mapping[str, int]], at: datetime) -> "BlindSort":
        """Keep the order that a reader gave. `placed`: stage to letter to place, 1 the weakest. Once for a reader."""
        self._only_by_others(reader)
        if self.sort_of(reader):
            raise Refused("You have put these anchors in order already, and have seen the key since.")
        orders = {stage: self._order(stage, places) for stage, places in dict(placed).items()}
        sort = BlindSort(reader_id=reader.id, orders=orders, at=at)
        self.sorts.append(sort)
        return sort

    def decide(self, reviewer: Person, goes_live: bool, reason: str, at: datetime) -> "Review":
        """Answer a proposal. Only after the own blind order; live only when that has passed."""
        self._only_by_others(reviewer)
        sort = self.sort_of(reviewer)
        if sort is None:
            raise Refused("Put the anchors in order first; then you see the whole record.")
        if goes_live and not sort.passes:
            raise Refused(
                "Your order of the anchors does not pass, so this cannot go live. Send it back with a reason."
            )
        self.review = Review(reviewer=reviewer, reviewer_id=reviewer.id, goes_live=goes_live, reason=reason, at=at)
        return self.review

    def _order(self, stage: str, places: Mapping[str, int]) -> list[int]:
        """Place by grade, as `provenance.retranslation` has it."""
        shown = self.shuffled(stage)
        if sorted(places.values()) != list(POINTS) or set(places) != set(shown):
            raise Refused("Give each of the places 1 to 5 once.")
        by_grade = {grade: places[letter] for letter, grade in shown.items()}
        return [by_grade[grade] for grade in POINTS]

    def _only_by_others(self, who: Person) -> None:
        if who.id == self.draft.author_id:
            raise Refused("This is your own proposal. Somebody else reviews it.")
        if self.withdrawn_at or self.review:
            raise Refused("This proposal does not wait any more.")


class BlindSort(Base):
    """How a reader who saw only the prompt and the shuffled anchors put them in order, by stage."""

    __tablename__ = "blind_sort"
    __table_args__ = (UniqueConstraint("proposal_id", "reader_id"),)

    id: Mapped[Key]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    orders: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    proposal: Mapped[Proposal] = relationship(lazy="raise_on_sql", back_populates="sorts")

    @property
    def passes(self) -> bool:
        """True when every anchor stands in its own place or the next one."""
        return all(abs(place - grade) <= 1 for order in self.orders.values() for grade, place in enumerate(order, 1))


class Review(Base):
    """The answer to a proposal: it goes live, as `record`, or back to its author; with a reason."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("proposal_id"),)

    id: Mapped[Key]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    goes_live: Mapped[bool]
    reason: Mapped[Words]
    at: Mapped[datetime]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("bank_record.id"))
    proposal: Mapped[Proposal] = relationship(lazy="raise_on_sql", back_populates="review")
    reviewer: Mapped[Person] = relationship(lazy="raise")
    record: Mapped[BankRecord | None] = relationship(lazy="raise")
