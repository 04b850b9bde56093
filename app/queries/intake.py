"""What a plan of taking bank files in is made of."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.domain.bank import BankRecord
from app.queries import bank


class Held(NamedTuple):
    """What the bank holds: its newest versions, and key and digest of every version."""

    newest: Sequence[BankRecord]
    known: set[tuple[str, str]]


def held(session: Session) -> Held:
    return Held(bank.newest(session), bank.digests(session))
