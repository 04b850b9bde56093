"""A decision on a candidate: one person signs, with a reason. It never changes; a later one stands beside it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Words
from app.domain.candidate import Candidate
from app.domain.errors import Refused
from app.domain.people import Person
from app.domain.rubric import LEVEL_NAMES, Level


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

    @property
    def is_final(self) -> bool:
        """Does it end the interviews? A later decision, one more interview, takes them up again."""
        return self in {Verdict.OFFER, Verdict.NO_OFFER, Verdict.OTHER_LEVEL}


VERDICT_WORDS = {
    Verdict.GO_ON: "Go on to the next round",
    Verdict.OFFER: "Offer",
    Verdict.NO_OFFER: "No offer",
    Verdict.HOLD: "Hold",
    Verdict.ONE_MORE: "One more interview",
    Verdict.OTHER_LEVEL: "Another level",
}


@dataclass(frozen=True)
class Further:
    """What a decision says beyond verdict and reason. `competencies`: names of those that one more interview is about;
    `level`: the other level; `for_panel`: what the panel may read; `earlier`: decisions before it, newest first."""

    competencies: tuple[str, ...] = ()
    level: Level | None = None
    for_panel: str = ""
    earlier: Sequence["Decision"] = ()


class Decision(Base):
    """Signed by one accountable person, in their own words, with any dissent and what was missing when they signed.

    `dissent`: as the signer heard it; who dissents says so in a `Dissent` of their own. `for_panel`: what the panel
    may read of the reason. `follows`: the decision that it comes after.
    """

    __tablename__ = "decision"

    id: Mapped[Key]
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    verdict: Mapped[Verdict]
    reason: Mapped[Words]
    dissent: Mapped[Words]
    for_panel: Mapped[Words]
    competencies: Mapped[list[str]] = mapped_column(default=list)
    level: Mapped[Level | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    cards_read: Mapped[int]
    cards_missing: Mapped[int]
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    candidate: Mapped[Candidate] = relationship(lazy="raise")
    signed_by: Mapped[Person] = relationship(lazy="raise")
    follows: Mapped["Decision | None"] = relationship(lazy="raise", remote_side="Decision.id")
    dissents: Mapped[list["Dissent"]] = relationship(lazy="raise", order_by="Dissent.id", cascade="all, delete-orphan")
    closing: Mapped["Closing | None"] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def words(self) -> str:
        """ "One more interview: Purpose, Worth"; "Another level: Staff"; "Offer"."""
        more = ", ".join(self.competencies) or (LEVEL_NAMES[self.level] if self.level else "")
        return f"{self.verdict.words}: {more}" if more else self.verdict.words

    def dissents_from(self, words: str, by: Person, at: datetime) -> "Dissent":
        """Somebody of the panel says that they see it otherwise. The signer changes nothing in it."""
        if self.closing:
            raise Refused("This decision is closed, and nothing is added to it.", "words")
        if by.id == self.signed_by_id:
            raise Refused("You signed it. To change it, sign a new decision.", "words")
        if not words.strip():
            raise Refused("Say what you see differently, and why.", "words")
        dissent = Dissent(words=words.strip(), by=by, by_id=by.id, at=at)
        self.dissents.append(dissent)
        return dissent

    def close(self, by: Person, at: datetime) -> None:
        """Nothing is added any more. Closing twice changes nothing."""
        if not self.verdict.is_final:
            raise Refused(f"{self.verdict.words} ends nothing, so there is nothing to close.")
        if self.closing is None:
            self.closing = Closing(by=by, by_id=by.id, at=at)


class Dissent(Base):
    """Somebody of the panel sees it differently, in their own words."""

    __tablename__ = "dissent"

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    words: Mapped[Words]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person] = relationship(lazy="raise")


class Closing(Base):
    """The candidate is done with: who closed the decision, and when."""

    __tablename__ = "closing"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person] = relationship(lazy="raise")


def sign(
    candidate: Candidate,
    verdict: Verdict,
    reason: str,
    dissent: str,
    cards: tuple[int, int],
    by: Person,
    at: datetime,
    further: Further = Further(),
) -> Decision:
    """Sign a decision. `cards`: how many were in, and how many were still to come."""
    _check(candidate, verdict, reason, further)
    return Decision(
        candidate=candidate,
        verdict=verdict,
        reason=reason.strip(),
        dissent=dissent.strip(),
        for_panel=further.for_panel.strip(),
        competencies=list(further.competencies) if verdict == Verdict.ONE_MORE else [],
        level=further.level if verdict == Verdict.OTHER_LEVEL else None,
        follows=further.earlier[0] if further.earlier else None,
        cards_read=cards[0],
        cards_missing=cards[1],
        signed_by=by,
        signed_at=at,
        dissents=[],
        closing=None,
    )


def goes_on(candidate: Candidate, decisions: Sequence[Decision]) -> None:
    """Refused when the newest decision has ended the interviews. `decisions`: newest first.

    What was decided is not said: whoever plans may not be meant to know it.
    """
    if decisions and decisions[0].verdict.is_final:
        raise Refused(
            f"It is decided on {candidate.name}, so no interview is planned any more. The hiring manager can sign "
            "a new decision first: one more interview."
        )


def _check(candidate: Candidate, verdict: Verdict, reason: str, further: Further) -> None:
    if not reason.strip():
        raise Refused("Write the reason in your own words. It is kept with the decision.", "reason")
    if verdict == Verdict.ONE_MORE and not further.competencies:
        raise Refused("Name the competencies that one more interview is to be about.", "competencies")
    if verdict == Verdict.OTHER_LEVEL and further.level in {None, candidate.opening.level}:
        raise Refused("Choose the other level.", "level")
