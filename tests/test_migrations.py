"""The migrations lead to exactly what the mapped classes say, on both databases."""

from pathlib import Path

from flask import Flask
from sqlalchemy import text

from app import create_app
from app.config import Settings
from app.db import alembic, db, upgrade


def test_migrations_and_classes_agree(app: Flask) -> None:
    with app.app_context():
        assert alembic.compare_metadata() == []


def test_upgrading_twice_changes_nothing(app: Flask) -> None:
    with app.app_context():
        before = alembic.current()
        alembic.upgrade()
        assert alembic.current() == before == alembic.heads()


def test_a_company_from_the_first_version_is_taken_along(tmp_path: Path) -> None:
    """On SQLite, which makes tables anew: what points to a person still does."""
    app = create_app(Settings(data=tmp_path), {"SECRET_KEY": "of no use to anybody, and long enough"})
    with app.app_context():
        alembic.upgrade("0001")
    with app.app_context(), db.engine.begin() as connection:
        when = "'2026-03-02 12:00:00'"
        connection.execute(text(f"INSERT INTO person VALUES (7, 'Ada Berg', 'ada@example.org', 'UTC', {when})"))
        connection.execute(text(f"INSERT INTO role_grant VALUES (1, 7, 'interviewer', {when}, NULL)"))
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            joined = "SELECT name, role FROM person JOIN role_grant ON role_grant.person_id = person.id"
            assert connection.execute(text(joined)).all() == [("Ada Berg", "interviewer")]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        db.engine.dispose()
