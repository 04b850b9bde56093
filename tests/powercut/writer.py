"""A process that saves, to be watched: `python -m tests.powercut.writer MODE FILE SAVES`.

It goes through the app's own saving into the database FILE, and says on its standard output what it was acknowledged.
"""

import os
import random
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

import app.db
from app.db import db
from app.domain.people import Person
from app.domain.scorecard import Scorecard
from tests.sites import app_at, signed_in

# The two ways that app.db chooses between, and each of them without what makes it hold.
MODES = {"WAL": "", "DELETE": "", "WAL but NORMAL": "NORMAL", "DELETE but FULL": "FULL"}
REPLICA = "11111111-2222-3333-4444-555555555555"


def value_of(number: int) -> str:
    """What the operation of this number says; from a line to some pages."""
    dice = random.Random(number)
    return f"{number} " + "asks why " * dice.choice([1, 10, 100, 600])


def main(mode: str, file: Path, saves: int) -> None:
    app.db.wal_is_safe = lambda _version: mode.startswith("WAL")
    made = app_at(f"sqlite:///{file}", file.parent)
    with made.app_context():
        if weaker := MODES[mode]:
            event.listen(db.engine, "connect", lambda connection, _: weaken(connection, weaker))
        session = db.sessionmaker()
    with session:
        ada = session.scalars(select(Person).where(Person.email == "ada@example.org")).one()
        card_id = session.scalars(select(Scorecard.id).where(Scorecard.author_id == ada.id)).first()
        client = signed_in(made, session, ada)
        say("mode", *(session.connection().exec_driver_sql(f"PRAGMA {one}").scalar() for one in PRAGMAS))
    for number in range(saves):
        answer = client.post(f"/api/scorecards/{card_id}/ops", json={"protocol": 1, "ops": batch(number)})
        say("acknowledged", *(result["id"] for result in answer.json["results"]))


PRAGMAS = ("journal_mode", "synchronous")


def weaken(connection: Any, synchronous: str) -> None:
    connection.execute(f"PRAGMA synchronous={synchronous}").close()


def batch(number: int) -> list[dict[str, Any]]:
    """One to four operations; every field is typed over by the next batch."""
    return [
        {
            "id": f"{REPLICA}.{number * 4 + place}",
            "field": f"note/n{place}",
            "parents": [f"{REPLICA}.{number * 4 + place - 4}"] if number else [],
            "value": {"text": value_of(number * 4 + place)},
            "typed_at": "2026-03-02T12:00:00+00:00",
        }
        for place in range(1 + number % 4)
    ]


def say(*words: Any) -> None:
    os.write(sys.stdout.fileno(), (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
