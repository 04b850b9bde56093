"""A kit: the list of questions for a round, frozen when it is first used."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.bank import BankRecord, Item, Level
from app.domain.base import Base, Key, Name, Words
from app.domain.errors import Refused


class RoundKind(enum.StrEnum):
    PRODUCT_CONVERSATION = "product_conversation"
    STAGED_SCENARIO = "staged_scenario"
    AI_DRAFT_REVIEW = "ai_draft_review"


KIND_WORDS = {
    RoundKind.PRODUCT_CONVERSATION: "Product conversation",
    RoundKind.STAGED_SCENARIO: "Staged scenario",
    RoundKind.AI_DRAFT_REVIEW: "Review of an AI draft",
}


class Kit(Base):
    """Questions in running order, with the words that every candidate hears before and after."""

    __tablename__ = "kit"

    id: Mapped[Key]
    key: Mapped[str | None] = mapped_column(String(64))
    title: Mapped[Name]
    level: Mapped[Level]
    round_kind: Mapped[RoundKind]
    minutes: Mapped[int]
    opening_words: Mapped[Words]
    closing_words: Mapped[Words]
    created_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    slots: Mapped[list["KitSlot"]] = relationship(
        lazy="raise",
        back_populates="kit",
        order_by="KitSlot.position",
        cascade="all, delete-orphan",
    )

    @property
    def records(self) -> list[BankRecord]:
        return [slot.record for slot in self.slots]

    @property
    def items(self) -> tuple[Item, ...]:
        """What is rated with this kit, in running order."""
        return tuple(item for record in self.records for item in record.items)

    @property
    def competencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.competency for item in self.items))

    @property
    def planned_minutes(self) -> int:
        return sum(record.minutes for record in self.records)

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)

    def fill(self, records: list[BankRecord]) -> None:
        """Set the questions in this order. Refused once frozen, and for a question twice."""
        if self.frozen_at:
            raise Refused("This kit has been used in an interview and stays as it is. Make a copy and change that.")
        if len({record.key for record in records}) < len(records):
            raise Refused("A question is in this kit twice. Take one of the two out.", "questions")
        # A slot that stays is the same row: a question stands once in a kit, and rows are inserted before they go.
        kept = {slot.record.id: slot for slot in self.slots if slot.record.id}
        self.slots = [
            self._placed(kept.get(record.id) or KitSlot(record=record), n) for n, record in enumerate(records)
        ]

    def renew(self, old: BankRecord, newer: BankRecord) -> None:
        """Ask the `newer` version of a question in the place of the `old` one. Refused once frozen."""
        self.fill([newer if record.id == old.id else record for record in self.records])

    @staticmethod
    def _placed(slot: "KitSlot", position: int) -> "KitSlot":
        slot.position = position
        return slot

    def freeze(self, at: datetime) -> None:
        self.frozen_at = self.frozen_at or at

    def copy(self, at: datetime) -> "Kit":
        """The same kit, not frozen, to be changed."""
        twin = Kit(
            title=f"{self.title} (copy)"[:200],
            level=self.level,
            round_kind=self.round_kind,
            minutes=self.minutes,
            opening_words=self.opening_words,
            closing_words=self.closing_words,
            created_at=at,
        )
        twin.fill(self.records)
        return twin


class KitSlot(Base):
    """One place in the running order."""

    __tablename__ = "kit_slot"
    __table_args__ = (UniqueConstraint("kit_id", "record_id"),)

    id: Mapped[Key]
    kit_id: Mapped[int] = mapped_column(ForeignKey("kit.id"), index=True)
    position: Mapped[int]
    record_id: Mapped[int] = mapped_column(ForeignKey("bank_record.id"))
    kit: Mapped[Kit] = relationship(lazy="raise", back_populates="slots")
    record: Mapped[BankRecord] = relationship(lazy="raise")
