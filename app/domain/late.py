"""What an author typed before they knew that the card was locked: it arrives late, and counts for nothing.

It stands on the locked card for its author alone, who takes it into an amendment or leaves it out. Either is a row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base
from app.domain.content import Content, read
from app.domain.fields import flag_of
from app.domain.findings import field_words, item_of
from app.domain.kit import Kit
from app.domain.ops import Op, as_text
from app.domain.scorecard import Amendment
from app.domain.told import version_words


class LateChoice(Base):
    """What the author did with one late operation. Without an amendment: left out."""

    __tablename__ = "late_choice"
    __table_args__ = (ForeignKeyConstraint(["scorecard_id", "op_id"], ["op.scorecard_id", "op.id"]),)

    scorecard_id: Mapped[int] = mapped_column(primary_key=True)
    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))
    amendment: Mapped[Amendment | None] = relationship(lazy="raise")


@dataclass(frozen=True)
class LateField:
    """One field with what was typed into it after the lock: one value, or more that did not know of each other.

    `titles`: item key to how the card calls it.
    """

    field: str
    ops: tuple[Op, ...]
    titles: Mapping[str, str]

    @property
    def what(self) -> str:
        """ "S2 · Customer: a rating"."""
        words, title = field_words(self.field), self.titles.get(item_of(self.field, self.ops), "")
        return f"{title}: {words}" if title else words.capitalize()

    @property
    def versions(self) -> list[str]:
        return [version_words(op.value, self.titles) for op in self.ops]

    @property
    def is_clear(self) -> bool:
        """Can an amendment be filled in with it? Not with two different values: the author types what is right."""
        return len({as_text(op.value) for op in self.ops}) == 1


def late_fields(ops: Iterable[Op], titles: Mapping[str, str]) -> list[LateField]:
    """Group late operations, given in order of arrival. What is no value of any field is left out.

    `titles`: item key to how the card calls it.
    """
    fields: dict[str, list[Op]] = defaultdict(list)
    for op in ops:
        if flag_of(op.field, op.value) is None:
            fields[op.field].append(op)
    return [LateField(name, tuple(ops), titles) for name, ops in fields.items()]


def with_late(content: Content, kit: Kit, late: Iterable[LateField]) -> Content:
    """The locked card as it would be if these had come in time."""
    taken = {one.field: [one.ops[-1]] for one in late if one.is_clear}
    return read(kit, as_ops(content) | taken).content


def choices(ops: Iterable[Op], amendment: Amendment | None, at: datetime) -> list[LateChoice]:
    """The rows that say what became of late operations."""
    return [LateChoice(scorecard_id=op.scorecard_id, op_id=op.id, at=at, amendment=amendment) for op in ops]


def as_ops(content: Content) -> dict[str, list[Op]]:
    """The inverse of `content.read`, for a card without conflicts: one head a field. They are never stored."""
    typed = {f"rating/{key}": item.rated_at for key, item in content.items.items()}
    return {
        field: [Op(id="locked", field=field, value=value, typed_at=typed.get(field, ""))]
        for field, value in _values(content).items()
        if value is not None
    }


def _values(content: Content) -> dict[str, Any]:
    values: dict[str, Any] = {
        "recommendation": content.recommendation and content.recommendation.value,
        "summary": content.summary,
        "clock": {"started_at": content.started_at} if content.started_at else None,
    }
    for line in content.lines:
        said = asdict(line)
        values[f"note/{said.pop('id')}"] = said
    for key, item in content.items.items():
        rated = item.rating is not None or item.missing
        values |= {
            f"rating/{key}": {"rating": item.rating, "missing": item.missing, "under": item.under} if rated else None,
            f"evidence/{key}": item.sentence,
            f"claims/{key}": item.claims,
            f"stage/{key}": {"at": item.ended_at} if item.ended else None,
        }
        values |= _of_parts(f"fact/{key}", {one: asdict(fact) for one, fact in item.facts.items()})
        values |= _of_parts(f"fault/{key}", item.faults)
        values |= _of_parts(f"probe/{key}", {one: {"at": at} for one, at in item.probes.items()})
    return values


def _of_parts(field: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{field}/{one}": value for one, value in parts.items()}
