"""Filling a data folder: schema, the shipped bank, the first invitation."""

import os
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from app import shipped
from app.bankfiles.linter import check
from app.bankfiles.practice import PracticeRecord
from app.bankfiles.reader import Bank, read_bank
from app.bankfiles.schema import CompetencyRecord, KitRecord
from app.db import db, upgrade
from app.domain.bank import BankRecord
from app.domain.errors import Refused
from app.domain.kit import Kit, RoundKind
from app.domain.people import Invitation, Purpose, Role
from app.domain.practice import PracticeAnswer
from app.domain.rubric import Competency
from app.queries import bank, people, practice, trail


def prepare() -> None:
    """Bring the schema up to date; load the shipped bank into a database that has none, or its practice answers alone
    into one whose bank is older than they are."""
    _upgrade()
    _keep_private()
    if not bank.competencies(db.session):
        load_bank(db.session, shipped("question_bank"))
        trail.append(db.session, datetime.now(UTC), None, "loaded the bank", "bank")
    elif not practice.answers(db.session):
        load_practice(db.session, shipped("question_bank"))
    db.session.commit()


def nobody_is_here() -> bool:
    return people.is_empty(db.session)


def invite(email: str, role: str, purpose: Purpose = Purpose.JOIN) -> str:
    """Make an invitation from the console and commit it; return the token for the link."""
    if email.count("@") != 1 or any(letter.isspace() for letter in email.strip()):
        raise Refused(f"{email!r} is not an address like ada@company.example.")
    at = datetime.now(UTC)
    invitation, token = Invitation.make(email, Role(role), at, purpose=purpose)
    db.session.add(invitation)
    db.session.flush()
    trail.append(db.session, at, None, "invited", f"invitation {invitation.id}", role=role)
    db.session.commit()
    return token


def load_bank(session: Session, folder: Path) -> int:
    """Take what is new in these files; return the number of new versions. With one problem, nothing is taken."""
    found = _sound(folder)
    at = datetime.now(UTC)
    for position, competency in enumerate(found.competencies):
        session.merge(_competency(position, competency))
    known = {(record.key, record.digest): record for record in bank.newest(session)}
    fresh = [BankRecord.of(record, at) for record in (*found.questions, *found.scenarios)]
    held = bank.digests(session)  # also what was changed here since: the words of the files are an earlier version
    new = [record for record in fresh if (record.key, record.digest) not in held]
    _move_status(known, fresh)
    session.add_all(new)
    session.flush()
    _add_kits(session, found.kits, at)
    _add_practice(session, found.practice, at)
    return len(new)


def load_practice(session: Session, folder: Path) -> None:
    """Take the practice answers of these files to questions that are there."""
    at = datetime.now(UTC)
    if _add_practice(session, _sound(folder).practice, at):
        trail.append(session, at, None, "loaded the practice answers", "bank")


def _sound(folder: Path) -> Bank:
    found = read_bank(folder)
    if problems := found.problems or check(found):
        shown = "\n".join(str(problem) for problem in problems[:20])
        raise Refused(f"The bank in {folder} has problems and nothing was taken from it:\n{shown}")
    return found


def _upgrade() -> None:
    # In a context of its own: Flask-Alembic keeps its transaction open until the context ends, and would lock us out.
    with current_app.app_context():
        upgrade()


def _competency(position: int, record: CompetencyRecord) -> Competency:
    return Competency(position=position, **record.model_dump(mode="json"))


def _move_status(known: dict[tuple[str, str], BankRecord], fresh: list[BankRecord]) -> None:
    """A record whose words are the same may have gone live, or been retired."""
    for record in fresh:
        if earlier := known.get((record.key, record.digest)):
            earlier.status, earlier.content = record.status, record.content


def _add_kits(session: Session, records: tuple[KitRecord, ...], at: datetime) -> None:
    """Add kits that are not there yet. Kits that are there belong to the people who use them."""
    there = {kit.key for kit in bank.kits(session)}
    newest = {record.key: record for record in bank.newest(session)}
    for record in records:
        if record.id not in there:
            kit = _kit(record, at)
            kit.fill([newest[key] for key in record.questions])
            session.add(kit)
    session.flush()


def _add_practice(session: Session, records: tuple[PracticeRecord, ...], at: datetime) -> int:
    """Add versions that are not there yet, each to the newest version of its question; return how many."""
    newest = {record.key: record for record in bank.newest(session)}
    there = practice.known(session)
    asked = [words for words in records if words.question in newest]
    fresh = [PracticeAnswer.of(words, newest[words.question], at) for words in asked]
    new = [answer for answer in fresh if (answer.key, answer.digest) not in there]
    session.add_all(new)
    session.flush()
    return len(new)


def _kit(record: KitRecord, at: datetime) -> Kit:
    return Kit(
        key=record.id,
        title=record.title,
        level=record.level,
        round_kind=RoundKind(record.round.value),
        minutes=record.minutes,
        opening_words=record.opening_words,
        closing_words=record.closing_words,
        created_at=at,
    )


def _keep_private() -> None:
    """The database is for this account's eyes only."""
    file = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and os.name == "posix" and file and Path(file).exists():
        Path(file).chmod(0o600)
