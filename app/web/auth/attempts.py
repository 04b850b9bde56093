"""Trying a password. Attempts are counted for the account and for the network address, whether or not either exists."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete  # allowed: attempts belong to the web, and queries know nothing of it
from sqlalchemy.exc import IntegrityError

from app.db import db
from app.domain.errors import Refused
from app.web.auth import accounts
from app.web.auth.models import LOCKED_FOR, Account, SignInAttempt
from app.web.auth.passwords import canonical_password, matches

# An address is often shared by a whole office, so it takes more.
LIMITS = {"account": 10, "address": 30}


class Locked(Refused):
    """Too many attempts have failed."""

    def __init__(self) -> None:
        super().__init__("Too many attempts have failed. Wait 15 minutes, or ask an admin for a new link.")


def try_password(email: str, password: str, address: str, at: datetime) -> Account | None:
    """The account, or None; Locked after too many failures. Commits the attempt before it looks at the password:
    the hash takes its time, and meanwhile nobody shall wait for the database or try twice for one count."""
    sources = {"account": email, "address": address}
    for kind, value in sources.items():
        _count(kind, value, at)
    account = accounts.of_email(email)
    db.session.commit()
    if not matches(canonical_password(password), account.password if account else None):
        return None
    _forget([SignInAttempt.key_of(kind, value) for kind, value in sources.items()])
    return account if account and account.active else None


def unlock(email: str) -> None:
    """A new link takes the lock off its account."""
    _forget([SignInAttempt.key_of("account", email)])


def _count(kind: str, value: str, at: datetime) -> None:
    attempt = _attempt(SignInAttempt.key_of(kind, value), at)
    if attempt.is_locked(at, LIMITS[kind]):
        raise Locked
    attempt.count(at)


def _attempt(key: str, at: datetime) -> SignInAttempt:
    return _held(key) or _made(key, at)


def _held(key: str) -> SignInAttempt | None:
    return db.session.get(SignInAttempt, key, with_for_update=True)


def _made(key: str, at: datetime) -> SignInAttempt:
    """A new counter, after the ones that no longer count are gone."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.last_at < at - LOCKED_FOR))
    attempt = SignInAttempt(key=key, failures=0, last_at=at)
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:  # another request made it in the same moment
        attempt = db.session.get_one(SignInAttempt, key, with_for_update=True)
    return attempt


def _forget(keys: Iterable[str]) -> None:
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.key.in_(list(keys))))
