"""How long a session lasts: 12 hours without a request, 30 days in all. It lives in a signed cookie."""

import time
from datetime import timedelta
from typing import Any

from flask import Flask, session
from flask_login import user_logged_in
from flask_security import login_user, logout_user

from app.web.auth.accounts import store
from app.web.auth.models import Account

IDLE = timedelta(hours=12).total_seconds()
LONGEST = timedelta(days=30).total_seconds()
NOTED_EVERY = 300  # seconds; the cookie is not sent again with every answer


def init_app(app: Flask) -> None:
    """Only the session says who asks: the token that Flask-Security also reads from headers is not offered."""
    manager = app.login_manager  # type: ignore[attr-defined]
    manager.user_loader(load)
    manager.request_loader(lambda _request: None)
    manager.session_protection = None  # it marks sessions as not fresh, which nothing here asks about
    user_logged_in.connect(_begin_clocks, app)


def begin(account: Account) -> None:
    """Sign in, with nothing left of the session before."""
    session.clear()
    login_user(account)
    session.permanent = True


def end() -> None:
    logout_user()
    session.clear()


def load(uniquifier: str) -> Account | None:
    """Whom the session names, while it lasts."""
    if not _lasts(time.time()):
        return None
    account = store.find_user(fs_uniquifier=uniquifier)
    return account if account and account.active else None


def _lasts(at: float) -> bool:
    if at - session.get("began", 0) > LONGEST or at - session.get("seen", 0) > IDLE:
        return False
    if at - session["seen"] > NOTED_EVERY:
        session["seen"] = int(at)
    return True


def _begin_clocks(_app: Flask, **_facts: Any) -> None:
    session["began"] = session["seen"] = int(time.time())
