"""The shipped bank, taken in once for each module: nearly all of a test's time would go into reading it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import seed, shipped
from app.db import db
from tests.conftest import only_connection


@pytest.fixture(scope="module")
def shelf_once(app: Flask) -> Iterator[Connection]:
    """The one connection of a module, on which there is an empty company with the shipped bank."""
    with only_connection(app) as connection:
        with app.app_context():
            seed.load_bank(db.session, shipped("question_bank"))
            db.session.commit()
        yield connection


@pytest.fixture
def shelf(app: Flask, shelf_once: Connection) -> Iterator[Session]:
    """The app's own session on that company; what a test adds is rolled back."""
    before = shelf_once.begin_nested()
    with app.app_context():
        yield db.session
    before.rollback()
