"""A scorecard: one interviewer's record of one interview, from assignment to lock and amendment."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bankfiles.schema import Item
from app.domain.base import Base, Key, Words
from app.domain.content import Content, Draft, from_json
from app.domain.errors import Refused
from app.domain.findings import findings
from app.domain.interview import CARD_IS_VERY_LATE_AFTER, Interview, State
from app.domain.ops import Incoming, Op, Quarantined, Result, keep
from app.domain.people import Person

IMPORTED_STAYS = "This card was imported and stays as it is. A corrected table can be imported into another opening."


class OutOfDate(Refused):
    """The card changed after the author looked at it: show the heads and ask again."""


class Scorecard(Base):
    """The seat of one interviewer in one interview, and what they write in it.

    A seat is open, submitted, or released (taken over, or taken off the panel). Its typed content are the
    operations of `app.domain.ops`; what counts is what was locked in a submission.
    """

    __tablename__ = "scorecard"
    __table_args__ = (UniqueConstraint("interview_id", "author_id"),)

    id: Mapped[Key]
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime | None]
    covers_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard.id"))
    had_seen_ratings: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[datetime | None]
    is_shadow: Mapped[bool] = mapped_column(default=False)  # a trainee's: theirs and the managers', counted nowhere
    on_paper_at: Mapped[datetime | None]  # when the interview was held, for a card that was typed in afterwards
    # A card that came with its interview knows it already; only what would need a statement raises.
    interview: Mapped[Interview] = relationship(lazy="raise_on_sql", back_populates="cards")
    author: Mapped[Person] = relationship(lazy="raise", foreign_keys=[author_id])
    submissions: Mapped[list["Submission"]] = relationship(
        lazy="raise",
        back_populates="card",
        order_by="Submission.id",
        cascade="all, delete-orphan",
    )

    @property
    def is_imported(self) -> bool:
        """Was it made from a table of earlier ratings? Then it has no anchors, evidence, times or recommendation."""
        return bool(self.submission and self.submission.imported_from)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is rated on it: the items of its kit, or what an imported card says itself."""
        if self.is_imported and self.submission:
            return self.submission.card_content.own_items
        return self.interview.kit.items if self.interview.kit else ()

    @property
    def submission(self) -> "Submission | None":
        """The lock that stands, if there is one."""
        return next(
            (one for one in reversed(self.submissions) if one.taken_back_at is None),
            None,
        )

    @property
    def is_submitted(self) -> bool:
        return self.submission is not None

    @property
    def is_open(self) -> bool:
        """Is its author still expected to write in it? While one of these is open, they stay blind."""
        return not (self.released_at or self.is_submitted or self.interview.state.fell_through)

    @property
    def is_under_way(self) -> bool:
        """Begun, neither submitted nor released, whatever became of the interview."""
        return bool(self.begun_at) and not (self.released_at or self.is_submitted)

    def is_late(self, now: datetime) -> bool:
        """Not in a day after the end of the interview. Nobody chases a shadow."""
        return self.is_open and not self.is_shadow and now > self.interview.due_at

    @property
    def was_very_late(self) -> bool:
        """Submitted more than three days after the interview: memory had faded."""
        sent = self.submission
        return sent is not None and sent.at > self.interview.ends_at + CARD_IS_VERY_LATE_AFTER

    def begin(self, at: datetime) -> None:
        """Its author opens it for the first time."""
        if self.begun_at is None:
            self.interview.begin(at)
            self.begun_at = at

    def enter_from_paper(self, held_at: datetime, at: datetime) -> None:
        """Its author filled in the kit on paper at `held_at`, and types it in now. Such a card has no live stamps."""
        if not self.is_open:
            raise Refused("This card is not yours to write in any more.")
        if self.begun_at:
            raise Refused("This card has been begun here already. Go on in it; the clock can stay as it is.")
        if at < self.interview.ends_at:
            raise Refused("The interview is not over yet. Enter it from paper afterwards.")
        if held_at > at:
            raise Refused("That is still to come. Say when the interview was held.", "day")
        self.on_paper_at = held_at
        self.begin(at)

    def record(
        self, incoming: Iterable[Incoming], known: Mapping[str, Op], at: datetime
    ) -> tuple[list[Result], list[Op | Quarantined]]:
        """Take in operations: an answer for each, and the rows to insert. Never refuses: a closed card keeps them."""
        return keep(self.id, incoming, known, locked=not self.is_open, at=at)

    def submit(
        self,
        draft: Draft,
        seen_mark: str,
        present_mark: str,
        names: Mapping[str, str],
        by: Person,
        at: datetime,
    ) -> "Submission":
        """Lock the card. `seen_mark` and `present_mark` name what the author saw and what it says now (`ops.mark`);
        they must be the same, and nothing that stops a lock may be open. A second click changes nothing."""
        if self.submission and self.submission.heads_mark == seen_mark:
            return self.submission
        if self.submission:
            raise Refused("This card is locked already. To change it, amend it and say why.")
        if not self.is_open:
            raise Refused("This card is no longer yours to submit: it was released, or the interview fell through.")
        if seen_mark != present_mark:
            raise OutOfDate("Something was saved after you looked. Read the card once more, then submit.")
        self._settled(draft, names)
        submission = Submission(at=at, heads_mark=seen_mark, **_locked(draft.content))
        self.submissions.append(submission)
        if not self.interview.state.took_place:
            self.interview.mark(State.HELD, by, at)
        return submission

    def import_(self, content: Content, file: str, at: datetime) -> "Submission":
        """Lock ratings from before, in an open seat that nobody has written in. `file`: where they came from."""
        if self.submission or self.begun_at:
            raise Refused("There is a card in this seat already.")
        submission = Submission(at=at, heads_mark="", imported_from=file, amendments=[], **_locked(content))
        self.submissions.append(submission)
        return submission

    def _settled(self, draft: Draft, names: Mapping[str, str]) -> None:
        kit = self.interview.kit
        if kit is None:
            raise Refused("This round has no kit yet, so there is nothing to lock.")
        open_ends = [one for one in findings(draft, kit, names) if one.stops]
        if open_ends:
            raise Refused(open_ends[0].sentence)

    def fixed_because(self, readers: Collection[int], has_read_others: bool) -> str:
        """Why this card cannot be taken back, as a sentence, or "" while nobody has gained anything by it.

        `readers`: ids of the people who have read this card; `has_read_others`: has its author read a colleague's
        card on the same person? In both cases a change is an amendment instead.
        """
        if self.submission is None:
            return "This card is not submitted, so there is nothing to take back."
        if self.is_imported:
            return IMPORTED_STAYS
        if set(readers) - {self.author_id}:
            return "Somebody has read this card. Amend it instead, and say why."
        if has_read_others:
            return "You have read other cards on this candidate. Amend yours instead, and say why."
        return ""

    def take_back(self, readers: Collection[int], has_read_others: bool, at: datetime) -> None:
        """Undo a wrong submit. Refused when `fixed_because` has a reason."""
        submission, why = self.submission, self.fixed_because(readers, has_read_others)
        if submission is None or why:
            raise Refused(why)
        submission.taken_back_at = at

    def amend(self, changed: Content, reason: str, has_read_others: bool, at: datetime) -> "Amendment":
        """Lock a changed copy beside the first one, with a reason."""
        if self.submission is None:
            raise Refused("This card is not locked yet. Change it on the card itself.")
        if self.is_imported:
            raise Refused(IMPORTED_STAYS)
        if not reason.strip():
            raise Refused("Say why you change the card. Both versions stay.", "reason")
        if changed.fingerprint == self.submission.latest.fingerprint:
            raise Refused("Nothing was changed, so there is nothing to amend.")
        amendment = Amendment(
            at=at,
            reason=reason.strip(),
            had_read_others=has_read_others,
            **_locked(changed),
        )
        self.submission.amendments.append(amendment)
        return amendment

    def release(self, at: datetime) -> None:
        """Take the author off the panel. What they have written stays, and stays theirs."""
        if self.is_submitted:
            raise Refused("This card has been submitted, so its author stays on the panel.")
        self.released_at = self.released_at or at


class Lock:
    """What a submission and an amendment have in common: a copy of the card that no later operation changes."""

    content: Mapped[dict[str, Any]]
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)

    @cached_property
    def card_content(self) -> Content:
        return from_json(self.content)


class Submission(Lock, Base):
    """The author says: this is my card."""

    __tablename__ = "submission"

    id: Mapped[Key]
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), index=True)
    at: Mapped[datetime]
    heads_mark: Mapped[str] = mapped_column(String(64))
    taken_back_at: Mapped[datetime | None]
    imported_from: Mapped[str] = mapped_column(String(200), default="")  # the table's file; "" if scored here
    card: Mapped[Scorecard] = relationship(lazy="raise", back_populates="submissions")
    amendments: Mapped[list["Amendment"]] = relationship(
        lazy="raise", order_by="Amendment.id", cascade="all, delete-orphan"
    )

    @property
    def latest(self) -> "Submission | Amendment":
        """The card as its author leaves it now."""
        return self.amendments[-1] if self.amendments else self

    @property
    def counted(self) -> "Submission | Amendment":
        """What comparisons use: the last version written before its author read a colleague's card."""
        own = [amendment for amendment in self.amendments if not amendment.had_read_others]
        return own[-1] if own else self


class Amendment(Lock, Base):
    """A later change with its reason; the first version stays beside it."""

    __tablename__ = "amendment"

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    at: Mapped[datetime]
    reason: Mapped[Words]
    had_read_others: Mapped[bool]


class Reading(Base):
    """Somebody other than the author has had this card's content on their screen, on paper or in a file."""

    __tablename__ = "reading"

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]


def _locked(content: Content) -> dict[str, Any]:
    return {"content": content.as_json(), "fingerprint": content.fingerprint}
