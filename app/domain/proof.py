"""Is what a paper shows still the record? A paper carries a fingerprint, and the record answers for it.

The fingerprint of one card is that of its lock (`Content.fingerprint`). A paper of several cards has a fingerprint of
theirs, its `bundle`; that it was handed out is a row, since the cards cannot be found from the bundle. The answer is
one of three words and holds no name, number or date, so that it may be given to anybody.
"""

import hashlib
import re
from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base
from app.domain.scorecard import Submission

LENGTH = 64
SEPARATORS = re.compile(r"[\s:.\-\u00ad\u200b-\u200d\u2060\ufeff]+")


class Kind(StrEnum):
    """A paper that shows several cards, as they count in comparisons (`Submission.counted`)."""

    COMPARISON = "comparison"
    CANDIDATE = "candidate"
    PACKET = "packet"


class Answer(StrEnum):
    """What the record says of a fingerprint."""

    MATCHES = "matches"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        return TITLES[self]

    @property
    def sentence(self) -> str:
        return SENTENCES[self]


TITLES = {
    Answer.MATCHES: "This is the record as it stands",
    Answer.SUPERSEDED: "The record has changed since",
    Answer.UNKNOWN: "This fingerprint is not known here",
}
SENTENCES = {
    Answer.MATCHES: "What was locked under this fingerprint has not been amended or taken back.",
    Answer.SUPERSEDED: "What was locked under this fingerprint was amended or taken back. "
    "Ask whoever gave you the paper for a new one.",
    Answer.UNKNOWN: "Compare it with the paper, character by character. "
    "The paper may also come from another company’s Palate, or from none.",
}


class Issued(Base):
    """A paper of several cards has been handed out. The same cards in the same versions are one row, however often.

    `cards`: the fingerprints of the locked cards, sorted, one for each card.
    """

    __tablename__ = "issued"

    fingerprint: Mapped[str] = mapped_column(String(LENGTH), primary_key=True)
    kind: Mapped[Kind]
    cards: Mapped[list[str]]
    at: Mapped[datetime]

    @classmethod
    def of(cls, kind: Kind, prints: Iterable[str], at: datetime) -> "Issued":
        cards = sorted(prints)
        return cls(fingerprint=bundle(kind, cards), kind=kind, cards=cards, at=at)


def bundle(kind: Kind, prints: Iterable[str]) -> str:
    """The fingerprint of a paper of several cards: SHA-256, in hexadecimal, over lines of UTF-8 text joined by line
    feeds. The first is the kind of paper, the others are the fingerprints of the cards, sorted."""
    return hashlib.sha256("\n".join([kind.value, *sorted(prints)]).encode()).hexdigest()


def typed(text: str) -> str | None:
    """The fingerprint in what somebody typed, pasted or scanned, or None. Spaces, hyphens and capitals do not matter;
    of an address the last part counts."""
    bare = SEPARATORS.sub("", text.strip().rstrip("/").rpartition("/")[2]).lower()
    return bare if re.fullmatch(rf"[0-9a-f]{{{LENGTH}}}", bare) else None


def answer(fingerprint: str, issued: Issued | None, locks: Collection[Submission]) -> Answer:
    """`issued`: the paper with this fingerprint; `locks`: the submissions, with amendments and taken back or not, that
    have or had the fingerprint of this card, or of a card on that paper."""
    standing = [lock for lock in locks if lock.taken_back_at is None]
    if fingerprint in {lock.latest.fingerprint for lock in standing}:
        return Answer.MATCHES
    if any(fingerprint in _prints(lock) for lock in locks):
        return Answer.SUPERSEDED
    if issued is None:
        return Answer.UNKNOWN
    counted = {lock.counted.fingerprint for lock in standing}
    return Answer.MATCHES if counted.issuperset(issued.cards) else Answer.SUPERSEDED


def _prints(lock: Submission) -> set[str]:
    return {lock.fingerprint, *(amendment.fingerprint for amendment in lock.amendments)}
