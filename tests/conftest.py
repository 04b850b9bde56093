"""Fixtures. Whatever needs a database runs twice, on SQLite and on PostgreSQL; no test leaves anything behind."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.db import alembic, db
from app.domain.people import Person
from tests import make, postgres
from tests.sites import Site, own_database, signed_in, site_in

DATABASES = os.environ.get("PALATE_TEST_DATABASES", "sqlite,postgresql").split(",")
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class Clock:
    """The time that the app sees. It stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        """`clock.move(hours=2)`: let time pass, and return the new instant."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture(scope="session", params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The settings of the engine."""
    if request.param == "sqlite":
        # A file: Alembic gives its connection up, and a database in memory would go with it.
        yield {"url": f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'palate.db'}"}
        return
    try:
        with postgres.cluster() as url:
            yield {"url": url}
    except postgres.Missing as missing:
        pytest.exit(str(missing), returncode=3)


@pytest.fixture(scope="session")
def app(database: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with an empty schema. CSRF is off; a test of it sets `app.config["WTF_CSRF_ENABLED"]`."""
    app = create_app(
        Settings(data=tmp_path_factory.mktemp("data")),
        {
            "TESTING": True,
            "SECRET_KEY": "of no use to anybody, and long enough",
            "SQLALCHEMY_ENGINES": {"default": database},
            "WTF_CSRF_ENABLED": False,
        },
    )
    with app.app_context():
        alembic.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def clock(app: Flask) -> Clock:
    app.config["CLOCK"] = Clock(make.NOW)
    return app.config["CLOCK"]


@pytest.fixture
def connection(app: Flask) -> Iterator[Connection]:
    with only_connection(app) as connection:
        yield connection


@contextmanager
def only_connection(app: Flask) -> Iterator[Connection]:
    """The one connection of a test. The app's commits end a savepoint on it; what they wrote is rolled back."""
    with app.app_context():
        engine, sessions = db.engine, db.sessionmaker
    with engine.connect() as connection:
        outer = connection.begin()
        before = dict(sessions.kw)
        sessions.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield connection
        sessions.configure(**before)
        outer.rollback()


@pytest.fixture
def session(app: Flask, connection: Connection, clock: Clock) -> Iterator[Session]:
    """The test's own session, on the connection of the app's. Commit before a request, so that the two stay nested;
    after one, `session.expire_all()` and ask a query to see what the app has written."""
    with app.app_context():
        sessions = db.sessionmaker
    with sessions() as session:
        yield session


@pytest.fixture
def world(session: Session) -> make.World:
    return make.world(session)


@pytest.fixture
def client_of(app: Flask, session: Session, world: make.World) -> Callable[[str | Person], FlaskClient]:
    """`client_of("ada")`: a client that is signed in as a person of the world, or as the person that is given."""

    def client(who: str | Person) -> FlaskClient:
        return signed_in(app, session, getattr(world, who) if isinstance(who, str) else who)

    return client


@pytest.fixture
def site(database: dict[str, Any], tmp_path: Path) -> Iterator[Site]:
    """The world in a database of the test's own."""
    with own_database(database["url"], tmp_path) as url, site_in(url, tmp_path) as made:
        yield made


@pytest.fixture
def count_statements(connection: Connection) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_statements() as statements:` collects the SQL that is run inside, transactions left out."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not statement.startswith(BOOKKEEPING):
                statements.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(connection, "before_cursor_execute", note)

    return counting
