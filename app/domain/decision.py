"""A decision on a candidate: one person signs, with a reason. It never changes; a later one stands beside it."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Words
from app.domain.candidate import Candidate
from app.domain.errors import Refused
from app.domain.people import Person


class Verdict(enum.StrEnum):
    """What is decided. The tool proposes none of them."""

    GO_ON = "go_on"
    OFFER = "offer"
    NO_OFFER = "no_offer"
    HOLD = "hold"
    ONE_MORE = "one_more"
    OTHER_LEVEL = "other_level"

    @property
    def words(self) -> str:
        return VERDICT_WORDS[self]


VERDICT_WORDS = {
    Verdict.GO_ON: "Go on to the next round",
    Verdict.OFFER: "Offer",
    Verdict.NO_OFFER: "No offer",
    Verdict.HOLD: "Hold",
    Verdict.ONE_MORE: "One more interview",
    Verdict.OTHER_LEVEL: "Another level",
}


class Decision(Base):
    """Signed by one accountable person, in their own words, with any dissent and what was missing when they signed."""

    __tablename__ = "decision"

    id: Mapped[Key]
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    verdict: Mapped[Verdict]
    reason: Mapped[Words]
    dissent: Mapped[Words]
    cards_read: Mapped[int]
    cards_missing: Mapped[int]
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    candidate: Mapped[Candidate] = relationship(lazy="raise")
    signed_by: Mapped[Person] = relationship(lazy="raise")


def sign(
    candidate: Candidate,
    verdict: Verdict,
    reason: str,
    dissent: str,
    cards: tuple[int, int],
    by: Person,
    at: datetime,
) -> Decision:
    """Sign a decision. `cards`: how many were in, and how many were still to come."""
    if not reason.strip():
        raise Refused(
            "Write the reason in your own words. It is kept with the decision.",
            "reason",
        )
    return Decision(
        candidate=candidate,
        verdict=verdict,
        reason=reason.strip(),
        dissent=dissent.strip(),
        cards_read=cards[0],
        cards_missing=cards[1],
        signed_by=by,
        signed_at=at,
    )
