"""People who work with the tool, what they may do in general, and how they are let in."""

import enum
import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key, Name
from app.domain.errors import Refused

INVITATION_LASTS = timedelta(hours=72)


class Role(enum.StrEnum):
    """What a person may do in general; who manages or coordinates an opening stands on the opening."""

    ADMIN = "admin"
    MANAGER = "manager"
    COORDINATOR = "coordinator"
    INTERVIEWER = "interviewer"
    AUTHOR = "author"
    AUDITOR = "auditor"


class Person(Base):
    """Somebody who scores, is assigned, is named in a decision. The login belongs to `app.web.auth`.

    Who only stands on imported cards has no address, and nobody can sign in as them.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[Key]
    name: Mapped[Name]
    email: Mapped[str | None] = mapped_column(String(254))
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    created_at: Mapped[datetime]
    grants: Mapped[list["Grant"]] = relationship(
        lazy="raise",
        back_populates="person",
        foreign_keys="Grant.person_id",
        cascade="all, delete-orphan",
    )

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles

    @property
    def may_open(self) -> bool:
        """May this person create an opening?"""
        return bool(self.roles & {Role.ADMIN, Role.MANAGER, Role.COORDINATOR})

    def grant(self, role: Role, at: datetime, by: "Person | None" = None) -> None:
        """Give a role; giving it twice changes nothing."""
        if role not in self.roles:
            self.grants.append(Grant(role=role, granted_at=at, granted_by_id=by.id if by else None))


class Grant(Base):
    """One role of one person, with who gave it and when."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role]
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship(lazy="raise", back_populates="grants", foreign_keys=[person_id])


class Purpose(enum.StrEnum):
    """What a link from the console or from an admin lets somebody do."""

    JOIN = "join"  # choose a name and a password, or a new password for an account that exists
    SIGN_IN = "sign_in"  # one click; made on the console of a demo only


class Invitation(Base):
    """A link that works once, for 72 hours, for one address. Only its SHA-256 is kept."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("digest"),)

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64))
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role]
    purpose: Mapped[Purpose]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @classmethod
    def make(
        cls,
        email: str,
        role: Role,
        at: datetime,
        by: Person | None = None,
        purpose: Purpose = Purpose.JOIN,
    ) -> "tuple[Invitation, str]":
        """Return the invitation and the token that goes into the link (256 bits, shown once)."""
        token = secrets.token_urlsafe(32)
        invitation = cls(
            digest=digest_of(token),
            email=clean_email(email),
            role=role,
            purpose=purpose,
            created_at=at,
            expires_at=at + INVITATION_LASTS,
            invited_by_id=by.id if by else None,
        )
        return invitation, token

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at

    def use(self, at: datetime) -> None:
        if not self.is_open(at):
            raise Refused("This link has been used or has run out. Ask your admin for a new one.")
        self.used_at = at


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def clean_email(email: str) -> str:
    """An address as it is stored and compared: trimmed, in lower case."""
    return email.strip().lower()
