"""A debrief: those who have met a candidate talk their ratings over, from one reveal for all to minutes that stay.

Nothing in here touches a card: a rating that changes in the talk stands beside the first, and the first one counts.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key
from app.domain.candidate import Candidate
from app.domain.debrief_log import ChangeKind, Minute, Presence, RatingChange, Step, StepKind
from app.domain.errors import Refused
from app.domain.people import Person
from app.domain.rubric import SCALE
from app.domain.scorecard import Scorecard


class Debrief(Base):
    """One talk about one candidate. A candidate who is met once more gets another one."""

    __tablename__ = "debrief"

    id: Mapped[Key]
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    candidate: Mapped[Candidate] = relationship(lazy="raise")
    steps: Mapped[list["Step"]] = relationship(lazy="raise", order_by="Step.id", cascade="all, delete-orphan")
    presences: Mapped[list["Presence"]] = relationship(
        lazy="raise", order_by="(Presence.at, Presence.person_id)", cascade="all, delete-orphan"
    )
    minutes: Mapped[list["Minute"]] = relationship(lazy="raise", order_by="Minute.id", cascade="all, delete-orphan")
    changes: Mapped[list["RatingChange"]] = relationship(
        lazy="raise", order_by="RatingChange.id", cascade="all, delete-orphan"
    )

    @property
    def opening(self) -> "Step":
        return self.steps[0]

    @property
    def reason(self) -> str:
        """Why it was opened although something was missing, or ""."""
        return self.opening.words

    @property
    def reveal(self) -> "Step | None":
        return self._last(StepKind.REVEALED)

    @property
    def closing(self) -> "Step | None":
        return self._last(StepKind.CLOSED)

    @property
    def is_on(self) -> bool:
        """Revealed and not closed: the time in which there is something to talk about."""
        return bool(self.reveal and not self.closing)

    @property
    def leader(self) -> Person:
        """Who opened it, or took the lead last."""
        return next(one for one in reversed(self.steps) if one.kind in {StepKind.OPENED, StepKind.LEADS}).by

    @property
    def scribe_id(self) -> int | None:
        """Who writes the minutes beside the leader."""
        step = self._last(StepKind.SCRIBE)
        return int(step.about) if step else None

    @property
    def current(self) -> "Step | None":
        """The item that is talked about: its step says since when."""
        return self._last(StepKind.STARTED)

    @property
    def order(self) -> list[int] | None:
        """Ids of those who speak, as the leader has put them; None if they left it as it was."""
        step = self._last(StepKind.ORDERED)
        return [int(one) for one in step.about.split()] if step else None

    def is_in(self, person: Person) -> bool:
        return any(one.person_id == person.id for one in self.presences)

    def writes(self, person: Person) -> bool:
        """May this person write minutes?"""
        return person.id in {self.leader.id, self.scribe_id}

    def minute(self, item: str) -> "Minute | None":
        """The minutes of one item as they stand."""
        return next((one for one in reversed(self.minutes) if one.item == item), None)

    def changed(self, card_id: int, item_key: str) -> "RatingChange | None":
        """What the author of a card said last of one rating."""
        own = (one for one in reversed(self.changes) if (one.scorecard_id, one.item_key) == (card_id, item_key))
        return next(own, None)

    def time_for(self, item: str, now: datetime) -> timedelta:
        """How long an item has been talked about: from each start of it to the next step of that kind, or the end."""
        starts = [step for step in self.steps if step.kind in {StepKind.STARTED, StepKind.CLOSED}]
        ends = [*(step.at for step in starts[1:]), now]
        spans = (end - step.at for step, end in zip(starts, ends, strict=False) if self._is_start_of(step, item))
        return sum(spans, timedelta())

    def come_in(self, person: Person, at: datetime) -> bool:
        """Somebody takes part. Return whether they are new."""
        if self.is_in(person):
            return False
        if self.closing:
            raise Refused("This debrief is over. Its minutes are below.")
        self.presences.append(Presence(person=person, person_id=person.id, at=at))
        return True

    def lead(self, by: Person, at: datetime) -> None:
        """A hiring manager takes the lead over, at any time before the end."""
        self._not_over()
        if by.id != self.leader.id:
            self._log(StepKind.LEADS, by, at)

    def hand_the_pen(self, person: Person, by: Person, at: datetime) -> None:
        self._led_by(by)
        if not self.is_in(person):
            raise Refused(f"{person.name} is not in the room.", "person")
        self._log(StepKind.SCRIBE, by, at, about=str(person.id))

    def show(self, missing: Collection[object], by: Person, at: datetime) -> None:
        """Reveal the ratings to all in the room at once. `missing`: what is not in; a debrief that was opened with a
        reason goes on without. A second click changes nothing."""
        self._led_by(by)
        if self.reveal:
            return
        if missing and not self.reason:
            raise Refused("A card is missing again: it was taken back, or an interview was planned. Wait for it.")
        self._log(StepKind.REVEALED, by, at)

    def start(self, item: str, by: Person, at: datetime) -> None:
        """Talk about this item from now on."""
        self._led_by(by)
        self._is_revealed()
        if not self.current or self.current.about != item:
            self._log(StepKind.STARTED, by, at, about=item)

    def arrange(self, person_ids: Sequence[int], by: Person, at: datetime) -> None:
        """Who speaks first, second and so on."""
        self._led_by(by)
        self._log(StepKind.ORDERED, by, at, about=" ".join(map(str, person_ids)))

    def write(self, item: str, text: str, seen: int, by: Person, at: datetime) -> "Minute | None":
        """Keep the minutes of one item. `seen`: id of the version that the writer went on from, 0 for none. Return the
        new version, or None where nothing changed."""
        self._is_revealed()
        self._is_inside(by)
        if not self.writes(by):
            raise Refused(f"{self.leader.name} leads, and writes the minutes or names somebody who does.")
        last = self.minute(item)
        if (last.text if last else "") == text:
            return None
        if last and last.id != seen:
            raise Refused(
                f"{last.by.name} has written here since. Nothing is overwritten: join the two texts, then save.", "text"
            )
        minute = Minute(item=item, text=text, by=by, by_id=by.id, at=at)
        self.minutes.append(minute)
        return minute

    def change_rating(
        self, card: Scorecard, item_key: str, value: int, kind: ChangeKind, words: str, by: Person, at: datetime
    ) -> "RatingChange":
        """The author of a card now thinks otherwise: a row beside the first rating, which stays and counts."""
        self._is_revealed()
        self._is_inside(by)
        first = self._first(card, item_key, by)
        before = self.changed(card.id, item_key)
        if value not in SCALE:
            raise Refused("Choose a rating from 1 to 5.", "value")
        if not words.strip():
            raise Refused("Say what changed your mind, in your own words.", "words")
        if value == (before.value if before else first):
            raise Refused(f"It is {value} already. Choose another rating, or leave it.", "value")
        change = RatingChange(scorecard_id=card.id, item_key=item_key, first=first, value=value, kind=kind)
        change.words, change.at, change.by, change.by_id = words.strip(), at, by, by.id
        self.changes.append(change)
        return change

    def close(self, by: Person, at: datetime) -> None:
        """The talk is over, and the minutes stay as they are."""
        if self.closing:
            return
        self._led_by(by)
        self._is_revealed()
        self._log(StepKind.CLOSED, by, at)

    def _first(self, card: Scorecard, item_key: str, by: Person) -> int:
        if card.author_id != by.id:
            raise Refused("Only whoever gave a rating changes it.")
        rated = card.submission.counted.card_content.items.get(item_key) if card.submission else None
        if rated is None or rated.rating is None:
            raise Refused("There is no rating of yours to change here.")
        return rated.rating

    def _led_by(self, by: Person) -> None:
        self._not_over()
        if by.id != self.leader.id:
            raise Refused(f"{self.leader.name} leads this debrief. Ask them, or take the lead.")

    def _is_inside(self, person: Person) -> None:
        if not self.is_in(person):
            raise Refused("Come into the room first.")

    def _is_revealed(self) -> None:
        self._not_over()
        if not self.reveal:
            raise Refused("The ratings are not revealed yet.")

    def _not_over(self) -> None:
        if self.closing:
            raise Refused("This debrief is closed. Its minutes stay as they are.")

    def _last(self, kind: StepKind) -> "Step | None":
        return next((one for one in reversed(self.steps) if one.kind == kind), None)

    def _log(self, kind: StepKind, by: Person, at: datetime, about: str = "") -> None:
        self.steps.append(Step(kind=kind, by=by, by_id=by.id, at=at, about=about, words=""))

    @staticmethod
    def _is_start_of(step: "Step", item: str) -> bool:
        return (step.kind, step.about) == (StepKind.STARTED, item)


def open_debrief(
    candidate: Candidate, missing: Collection[object], cards: int, reason: str, by: Person, at: datetime
) -> Debrief:
    """Open the room. `missing`: what is not in, `cards`: how many are. With something missing it takes a reason, which
    everybody in the room will read."""
    if candidate.withdrawal:
        raise Refused(f"{candidate.name} has withdrawn, so there is nothing to decide. Undo the withdrawal first.")
    if not cards:
        raise Refused(f"No card on {candidate.name} is in yet, so there is nothing to talk about.")
    if missing and not reason.strip():
        raise Refused("Cards are missing. Wait for them, or say why it cannot wait.", "reason")
    debrief = Debrief(candidate=candidate, candidate_id=candidate.id, presences=[], minutes=[], changes=[])
    words = reason.strip() if missing else ""
    debrief.steps = [Step(kind=StepKind.OPENED, by=by, by_id=by.id, at=at, about="", words=words)]
    return debrief
