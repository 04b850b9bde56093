"""An opening: the job, what is rated for it with which weights, its rounds, and who works on it."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Name, Words
from app.domain.errors import Refused
from app.domain.kit import Kit
from app.domain.people import Person
from app.domain.rubric import LEVEL_NAMES, Competency, Level

MOST_ROUNDS = 6
SUGGESTED = {"PUR": 25, "CUS": 20, "TRA": 20, "AIS": 20, "RES": 15}  # weights to begin with
IMPORTED_MINUTES = 60  # nobody knows how long they took; interviews have minutes


class OpeningRole(enum.StrEnum):
    """What a person is to one opening. A coordinator sees progress, never ratings."""

    MANAGER = "manager"
    COORDINATOR = "coordinator"
    POOL = "pool"


@dataclass(frozen=True)
class RoundPlan:
    """A round as somebody wants it; `id` names one that exists."""

    id: int | None
    name: str
    minutes: int
    kit: Kit | None


class Opening(Base):
    """A job to fill, at one level."""

    __tablename__ = "opening"

    id: Mapped[Key]
    title: Mapped[Name]
    level: Mapped[Level]
    customer_access: Mapped[Words]
    decision_rights: Mapped[Words]
    final_call: Mapped[Words]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    fixed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    how_sure_since: Mapped[datetime | None]
    weights: Mapped[list["Weight"]] = relationship(
        lazy="raise", order_by="Weight.position", cascade="all, delete-orphan"
    )
    rounds: Mapped[list["Round"]] = relationship(
        lazy="raise",
        back_populates="opening",
        order_by="Round.position",
        cascade="all, delete-orphan",
    )
    members: Mapped[list["Member"]] = relationship(
        lazy="raise",
        back_populates="opening",
        order_by="Member.id",
        cascade="all, delete-orphan",
    )

    @property
    def level_name(self) -> str:
        return LEVEL_NAMES[self.level]

    @property
    def rounds_to_hold(self) -> list["Round"]:
        """Those in which somebody can be interviewed."""
        return [round_ for round_ in self.rounds if round_.imported_at is None]

    @property
    def context(self) -> list[tuple[str, str]]:
        """What this engineer will have, as far as it has been said: label and words."""
        said = [
            ("Access to customers", self.customer_access),
            ("Decision rights", self.decision_rights),
            ("Final call", self.final_call),
        ]
        return [(label, words) for label, words in said if words]

    def weigh(self, shares: Sequence[tuple[Competency, int]]) -> None:
        """Set the competencies, in this order, with their weights in percent.

        Refused once an interview has begun (candidates would be held against different things),
        and unless the weights are whole, positive and add up to 100.
        """
        if [(weight.competency_code, weight.percent) for weight in self.weights] == [(c.code, p) for c, p in shares]:
            return
        if self.fixed_at:
            raise Refused(
                "Competencies and weights are fixed since the first interview began.",
                "weights",
            )
        if not shares:
            raise Refused("Choose at least one competency and give it a weight.", "weights")
        if len({competency.code for competency, _ in shares}) < len(shares):
            raise Refused("A competency stands here twice. Give it one weight.", "weights")
        if any(percent < 1 for _, percent in shares) or sum(percent for _, percent in shares) != 100:
            total = sum(percent for _, percent in shares)
            raise Refused(
                f"The weights add up to {total}. Change them until they make 100.",
                "weights",
            )
        kept = {weight.competency_code: weight for weight in self.weights}
        self.weights = [
            self._weighted(
                kept.get(competency.code) or Weight(competency=competency),
                position,
                percent,
            )
            for position, (competency, percent) in enumerate(shares)
        ]

    @staticmethod
    def _weighted(weight: "Weight", position: int, percent: int) -> "Weight":
        weight.position, weight.percent = position, percent
        return weight

    def set_level(self, level: Level) -> None:
        if self.fixed_at and level != self.level:
            raise Refused(
                "The level is fixed since the first interview began. Make a new opening for another level.",
                "level",
            )
        self.level = level

    def arrange(self, plans: Sequence[RoundPlan], in_use: Collection[int]) -> None:
        """Set the rounds, in this order. `in_use`: ids of rounds that have interviews; they stay."""
        kept: dict[int | None, Round] = {round_.id: round_ for round_ in self.rounds}
        for gone in set(kept) - {plan.id for plan in plans}:
            if gone in in_use:
                raise Refused(f"The round {kept[gone].name} has interviews and stays. Give it a name again.", "rounds")
        for plan in plans:
            self._may_use(plan.kit, plan.name)
        self.rounds = [_arranged(kept.get(plan.id) or Round(), n, plan) for n, plan in enumerate(plans)]

    def _may_use(self, kit: Kit | None, where: str) -> None:
        if kit and kit.level != self.level:
            raise Refused(
                f"{kit.title} is a kit for {LEVEL_NAMES[kit.level]}, and this opening is {self.level_name}. "
                f"Choose a kit for {self.level_name} in the round {where}.",
                "rounds",
            )

    def add_imported_round(self, name: str, at: datetime) -> "Round":
        """A round for ratings from before, behind the others."""
        if len(self.rounds) >= MOST_ROUNDS:
            raise Refused(f"{self.title} has {MOST_ROUNDS} rounds already, and no opening has more.")
        added = Round(name=name, minutes=IMPORTED_MINUTES, position=len(self.rounds), kit=None, imported_at=at)
        self.rounds.append(added)
        return added

    def fix(self, at: datetime) -> None:
        """The first interview has begun: from now on the competencies and weights stand."""
        self.fixed_at = self.fixed_at or at

    def close(self, at: datetime) -> None:
        self.closed_at = self.closed_at or at

    def reopen(self) -> None:
        self.closed_at = None

    def show_how_sure(self, at: datetime) -> None:
        """Comparisons of this opening say how sure they are, from now on. Off by default."""
        self.how_sure_since = self.how_sure_since or at

    def hide_how_sure(self) -> None:
        self.how_sure_since = None

    def join(self, person: Person, role: OpeningRole) -> None:
        """Let a person work on this opening in a role; twice changes nothing."""
        if not any(member.person_id == person.id and member.role == role for member in self.members):
            self.members.append(Member(person_id=person.id, person=person, role=role))

    def leave(self, person_id: int, role: OpeningRole) -> None:
        """Take a person off in a role. The last manager stays: somebody has to sign."""
        managers = [member for member in self.members if member.role == OpeningRole.MANAGER]
        if role == OpeningRole.MANAGER and [member.person_id for member in managers] == [person_id]:
            raise Refused("This is the only hiring manager. Add another one first.", "person")
        self.members = [m for m in self.members if (m.person_id, m.role) != (person_id, role)]


class Weight(Base):
    """How much one competency counts in one opening, in percent."""

    __tablename__ = "weight"
    __table_args__ = (
        UniqueConstraint("opening_id", "competency_code"),
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    )

    id: Mapped[Key]
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"))
    competency_code: Mapped[str] = mapped_column(ForeignKey("competency.code"))
    position: Mapped[int]
    percent: Mapped[int]
    competency: Mapped[Competency] = relationship(lazy="raise")


class Round(Base):
    """One step of the interviews of an opening, with its kit. One that was imported holds ratings from before: it has
    no kit, and nobody is interviewed in it."""

    __tablename__ = "round"

    id: Mapped[Key]
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"), index=True)
    position: Mapped[int]
    name: Mapped[Name]
    minutes: Mapped[int]
    kit_id: Mapped[int | None] = mapped_column(ForeignKey("kit.id"), index=True)
    imported_at: Mapped[datetime | None]
    opening: Mapped[Opening] = relationship(lazy="raise", back_populates="rounds")
    kit: Mapped[Kit | None] = relationship(lazy="raise")

    @property
    def number(self) -> int:
        return self.position + 1


def _arranged(round_: Round, position: int, plan: RoundPlan) -> Round:
    round_.position, round_.name, round_.minutes = position, plan.name, plan.minutes
    round_.kit = None if round_.imported_at else plan.kit
    return round_


class Member(Base):
    """One role of one person on one opening."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("opening_id", "person_id", "role"),)

    id: Mapped[Key]
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[OpeningRole]
    opening: Mapped[Opening] = relationship(lazy="raise", back_populates="members")
    person: Mapped[Person] = relationship(lazy="raise")
