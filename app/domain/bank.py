"""The question bank in the database: immutable versions, told apart by the digest of their words."""

import enum
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.bankfiles.schema import Item, Level, Question, Scenario, Status, digest, parse
from app.domain.base import Base, Key, Name

__all__ = ["BankRecord", "Item", "Kind", "Level", "Question", "Scenario", "Status"]


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
