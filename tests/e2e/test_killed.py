"""kill -9 of the real server while it saves: whatever it has acknowledged is there afterwards."""

import random
import sqlite3
import threading
import time
import urllib.error
import uuid
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from tests import counts
from tests.e2e.client import Client
from tests.e2e.serving import Server

pytestmark = pytest.mark.e2e

CLIENTS, LARGEST_BATCH = 4, 20


def test_kill_during_saving_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    acknowledged: list[str] = []
    try:
        card = own_card(server)
        person = Client(server.url).enter(server.links["interviewer"])
        for _ in range(counts.KILLS):
            enough = len(acknowledged) + counts.ACKNOWLEDGED_PER_KILL
            replicas = storm(person, card, acknowledged)
            while len(acknowledged) < enough and any(replica.is_alive() for replica in replicas):
                time.sleep(0.01)
            server.kill()
            for replica in replicas:
                replica.join(timeout=30)
            server.start()
    finally:
        server.stop()
    missing = set(acknowledged) - stored(server.data / "palate.db")
    print(f"{len(acknowledged)} acknowledged over {counts.KILLS} rounds of kill -9, {len(missing)} missing")
    assert len(acknowledged) >= counts.KILLS * counts.ACKNOWLEDGED_PER_KILL
    assert missing == set()


def own_card(server: Server) -> int:
    """Ada's card on the candidate who is on now."""
    with sqlite3.connect(server.data / "palate.db") as database:
        row = database.execute(
            "SELECT scorecard.id FROM scorecard JOIN person ON person.id = author_id"
            " JOIN interview ON interview.id = interview_id JOIN candidate ON candidate.id = candidate_id"
            " WHERE person.email = 'ada@palate.example' AND candidate.name = 'Ravi Menon'"
        ).fetchone()
    return int(row[0])


def storm(person: Client, card: int, acknowledged: list[str]) -> list[threading.Thread]:
    """Several replicas that write until the server dies, and log what it acknowledged."""
    replicas = [threading.Thread(target=write, args=(person, card, acknowledged)) for _ in range(CLIENTS)]
    for replica in replicas:
        replica.start()
    return replicas


def write(person: Client, card: int, acknowledged: list[str]) -> None:
    """Send notes in batches one after another, as the outbox does, and keep a log of what came back as stored."""
    replica, sent = str(uuid.uuid4()), 0
    while True:
        batch = [note(replica, sent + n) for n in range(1, random.randint(1, LARGEST_BATCH) + 1)]
        sent += len(batch)
        try:
            answer = person.post_json(f"/api/scorecards/{card}/ops", {"protocol": 1, "ops": batch})
        except (urllib.error.URLError, HTTPException, OSError):
            return
        acknowledged += [result["id"] for result in answer["results"] if result["status"] == "stored"]


def note(replica: str, n: int) -> dict[str, Any]:
    value, at = {"text": f"line {n}", "at": n}, "2026-05-26T12:00:00Z"
    return {"id": f"{replica}.{n}", "field": f"note/{replica}-{n}", "parents": [], "typed_at": at, "value": value}


def stored(file: Path) -> set[str]:
    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {row[0] for row in database.execute("SELECT id FROM op")}
