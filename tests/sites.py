"""An app with a database of its own: commits are real, threads and processes meet in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from flask_login import login_user
from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.db import alembic, db
from tests import make


@dataclass
class Site:
    """An app with a database of its own, the world in it, and the session that made it."""

    app: Flask
    session: Session
    world: make.World

    def client(self, person: Any) -> FlaskClient:
        client = signed_in(self.app, self.session, person)
        self.session.commit()
        return client

    def count(self, what: Any) -> int:
        found = self.session.scalar(select(func.count()).select_from(what)) or 0
        self.session.commit()
        return found


@contextmanager
def site_in(url: str, folder: Path) -> Iterator[Site]:
    """Make the schema and the world in the empty database at `url`; the app's files go into `folder`."""
    app = app_at(url, folder)
    with app.app_context():
        alembic.upgrade()
        session, engine = db.sessionmaker(), db.engine
    with session:
        yield Site(app, session, make.world(session))
    engine.dispose()


def app_at(url: str, folder: Path) -> Flask:
    """The app on a database that may be empty, or hold a world already."""
    return create_app(
        Settings(data=folder),
        {
            "TESTING": True,
            "SECRET_KEY": "of no use to anybody, and long enough",
            "SQLALCHEMY_ENGINES": {"default": {"url": url}},
            "WTF_CSRF_ENABLED": False,
            "CLOCK": lambda: make.NOW,
        },
    )


def signed_in(app: Flask, session: Session, person: Any) -> FlaskClient:
    account, client = make.account(session, person), app.test_client()
    with app.test_request_context(environ_base=client.environ_base) as context:
        login_user(account)
        kept = dict(context.session)
    with client.session_transaction() as cookie:
        cookie.update(kept)
    return client


@contextmanager
def own_database(url: str, folder: Path) -> Iterator[str]:
    """A file of its own, or a database of its own in the cluster: its address, and nothing is left of it."""
    at = make_url(url)
    if at.get_backend_name() == "sqlite":
        yield f"sqlite:///{folder / 'own.db'}"
        return
    name = f"own_{uuid4().hex}"
    _say(url, f"CREATE DATABASE {name}")
    try:
        yield at.set(database=name).render_as_string(hide_password=False)
    finally:
        _say(url, f"DROP DATABASE {name} WITH (FORCE)")


def _say(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
