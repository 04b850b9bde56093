"""The audit trail: reading its end, and writing the next row behind it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.audit import Entry

CHAIN_LOCK = 0x7A1A7E


def append(
    session: Session,
    at: datetime,
    person_id: int | None,
    act: str,
    subject: str,
    **facts: Any,
) -> Entry:
    """Add a row in the caller's transaction. On PostgreSQL writers queue here, so that the chain does not fork;
    SQLite's writers queue already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(CHAIN_LOCK)))
    session.flush()
    last = session.scalar(select(Entry).order_by(Entry.id.desc()).limit(1))
    entry = Entry.after(last, at, person_id, act, subject, facts)
    session.add(entry)
    return entry
