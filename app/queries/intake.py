"""The plan of taking bank files in."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.bankfiles import parcel
from app.domain.intake import Plan
from app.queries import bank


def plan(session: Session, files: Mapping[str, bytes]) -> Plan:
    """What taking these files (name to content) would do to the bank as it is now."""
    sent = b"\0".join(name.encode() + b"\0" + files[name] for name in sorted(files))
    return Plan.of(parcel.read(files), bank.newest(session), bank.digests(session), sent)
