"""Practice answers come with the bank, and into a database whose bank is older than they are."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import seed, shipped
from app.db import db
from app.domain.audit import Entry
from app.domain.practice import PracticeAnswer
from app.queries import practice
from tests import make


@pytest.fixture
def folder() -> Path:
    return shipped("question_bank")


def test_they_come_with_the_bank_and_loading_again_adds_nothing(app: Flask, session: Session, folder: Path) -> None:
    with app.app_context():
        seed.load_bank(db.session, folder)
        found = practice.known(db.session)
        assert len(found) == 24
        seed.load_bank(db.session, folder)
        assert practice.known(db.session) == found
        assert all(one.record.words.id == one.words.question for one in _whole())


def test_a_bank_without_them_gets_them_alone(app: Flask, session: Session, folder: Path) -> None:
    with app.app_context():
        seed.load_bank(db.session, folder)
        db.session.execute(delete(PracticeAnswer))
        seed.load_practice(db.session, folder)
        assert len(practice.known(db.session)) == 24
        assert [entry.act for entry in db.session.scalars(select(Entry))] == ["loaded the practice answers"]


def test_an_answer_to_a_question_that_is_not_there_is_left_out(
    app: Flask, session: Session, world: make.World, folder: Path
) -> None:
    with app.app_context():
        seed.load_practice(db.session, folder)
        assert {key for key, _ in practice.known(db.session)} == {world.practice.key}


def _whole() -> list[PracticeAnswer]:
    ids = [one.id for one in practice.answers(db.session)]
    db.session.expunge_all()
    return [found for one in ids if (found := practice.answer(db.session, one))]
