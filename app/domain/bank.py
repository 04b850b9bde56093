"""The question bank in the database: immutable versions, told apart by the digest of their words."""

import enum
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bankfiles.schema import Item, Level, Question, Scenario, Status, digest, parse
from app.domain.base import Base, Key, Name, Words
from app.domain.errors import Refused
from app.domain.people import Person

__all__ = ["BankRecord", "Item", "Kind", "Level", "Question", "Retirement", "Scenario", "Status", "family"]


def family(key: str) -> str:
    """The question of which a key names a variant: CAN-SR-PB-01 for CAN-SR-PB-01b."""
    return key[:-1] if key[-1:].islower() else key


_parsed: dict[str, tuple[Item, ...]] = {}  # by digest: as many as there are versions in the bank


class Kind(enum.StrEnum):
    QUESTION = "question"
    SCENARIO = "scenario"


class BankRecord(Base):
    """One version of a question or a scenario. Its words never change: new words are a new row.

    `status` may move on (draft, live, retired), since it says nothing to the candidate.
    """

    __tablename__ = "bank_record"
    __table_args__ = (UniqueConstraint("key", "digest"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[Kind]
    version: Mapped[int]
    status: Mapped[Status]
    level: Mapped[Level]
    title: Mapped[Name]
    minutes: Mapped[int]
    content: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]

    @classmethod
    def of(cls, record: Question | Scenario, at: datetime) -> "BankRecord":
        kind = Kind.SCENARIO if isinstance(record, Scenario) else Kind.QUESTION
        return cls(
            key=record.id,
            digest=digest(record),
            kind=kind,
            version=record.version,
            status=record.status,
            level=record.level,
            title=record.title if isinstance(record, Scenario) else record.id,
            minutes=record.minutes,
            content=record.model_dump(mode="json"),
            added_at=at,
        )

    @cached_property
    def words(self) -> Question | Scenario:
        """The record as its author wrote it."""
        return parse(self.kind.value, self.content)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What is rated in it: a question is one item, a scenario one item a stage. Parsed once for the same words:
        every page of ratings asks for them."""
        if self.digest not in _parsed:
            _parsed[self.digest] = self.words.items()
        return _parsed[self.digest]

    @property
    def competencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.competency for item in self.items))


class Retirement(Base):
    """A question is not to be asked any more, in whatever version: who said so, when and why; and who ended that.

    It takes a question out of what new kits are offered, and changes nothing that holds it already.
    """

    __tablename__ = "retirement"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[Words]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[by_id])
    ended_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[ended_by_id])

    @classmethod
    def of(
        cls, record: BankRecord, earlier: "Retirement | None", by: Person, at: datetime, reason: str
    ) -> "Retirement":
        """`earlier`: the one that stands, if any: nothing retires twice."""
        if earlier:
            raise Refused(f"{record.key} is retired already.")
        if not reason:
            raise Refused("Say why, for those who look for it later.", "reason")
        return cls(key=record.key, at=at, by=by, reason=reason)

    def end(self, by: Person, at: datetime) -> None:
        """The question may be asked again. Ending it twice changes nothing."""
        if self.ended_at is None:
            self.ended_at, self.ended_by = at, by


STANDS = Retirement.ended_at.is_(None)
Index("ix_retirement_key_stands", Retirement.key, unique=True, sqlite_where=STANDS, postgresql_where=STANDS)
