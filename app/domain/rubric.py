"""What is rated and on which scale: competencies, levels, the five points, the reasons for a missing rating."""

import enum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.bankfiles.schema import Level
from app.domain.base import Base, Name

__all__ = [
    "LEVEL_NAMES",
    "MISSING_WORDS",
    "POINTS",
    "SCALE",
    "Competency",
    "Level",
    "Missing",
    "Recommendation",
]

LEVEL_NAMES = {Level.MID: "Mid", Level.SENIOR: "Senior", Level.STAFF: "Staff"}

SCALE = {
    1: "Contrary evidence",
    2: "Below the bar",
    3: "At the bar",
    4: "Above the bar",
    5: "Well above the bar",
}
POINTS = tuple(SCALE)


class Missing(enum.StrEnum):
    """Why an item has no rating. Never a zero."""

    NO_EVIDENCE = "no_evidence"
    NOT_ASKED = "not_asked"
    ANSWERED_UNDER = "answered_under"


MISSING_WORDS = {
    Missing.NO_EVIDENCE: "No evidence",
    Missing.NOT_ASKED: "Not asked",
    Missing.ANSWERED_UNDER: "Answered under another question",
}


class Recommendation(enum.StrEnum):
    """The overall word of one interviewer: four points, so that nobody sits in the middle. Never averaged."""

    STRONG_NO = "strong_no"
    NO = "no"
    YES = "yes"
    STRONG_YES = "strong_yes"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Competency(Base):
    """One of the eight sides of product thinking, as the bank's competencies.yaml words it."""

    __tablename__ = "competency"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int]
    name: Mapped[Name]
    gloss: Mapped[str]
    phrase: Mapped[str]
    chef: Mapped[str]
    cook: Mapped[str]
