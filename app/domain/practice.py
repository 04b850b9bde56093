"""Practice: canned answers that everybody rates blind, with a key that is shown to whoever has rated.

Nothing here is about a candidate, and nothing of it enters a figure about interviews. People are told how far they
are from the key, for themselves; nobody is ranked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bankfiles.practice import PracticeRecord
from app.bankfiles.schema import Item, digest
from app.domain.bank import BankRecord
from app.domain.base import Base, Key, Words
from app.domain.errors import Refused
from app.domain.people import Person

SET_SIZE = 4
FIRST_SETS = 3  # before somebody's first interview
LONGEST = 5_000


class PracticeAnswer(Base):
    """One version of a canned answer, and the version of the question by whose anchors it is rated.

    Its words never change: new words are a new row. `words.rating` is the key.
    """

    __tablename__ = "practice_answer"
    __table_args__ = (UniqueConstraint("key", "digest"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    record_id: Mapped[int] = mapped_column(ForeignKey("bank_record.id"), index=True)
    content: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]
    record: Mapped[BankRecord] = relationship(lazy="raise")

    @classmethod
    def of(cls, words: PracticeRecord, record: BankRecord, at: datetime) -> "PracticeAnswer":
        return cls(
            key=words.id,
            digest=digest(words),
            version=words.version,
            record=record,
            content=words.model_dump(mode="json"),
            added_at=at,
        )

    @cached_property
    def words(self) -> PracticeRecord:
        """The answer as its author wrote it, with the key and its reasons."""
        return PracticeRecord.model_validate(self.content)

    @property
    def competency(self) -> str:
        """The code of what is rated: PRA-AIS-01 is on AIS."""
        return self.key.split("-")[1]

    @property
    def paragraphs(self) -> list[tuple[bool, str]]:
        """The answer in order; True marks what the interviewer did or said meanwhile."""
        return [(text.startswith("["), text) for text in self.words.answer.splitlines()]

    @property
    def item(self) -> Item:
        """What was asked, with the anchors."""
        return self.record.items[0]


class PracticeRating(Base):
    """What one person gave an answer before they knew the key. `rating` None: "No evidence". It stays as it is."""

    __tablename__ = "practice_rating"
    __table_args__ = (
        UniqueConstraint("answer_id", "person_id"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(ForeignKey("practice_answer.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    rating: Mapped[int | None]
    note: Mapped[Words]
    answer: Mapped[PracticeAnswer] = relationship(lazy="raise")
    thoughts: Mapped[list["SecondThought"]] = relationship(
        lazy="raise", order_by="SecondThought.id", cascade="all, delete-orphan"
    )

    @property
    def gap(self) -> int | None:
        """How far above the key, in points; below is negative. None for "No evidence"."""
        return None if self.rating is None else self.rating - self.answer.words.rating

    @property
    def words(self) -> str:
        """In words that follow "the key says 4, you": "gave 3, one below it"."""
        if self.gap is None:
            return "marked no evidence"
        return f"gave {self.rating}, {off_words(self.gap)}"

    def think_again(self, text: str, at: datetime) -> "SecondThought":
        """Add a second thought; the rating stays."""
        thought = SecondThought(text=text, at=at)
        self.thoughts.append(thought)
        return thought

    def comment(self, point: int | None, text: str, at: datetime) -> "AnchorComment":
        """Say something on an anchor, or on all of them. Only who has rated can: the answer is then known to them."""
        ids = {"answer_id": self.answer_id, "person_id": self.person_id}
        return AnchorComment(**ids, point=point, text=text, at=at, reply=None)


class SecondThought(Base):
    """What somebody thinks of their own rating after they have seen the key. For them alone."""

    __tablename__ = "practice_thought"

    id: Mapped[Key]
    rating_id: Mapped[int] = mapped_column(ForeignKey("practice_rating.id"), index=True)
    at: Mapped[datetime]
    text: Mapped[Words]


class AnchorComment(Base):
    """Words on the anchors by which an answer was rated. For everybody who has rated that answer.

    `point`: which anchor; None means all of them. One that a reviewer has answered has a reply.
    """

    __tablename__ = "anchor_comment"
    __table_args__ = (CheckConstraint("point BETWEEN 1 AND 5", name="point"),)

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(ForeignKey("practice_answer.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    point: Mapped[int | None]
    text: Mapped[Words]
    answer: Mapped[PracticeAnswer] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    reply: Mapped["CommentReply | None"] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def about(self) -> str:
        return "All anchors" if self.point is None else f"The anchor of {self.point}"

    def answer_with(self, version: int | None, because: str, by: Person, at: datetime) -> None:
        """A reviewer took it up in a version of the question, or left it, with a reason. Once."""
        if self.reply:
            raise Refused("This comment has been answered already.")
        if version is None and not because:
            raise Refused("Say in which version it was taken up, or why it is left.", "because")
        self.reply = CommentReply(version=version, because=because, by_id=by.id, by=by, at=at)


class CommentReply(Base):
    """What became of a comment: taken up in `version` of the question, or left (None), and why."""

    __tablename__ = "anchor_comment_reply"
    __table_args__ = (UniqueConstraint("comment_id"),)

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("anchor_comment.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int | None]
    because: Mapped[Words]
    by: Mapped[Person] = relationship(lazy="raise")

    @property
    def words(self) -> str:
        if self.version is None:
            return f"Left, because: {self.because}"
        return f"Taken up in version {self.version}.{f' {self.because}' if self.because else ''}"


class PracticePutOff(Base):
    """Somebody does not want to be reminded of the first sets."""

    __tablename__ = "practice_put_off"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]


def rate(
    answer: PracticeAnswer, earlier: PracticeRating | None, rating: int | None, note: str, by: Person, at: datetime
) -> PracticeRating:
    """Rate an answer, once. `earlier`: the rating of this person that is there; `rating` None: "No evidence"."""
    if earlier:
        raise Refused("You have rated this answer already, and the first rating stays. Add a second thought instead.")
    return PracticeRating(answer=answer, person_id=by.id, rating=rating, note=note, at=at, thoughts=[])


@dataclass(frozen=True)
class PracticeSet:
    """A few answers to rate in a row. `rated`: ids of the answers that the person has rated."""

    number: int
    answers: Sequence[PracticeAnswer]
    rated: Collection[int] = frozenset()

    def of(self, rated: Collection[int]) -> "PracticeSet":
        """The same set for somebody who has rated these answers."""
        return replace(self, rated=rated)

    @property
    def done(self) -> int:
        return sum(one.id in self.rated for one in self.answers)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.answers)

    @property
    def next(self) -> PracticeAnswer | None:
        """The first answer that waits for a rating."""
        return next((one for one in self.answers if one.id not in self.rated), None)


def practice_sets(
    answers: Sequence[PracticeAnswer], places: Mapping[str, int], rated: Collection[int] = frozenset()
) -> list[PracticeSet]:
    """Sets of four: the first answer of every competency, then the second one of each. `places`: code to place in the
    rubric. A set goes through several competencies, so that no grade can be guessed from its neighbours."""

    def order(one: PracticeAnswer) -> tuple[str, int]:
        return one.key.rpartition("-")[2], places.get(one.competency, len(places))

    ordered = sorted(answers, key=order)
    parts = [ordered[n : n + SET_SIZE] for n in range(0, len(ordered), SET_SIZE)]
    return [PracticeSet(number, part, rated) for number, part in enumerate(parts, 1)]


def off_words(gap: int) -> str:
    """ "as the key", "one below it", "two above it"."""
    far = ("as the key", "one", "two", "three", "four")[abs(gap)]
    return f"{far} {'above' if gap > 0 else 'below'} it" if gap else far
