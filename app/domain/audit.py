"""The trail: who did what and when, each row chained to the one before by its hash.

It holds ids and plain facts, never names, notes or ratings, so that erasing a candidate leaves it whole.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, Key

BEGINNING = "0" * 64


class Entry(Base):
    """One act. `subject` is what it was done to ("scorecard 7"), `facts` what else one must know."""

    __tablename__ = "audit_entry"

    id: Mapped[Key]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    facts: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))

    @classmethod
    def after(
        cls,
        last: "Entry | None",
        at: datetime,
        person_id: int | None,
        act: str,
        subject: str,
        facts: dict[str, Any],
    ) -> "Entry":
        entry = cls(
            at=at,
            person_id=person_id,
            act=act,
            subject=subject,
            facts=facts,
            previous=last.digest if last else BEGINNING,
        )
        entry.digest = entry.computed()
        return entry

    def computed(self) -> str:
        """SHA-256 over the row before and the content of this one."""
        content = [
            self.previous,
            self.at.isoformat(),
            self.person_id,
            self.act,
            self.subject,
            self.facts,
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
