"""The migrations lead to exactly what the mapped classes say, on both databases."""

from flask import Flask

from app.db import alembic


def test_migrations_and_classes_agree(app: Flask) -> None:
    with app.app_context():
        assert alembic.compare_metadata() == []


def test_upgrading_twice_changes_nothing(app: Flask) -> None:
    with app.app_context():
        before = alembic.current()
        alembic.upgrade()
        assert alembic.current() == before == alembic.heads()
