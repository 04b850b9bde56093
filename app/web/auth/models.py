"""The login of a person, and how often somebody has tried to get in. What a person may do stands in their grants."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import Base, Key
from app.domain.people import Person

LOCKED_FOR = timedelta(minutes=15)


def new_uniquifier() -> str:
    return secrets.token_hex(16)


class Account(UserMixin, Base):
    """`password` is an argon2id hash; None: nobody has chosen one, links only.

    Sessions name `fs_uniquifier`, so a new one ends them all.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("email"), UniqueConstraint("person_id"), UniqueConstraint("fs_uniquifier"))

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), default=new_uniquifier)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class NoRole(RoleMixin):
    """Flask-Security asks for a class of roles. Ours are the grants of the domain."""


class SignInAttempt(Base):
    """Failed attempts in a row, for one account or one network address; kept as a digest, as it may name a person."""

    __tablename__ = "sign_in_attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]

    @staticmethod
    def key_of(kind: str, value: str) -> str:
        return hashlib.sha256(f"{kind} {value}".encode()).hexdigest()

    def is_locked(self, at: datetime, limit: int) -> bool:
        return self.failures >= limit and at < self.last_at + LOCKED_FOR

    def count(self, at: datetime) -> None:
        """One more; what is older than a lock is forgotten."""
        self.failures = 1 if at >= self.last_at + LOCKED_FOR else self.failures + 1
        self.last_at = at
