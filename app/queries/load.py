"""Running a statement whose collections may come by a join: rows are made one object again."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

T = TypeVar("T")


def one(session: Session, statement: Select[tuple[T]]) -> T | None:
    """The only object, or None."""
    return session.scalars(statement).unique().one_or_none()


def hold(session: Session, statement: Select[Any]) -> None:
    """Let whoever changes these rows queue here until the transaction ends; SQLite's writers queue already.

    In a statement of its own, before anything is loaded: what comes in one statement with a lock is as old as the
    statement, and may have changed while it waited.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(statement)


def every(session: Session, statement: Select[tuple[T]]) -> Sequence[T]:
    """All objects, in the statement's order."""
    found: Any = session.scalars(statement).unique().all()
    return found
